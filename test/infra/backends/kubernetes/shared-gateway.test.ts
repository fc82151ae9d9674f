import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { types } from "@pulumi/kubernetes";
import { type ApiArgs, type ApiGatewayArgs, ApiNamespace } from "../../../../infra/backends/kubernetes/namespace";
import { nginxConfiguration } from "../../../../infra/backends/kubernetes/nginx-config";
import { inputsOf, listed, outputsOf, type Registered, record } from "../../recorder";

const books: ApiArgs = {
    image: "registry/books:1",
    port: 5000,
    environment: {},
    cpu: "250m",
    memory: "256Mi",
    livenessPath: "/healthz",
    readinessPath: "/readyz",
    replicas: 2,
    maxReplicas: 6,
};
const gateway = { name: "shared-gateway", image: "nginx:1", replicas: 2, maxReplicas: 4, cpu: "100m", memory: "64Mi" };

interface Spec {
    readonly metadata: types.input.meta.v1.ObjectMeta;
    readonly spec: Record<string, unknown>;
}
type PodTemplate = { metadata: types.input.meta.v1.ObjectMeta; spec: types.input.core.v1.PodSpec };

async function build(changes: Partial<ApiGatewayArgs> = {}, nodes: "auto" | "managed" = "auto") {
    const cluster = { clusterName: "gatehouse-test", nodes, architecture: "amd64" } as const;
    const namespace = { ...cluster, namespace: "apis", vpcCidrBlocks: ["10.20.0.0/16"] };
    let backends: ReturnType<ApiNamespace["runBehindGateway"]> = {};
    const registered = await record(() => {
        const apis = { books, orders: { ...books, port: 8080 } };
        backends = new ApiNamespace(namespace, {}).runBehindGateway({ ...gateway, apis, ...changes });
    });
    return { registered, backends };
}

function specOf(registered: readonly Registered[], kind: string, name: string): Spec {
    return inputsOf(registered, `kubernetes:${kind}`, name) as unknown as Spec;
}

function templateOf(registered: readonly Registered[], name = "shared-gateway"): PodTemplate {
    return specOf(registered, "apps/v1:Deployment", name).spec.template as PodTemplate;
}

const labels = { "app.kubernetes.io/name": "shared-gateway", "app.kubernetes.io/part-of": "gatehouse" };

describe("the shared gateway", () => {
    it("is one balanced Service, whatever the number of APIs, each of which has a Service of its cluster only", async () => {
        const { registered } = await build();
        const services = registered
            .filter(({ type }) => type === "kubernetes:core/v1:Service")
            .map(({ name, inputs }) => [name, (inputs as unknown as Spec).spec.type]);
        assert.deepEqual(services.sort(), [
            ["books", "ClusterIP"],
            ["orders", "ClusterIP"],
            ["shared-gateway-lb", "LoadBalancer"],
        ]);
        assert.deepEqual(
            listed(registered)
                .filter((name) => name.endsWith(" shared-gateway"))
                .sort(),
            [
                "kubernetes:apps/v1:Deployment shared-gateway",
                "kubernetes:autoscaling/v2:HorizontalPodAutoscaler shared-gateway",
                "kubernetes:core/v1:ConfigMap shared-gateway",
                "kubernetes:core/v1:ServiceAccount shared-gateway",
                "kubernetes:networking.k8s.io/v1:NetworkPolicy shared-gateway",
                "kubernetes:policy/v1:PodDisruptionBudget shared-gateway",
            ],
        );
    });

    it("asks each controller for an internal load balancer that checks the gateway's health", async () => {
        const annotation = (name: string) => `service.beta.kubernetes.io/aws-load-balancer-${name}`;
        for (const [nodes, key] of [
            ["auto", "scheme"],
            ["managed", "internal"],
        ] as const) {
            const { registered } = await build({}, nodes);
            const { metadata, spec } = specOf(registered, "core/v1:Service", "shared-gateway-lb");
            const annotations = metadata.annotations as Record<string, string>;
            assert.ok(annotations[annotation(key)]);
            assert.equal(annotations[annotation("healthcheck-path")], "/healthz");
            assert.deepEqual(spec.selector, labels);
        }
    });

    it("serves APIs by the names of their Services, at a port that does not depend on the container's", async () => {
        const { registered } = await build();
        const { data } = inputsOf(registered, "kubernetes:core/v1:ConfigMap") as { data: Record<string, string> };
        const upstream = (name: string) => ({ name, host: name, port: 80 });
        const expected = nginxConfiguration({ apis: [upstream("books"), upstream("orders")] });
        assert.deepEqual(data, { "nginx.conf": expected });
        const { spec } = specOf(registered, "core/v1:Service", "orders");
        assert.deepEqual(spec.ports, [{ name: "http", protocol: "TCP", port: 80, targetPort: "http" }]);
    });

    it("rolls out each change of its configuration, with the previous one left for the previous pods", async () => {
        const of = async (changes: Partial<ApiGatewayArgs> = {}) => {
            const { registered } = await build(changes);
            const { immutable, metadata, data } = inputsOf(registered, "kubernetes:core/v1:ConfigMap") as unknown as {
                immutable: boolean;
                metadata: types.input.meta.v1.ObjectMeta;
                data: Record<string, string>;
            };
            assert.equal(immutable, true);
            const { metadata: pod, spec } = templateOf(registered);
            assert.deepEqual(spec.volumes, [
                { name: "tmp", emptyDir: {} },
                { name: "files", configMap: { name: metadata.name } },
            ]);
            const { "checksum/config": checksum, ...others } = pod.annotations as Record<string, string>;
            assert.equal(
                checksum,
                createHash("sha256")
                    .update(data["nginx.conf"] ?? "")
                    .digest("hex"),
            );
            assert.equal(metadata.name, `shared-gateway-${checksum?.slice(0, 10)}`);
            assert.deepEqual(Object.keys(others), ["checksum/services"]);
            return checksum;
        };
        const before = await of();
        assert.equal(await of(), before);
        assert.notEqual(await of({ apis: { books } }), before);
        assert.equal(await of({ apis: { books: { ...books, port: 1 }, orders: books } }), before);
    });

    it("runs nginx without privileges, token or writable files beside /tmp", async () => {
        const { registered } = await build();
        const { spec } = templateOf(registered);
        const [container] = spec.containers as types.input.core.v1.Container[];
        assert.equal(spec.automountServiceAccountToken, false);
        assert.equal(spec.serviceAccountName, "shared-gateway");
        assert.deepEqual(container?.securityContext, {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"] },
        });
        assert.deepEqual(container?.volumeMounts, [
            { name: "tmp", mountPath: "/tmp" },
            { name: "files", mountPath: "/etc/gatehouse", readOnly: true },
        ]);
        assert.deepEqual(container?.command, [
            "nginx",
            "-e",
            "stderr",
            "-c",
            "/etc/gatehouse/nginx.conf",
            "-g",
            "daemon off;",
        ]);
        const account = inputsOf(registered, "kubernetes:core/v1:ServiceAccount");
        assert.equal(account.automountServiceAccountToken, false);
    });

    for (const [nodes, seconds] of [
        ["auto", 150],
        ["managed", 20],
    ] as const) {
        it(`drains for ${seconds} s with nodes ${nodes}, and the APIs behind it for 20 s`, async () => {
            const { registered } = await build({}, nodes);
            for (const [name, expected] of [
                ["shared-gateway", seconds],
                ["books", 20],
            ] as const) {
                const { spec } = templateOf(registered, name);
                const [container] = spec.containers as types.input.core.v1.Container[];
                assert.deepEqual(container?.lifecycle, { preStop: { sleep: { seconds: expected } } }, name);
                assert.equal(spec.terminationGracePeriodSeconds, expected + 25, name);
            }
        });
    }

    it("alone may connect to the pods of the APIs and of the page", async () => {
        const { registered } = await build({ page: { ...books, name: "books-react" } });
        for (const name of ["books", "orders", "books-react"]) {
            const { metadata, spec } = specOf(registered, "networking.k8s.io/v1:NetworkPolicy", `${name}-shared`);
            assert.equal(metadata.name, `${name}-shared`);
            assert.deepEqual(spec.podSelector, { matchLabels: { ...labels, "app.kubernetes.io/name": name } });
            assert.deepEqual(spec.ingress, [{ from: [{ podSelector: { matchLabels: labels } }] }]);
        }
        const { spec } = specOf(registered, "networking.k8s.io/v1:NetworkPolicy", "shared-gateway");
        assert.deepEqual(spec.ingress, [{ from: [{ ipBlock: { cidr: "10.20.0.0/16" } }] }]);
    });

    it("starts after the Services whose names it resolves, and these after their pods", async () => {
        const { registered } = await build({ page: { ...books, name: "books-react" } });
        const order = listed(registered);
        const at = (name: string) => order.indexOf(`kubernetes:${name}`);
        for (const name of ["books", "orders", "books-react"]) {
            assert.ok(at(`core/v1:Service ${name}`) > at(`apps/v1:Deployment ${name}`));
            assert.ok(at("apps/v1:Deployment shared-gateway") > at(`core/v1:Service ${name}`));
        }
        assert.ok(at("core/v1:Service shared-gateway-lb") > at("apps/v1:Deployment shared-gateway"));
    });

    it("is the load balancer of every API, each at its own path", async () => {
        const { registered, backends } = await build();
        const host = "k8s-apis-pictures-0123456789-0123456789abcdef.elb.eu-central-1.amazonaws.com";
        assert.deepEqual(Object.keys(backends), ["books", "orders"]);
        assert.equal(backends.books?.loadBalancer, backends.orders?.loadBalancer);
        assert.equal(backends.books?.loadBalancer.name, "shared-gateway");
        const urn = (types: string, name: string) => `urn:pulumi:test::gatehouse::${types}::${name}`;
        const outputs = outputsOf(registered, "gatehouse:workloads:Workload", "orders");
        const inGateway = (kind: string) => `gatehouse:workloads:SharedGateway$kubernetes:${kind}`;
        assert.deepEqual(outputs, {
            backend: {
                kind: "kubernetes",
                api: "orders",
                host: `${host}/orders`,
                healthPath: "/readyz",
                compute: {
                    urn: urn("gatehouse:workloads:Workload$kubernetes:apps/v1:Deployment", "orders"),
                    unit: "pods",
                    min: 2,
                    max: 6,
                    location: "cluster",
                },
            },
            environment: { PORT: "8080" },
            proxy: { urn: urn(inGateway("apps/v1:Deployment"), "shared-gateway"), unit: "pods", min: 2, max: 4 },
            loadBalancer: {
                urn: urn(inGateway("core/v1:Service"), "shared-gateway-lb"),
                hostname: host,
                arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/x/1",
                name: "shared-gateway",
                scheme: "internal",
                form: "network",
            },
        });
    });

    it("serves a page, which is no backend", async () => {
        const { registered, backends } = await build({ page: { ...books, name: "books-react", port: 3000 } });
        assert.deepEqual(Object.keys(backends), ["books", "orders"]);
        assert.equal(outputsOf(registered, "gatehouse:workloads:Workload", "books-react")?.backend, undefined);
        const { data } = inputsOf(registered, "kubernetes:core/v1:ConfigMap") as { data: Record<string, string> };
        assert.match(data["nginx.conf"] ?? "", /server books-react:80;/);
    });
});
