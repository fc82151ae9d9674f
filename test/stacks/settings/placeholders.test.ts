import assert from "node:assert/strict";
import { placeholderProblems } from "../../../stacks/settings/placeholders";
import { settingsWarnings } from "../../../stacks/settings/warnings";

const isPlaceholder = (value: string) => placeholderProblems({ key: value }).length > 0;

describe("placeholders", () => {
    for (const value of [
        "https://www.example.com",
        "https://example.org:8443",
        "registry.example.net/pictures:1",
        "https://shop.example",
        "arn:aws:iam::123456789012:role/support",
        "111122223333.dkr.ecr.eu-central-1.amazonaws.com/pictures:1",
        "203.0.113.0/24",
        "198.51.100.7/32",
        "192.0.2.1/32",
    ])
        it(`are found in "${value}"`, () => assert.ok(isPlaceholder(value)));

    for (const value of [
        "*",
        "https://www.example-shop.com",
        "https://www.my-example.com",
        "https://example.community",
        "app/example",
        "registry/example:1",
        "arn:aws:iam::270727272727:role/support",
        "203.0.0.0/8",
        "18.184.7.7/32",
    ])
        it(`are not found in "${value}"`, () => assert.ok(!isPlaceholder(value)));

    it("are named all at once, each with its path, its value and what is wanted", () => {
        const values = {
            cluster: { publicEndpointCidrs: ["18.184.7.7/32", "203.0.113.0/24"] },
            gateway: { cors: { allowOrigin: "https://www.example.com" } },
            logRetentionDays: 30,
        };
        assert.deepEqual(placeholderProblems(values), [
            'gatehouse:cluster.publicEndpointCidrs.1: got "203.0.113.0/24", want your own addresses in place of this placeholder',
            'gatehouse:gateway.cors.allowOrigin: got "https://www.example.com", want your own domain in place of this placeholder',
        ]);
    });
});

describe("the warnings of a preview", () => {
    const warnings = (publicEndpointCidrs: string[], privateEndpointCidrs: string[]) =>
        settingsWarnings(
            {},
            {
                cluster: { kubernetesVersion: "1.35", publicEndpointCidrs, privateEndpointCidrs } as never,
                network: { cidrBlock: "10.20.0.0/16", availabilityZones: 2, availabilityZoneCidrMask: 19 } as never,
            },
            "2026-11-28",
        );

    it("say that no machine reaches an API server without blocks", () => {
        assert.match(warnings([], []).join(), /no machine outside the cluster reaches its API server/);
        assert.deepEqual(warnings(["18.184.7.7/32"], []), []);
        assert.deepEqual(warnings([], ["10.100.0.0/16"]), []);
    });
});
