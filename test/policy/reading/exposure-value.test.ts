import assert from "node:assert/strict";
import { exposureValue } from "../../../policy/reading/exposure-value";
import { type Plain, UNKNOWN } from "../../../policy/reading/resource";

const exposureIn = (value: Plain, by: "chart" | "operator" = "chart") =>
    exposureValue(value, ["values"], { by })?.join(".");

const exposure: readonly (readonly [string, Plain])[] = [
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
    ["route.enabled", { route: { enabled: "true" } }],
    ["externalAccess", { externalAccess: { enabled: true } }],
    ["externalAccess", { externalAccess: true }],
    ["ingress", { ingress: true }],
    ["enable_route", { enable_route: "true" }],
    ["configLoadBalancer.enable_master_load_balancer", { configLoadBalancer: { enable_master_load_balancer: true } }],
    ["exposeServices", { exposeServices: true }],
    ["is_publicly_accessible", { is_publicly_accessible: true }],
    ["exposed_externally", { exposed_externally: true }],
    ["publicAccess", { publicAccess: { enabled: true } }],
    ["use_host_port", { use_host_port: true }],
    ["useHostNetwork", { useHostNetwork: true }],
    ["expose.type", { expose: { type: "ingress" } }],
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
    { ingress: { hosts: ["a.example"] }, route: {}, spec: { ingress: {} }, externalAccess: { service: {} } },
    { ingresses: true, ingressReady: true, defaultRoute: true, routes: { enabled: true }, subroute: { enabled: true } },
    { exposeServices: { a: false, b: "yes" }, exposeServicesMetrics: true, exposedExternallyBy: true },
    { expose: { kind: "ingress" }, policy: { type: "ingress" }, ingressType: "none", ingressTypes: "route" },
    { expose: { type: "ingress-none" }, publicAccessLogs: true, loadBalancers: 2, loadBalancer: {} },
    { skipLoadBalancer: true, withoutLoadBalancer: true, internal_load_balancer: { enabled: true } },
    { ingressClassResource: { enabled: true } },
    { metrics: { enabled: true } },
    { notes: "a LoadBalancer is not internet-facing here; kube_service_spec_type{type='LoadBalancer'}" },
    { manifests: "spec:\n  type: ClusterIP\n  hostNetwork: false\n  ports: [{ hostPort: 0 }]\n" },
];

describe("a value for a controller", () => {
    for (const [at, value] of exposure) {
        it(`exposes: ${JSON.stringify(value)}`, () => assert.equal(exposureIn(value), `values.${at}`));
    }

    for (const value of shut)
        it(`does not expose: ${JSON.stringify(value)}`, () => assert.equal(exposureIn(value), undefined));

    it("that is unknown counts as exposure if unknown values count", () => {
        assert.equal(exposureIn({ image: { tag: UNKNOWN } }), "values.image.tag");
        assert.equal(exposureIn(UNKNOWN), "values");
    });

    it("that is unknown does not count under a naming key, unless the last key implies exposure", () => {
        assert.equal(exposureIn({ image: { tag: UNKNOWN } }, "operator"), undefined);
        assert.equal(exposureIn({ metadata: { annotations: { a: UNKNOWN } } }, "operator"), undefined);
        assert.equal(exposureIn({ env: [{ value: UNKNOWN }] }, "operator"), undefined);
        assert.equal(exposureIn({ resources: { listener: UNKNOWN } }, "operator"), "values.resources.listener");
        assert.equal(exposureIn({ resources: { listeners: [UNKNOWN] } }, "operator"), "values.resources.listeners.0");
        assert.equal(
            exposureIn({ server: { route: { enabled: UNKNOWN } } }, "operator"),
            "values.server.route.enabled",
        );
        assert.equal(exposureIn({ storage: { publicAccess: UNKNOWN } }, "operator"), "values.storage.publicAccess");
        assert.equal(exposureIn({ storage: { useHostPort: UNKNOWN } }, "operator"), "values.storage.useHostPort");
        assert.equal(exposureIn({ storage: { enabled: UNKNOWN, kind: UNKNOWN } }, "operator"), undefined);
        assert.equal(exposureIn({ storage: { type: UNKNOWN } }, "operator"), "values.storage.type");
        assert.equal(exposureIn({ server: { service: { type: UNKNOWN } } }, "operator"), "values.server.service.type");
        assert.equal(exposureIn({ queue: { serviceType: UNKNOWN } }, "operator"), "values.queue.serviceType");
        assert.equal(exposureIn({ storage: { service: UNKNOWN } }, "operator"), "values.storage.service");
        assert.equal(
            exposureIn({ config: { "a.b": UNKNOWN, "a-b.c/d": [], c: UNKNOWN } }, "operator"),
            "values.config.c",
        );
        assert.equal(exposureIn({ config: { ".b": UNKNOWN } }, "operator"), "values.config..b");
        assert.equal(exposureIn({ config: { "a.": UNKNOWN } }, "operator"), "values.config.a.");
        assert.equal(exposureIn({ hostPort: [UNKNOWN], ingress: [UNKNOWN] }, "operator"), "values.hostPort");
        assert.equal(
            exposureIn({ ingress: [{ host: UNKNOWN }], loadBalancer: [UNKNOWN] }, "operator"),
            "values.loadBalancer.0",
        );
        assert.equal(exposureIn({ ingress: { image: { tag: UNKNOWN } } }, "operator"), undefined);
        assert.equal(exposureIn({ service: { kind: UNKNOWN } }, "operator"), "values.service.kind");
    });

    it("at the root, without a key, is checked by its content", () => {
        assert.deepEqual(exposureValue({ hostNetwork: true }, [], { by: "operator" }), ["hostNetwork"]);
        assert.deepEqual(exposureValue(UNKNOWN, [], { by: "operator" }), []);
    });
});
