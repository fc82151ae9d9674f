import assert from "node:assert/strict";
import { unreachablePods } from "../../../../tools/cloud-simulator/kubernetes/unreachable-pods";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const labels = { app: "shop" };

describe("the watch for closed ports", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        const containers = [{ ports: [{ name: "http", containerPort: 8080 }] }];
        const spec = { template: { metadata: { labels }, spec: { containers } } };
        put("kubernetes:apps/v1:Deployment", { kind: "Deployment", spec });
    });

    it("finds nothing if a Service uses the port's name or number", () => {
        for (const targetPort of ["http", 8080]) {
            put("kubernetes:core/v1:Service", service({ targetPort }));
            assert.deepEqual(unreachablePods(cloud), []);
        }
    });

    it("finds a Service and a network policy with another number", () => {
        put("kubernetes:core/v1:Service", service({ targetPort: 9090 }));
        const spec = { podSelector: { matchLabels: labels }, ingress: [{ ports: [{ port: 9090 }] }] };
        put("kubernetes:networking.k8s.io/v1:NetworkPolicy", {
            kind: "NetworkPolicy",
            metadata: { name: "shop" },
            spec,
        });
        assert.deepEqual(unreachablePods(cloud), [
            'Service "shop" named port 9090, on which no pod listened',
            'NetworkPolicy "shop" named port 9090, on which no pod listened',
        ]);
    });

    it("ignores objects that select other pods", () => {
        put("kubernetes:core/v1:Service", {
            ...service({ targetPort: 9090 }),
            spec: { selector: { app: "other" }, ports: [{ targetPort: 9090 }] },
        });
        assert.deepEqual(unreachablePods(cloud), []);
    });

    function put(type: string, inputs: PropertyMap): void {
        cloud.store.put({ urn: `urn:${type}`, type, id: "shop", inputs, outputs: inputs });
    }
});

function service(port: PropertyMap): PropertyMap {
    return { kind: "Service", metadata: { name: "shop" }, spec: { selector: labels, ports: [{ port: 80, ...port }] } };
}
