import assert from "node:assert/strict";
import { loadBalancerName } from "../../../../infra/backends/kubernetes/service-load-balancer";

describe("loadBalancerName", () => {
    for (const [controller, hostname, name] of [
        [
            "Auto Mode",
            "k8s-apis-pictures-0a1b2c3d4e-0123456789abcdef.elb.eu-central-1.amazonaws.com",
            "k8s-apis-pictures-0a1b2c3d4e",
        ],
        [
            "the in-tree controller",
            "a0123456789abcdef0123456789abcde-fedcba9876543210.elb.us-east-1.amazonaws.com",
            "a0123456789abcdef0123456789abcde",
        ],
    ] as const) {
        it(`reads the name that ${controller} gives`, () => assert.equal(loadBalancerName(hostname), name));
    }

    for (const hostname of ["", "example.com", "internal-name.elb.eu-central-1.amazonaws.com"]) {
        it(`refuses "${hostname}"`, () => {
            assert.throws(() => loadBalancerName(hostname), new RegExp(`got "${hostname}", want <name>-<id>\\.elb`));
        });
    }
});
