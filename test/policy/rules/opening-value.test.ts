import assert from "node:assert/strict";
import { type Plain, UNKNOWN } from "../../../policy/resource";
import { openingValue } from "../../../policy/rules/r1-opening-value";

const found = (value: Plain, everyUnknown = true) => openingValue(value, ["values"], { everyUnknown })?.join(".");

const opening: readonly (readonly [string, Plain])[] = [
    ["service.type", { service: { type: "LoadBalancer" } }],
    ["service.type", { service: { type: "nodeport" } }],
    ["svcType", { svcType: "load-balancer" }],
    ["exposureStrategy", { exposureStrategy: "LoadBalancer" }],
    ["service", { service: "NodePort" }],
    ["ports.0.hostPort", { ports: [{ hostPort: 80 }] }],
    ["ports.0.nodePort", { ports: [{ nodePort: "30080" }] }],
    ["hostPort", { hostPort: { enabled: true } }],
    ["hostNetwork", { hostNetwork: true }],
    ["hostNetwork", { hostNetwork: "true" }],
    ["externalIPs", { externalIPs: ["203.0.113.9"] }],
    ["externalIPs", { externalIPs: "203.0.113.9" }],
    ["node.associatePublicIPAddress", { node: { associatePublicIPAddress: true } }],
    ["annotations.scheme", { annotations: { scheme: "internet-facing" } }],
    ["ingress.enabled", { ingress: { enabled: true } }],
    ["adminIngress.enabled", { adminIngress: { enabled: "true" } }],
    ["httpRoute.enabled", { httpRoute: { enabled: true } }],
    ["extraObjects.0", { extraObjects: ["kind: Service\nspec:\n  type: LoadBalancer\n"] }],
    ["extraObjects.0", { extraObjects: ['{"kind": "Service", "spec": {"type": "NodePort"}}'] }],
    ["manifests", { manifests: "spec:\n  hostNetwork: true\n" }],
    ["manifests", { manifests: "ports:\n  - hostPort: 80\n" }],
    ["manifests", { manifests: "annotations:\n  scheme: 'internet-facing'\n" }],
];

const shut: readonly Plain[] = [
    { service: { type: "ClusterIP" } },
    { fullnameOverride: "nodeport", logLevel: "loadbalancer" },
    { service: { type: ["LoadBalancer"], nodePort: "", nodePorts: null } },
    { ports: [{ hostPort: 0 }, { hostPort: null }, { hostPort: false }] },
    { hostPort: { enabled: false, ports: { http: 80 } } },
    { hostPort: { enabled: "false" } },
    { hostNetwork: false },
    { hostNetwork: "false" },
    { hostNetwork: null },
    { externalIPs: [] },
    { externalIPs: null },
    { associatePublicIpAddress: false },
    { associatePublicIpAddress: "false" },
    { associatePublicIpAddress: null },
    { ingress: { enabled: false } },
    { ingress: null },
    { ingress: "nginx" },
    { ingressClassResource: { enabled: true } },
    { metrics: { enabled: true } },
    { notes: "a LoadBalancer is not internet-facing here; kube_service_spec_type{type='LoadBalancer'}" },
    { manifests: "spec:\n  type: ClusterIP\n  hostNetwork: false\n  ports: [{ hostPort: 0 }]\n" },
];

describe("a value that some controller reads", () => {
    for (const [at, value] of opening) {
        it(`opens: ${JSON.stringify(value)}`, () => assert.equal(found(value), `values.${at}`));
    }

    for (const value of shut)
        it(`opens nothing: ${JSON.stringify(value)}`, () => assert.equal(found(value), undefined));

    it("that is not known opens wherever every unknown counts", () => {
        assert.equal(found({ image: { tag: UNKNOWN } }), "values.image.tag");
        assert.equal(found(UNKNOWN), "values");
    });

    it("that is not known opens nothing under the name of a thing, unless the last key speaks of an opening", () => {
        assert.equal(found({ image: { tag: UNKNOWN } }, false), undefined);
        assert.equal(found({ metadata: { annotations: { a: UNKNOWN } } }, false), undefined);
        assert.equal(found({ env: [{ value: UNKNOWN }] }, false), undefined);
        assert.equal(found({ resources: { listener: UNKNOWN } }, false), "values.resources.listener");
        assert.equal(found({ resources: { listeners: [UNKNOWN] } }, false), "values.resources.listeners.0");
        assert.equal(found({ ingress: { image: { tag: UNKNOWN } } }, false), undefined);
        assert.equal(found({ service: { kind: UNKNOWN } }, false), "values.service.kind");
    });

    it("at the root, with no key, is judged by what it is", () => {
        assert.deepEqual(openingValue({ hostNetwork: true }, [], { everyUnknown: false }), ["hostNetwork"]);
        assert.deepEqual(openingValue(UNKNOWN, [], { everyUnknown: false }), []);
    });
});
