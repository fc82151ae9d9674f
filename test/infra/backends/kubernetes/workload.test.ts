import assert from "node:assert/strict";
import type { types } from "@pulumi/kubernetes";
import { Workload, type WorkloadArgs } from "../../../../infra/backends/kubernetes/workload";
import { inputsOf, listed, outputsOf, record } from "../../recorder";

const args: WorkloadArgs = {
    namespace: "apis",
    image: "registry/pictures@sha256:0123",
    port: 5075,
    environment: { CORS_ALLOW_ORIGIN: "*" },
    cpu: "250m",
    memory: "256Mi",
    livenessPath: "/healthz",
    readinessPath: "/readyz",
    replicas: 2,
    maxReplicas: 6,
    nodes: "auto",
    architecture: "amd64",
    vpcCidrBlocks: ["10.20.0.0/16"],
};

// As the SDK marks a secret (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts, specialSigKey and specialSecretSig).
const secretMark = "4dabf18193072939515e22adb298388d";
const secretValue = "1b47061264138c4ac30d75fd1eb44270";

const labels = { "app.kubernetes.io/name": "pictures", "app.kubernetes.io/part-of": "gatehouse" };

const build = (changes: Partial<WorkloadArgs> = {}) => record(() => new Workload("pictures", { ...args, ...changes }));

async function service(changes: Partial<WorkloadArgs> = {}) {
    return inputsOf(await build(changes), "kubernetes:core/v1:Service") as {
        metadata: types.input.meta.v1.ObjectMeta;
        spec: Record<string, unknown>;
    };
}

async function pod(changes: Partial<WorkloadArgs> = {}) {
    const { spec } = inputsOf(await build(changes), "kubernetes:apps/v1:Deployment") as {
        spec: { template: { spec: Record<string, unknown> } };
    };
    return spec.template.spec;
}

async function container() {
    const { containers } = (await pod()) as { containers: Record<string, unknown>[] };
    assert.equal(containers.length, 1);
    return containers[0] ?? {};
}

describe("Workload", () => {
    it("registers the pods, their budget, autoscaler and network policy, and their load balancer", async () => {
        assert.deepEqual(listed(await build()).sort(), [
            "kubernetes:apps/v1:Deployment pictures",
            "kubernetes:autoscaling/v2:HorizontalPodAutoscaler pictures",
            "kubernetes:core/v1:Service pictures-lb",
            "kubernetes:networking.k8s.io/v1:NetworkPolicy pictures",
            "kubernetes:policy/v1:PodDisruptionBudget pictures",
        ]);
    });

    it("refers to its secrets, which are stored apart from its other variables", async () => {
        const registered = await build({ secrets: { TOKEN: { value: "hunter2" }, KEY: { value: "swordfish" } } });
        const { stringData, metadata } = inputsOf(registered, "kubernetes:core/v1:Secret");
        assert.deepEqual(stringData, { [secretMark]: secretValue, value: { TOKEN: "hunter2", KEY: "swordfish" } });
        // A fixed name would be that of the former value too, which running pods still need.
        assert.deepEqual(metadata, { namespace: "apis" });
        const { spec } = inputsOf(registered, "kubernetes:apps/v1:Deployment") as {
            spec: { template: { spec: { containers: { env: { name: string }[] }[] } } };
        };
        const [own] = spec.template.spec.containers;
        assert.deepEqual(
            own?.env.map(({ name }) => name),
            ["PORT", "CORS_ALLOW_ORIGIN", "KEY", "TOKEN"],
        );
        assert.doesNotMatch(JSON.stringify([spec, inputsOf(registered, "gatehouse:workloads:Workload")]), /hunter2/);
        assert.doesNotMatch(JSON.stringify(outputsOf(registered, "gatehouse:workloads:Workload")), /TOKEN|hunter2/);
    });

    it("runs on arm64 nodes only if its image is for them", async () => {
        assert.deepEqual((await pod({ architecture: "arm64" })).nodeSelector, { "kubernetes.io/arch": "arm64" });
        assert.ok(!("nodeSelector" in (await pod())));
    });

    it("registers its backend, environment and load balancer as outputs", async () => {
        const hostname = "k8s-apis-pictures-0123456789-0123456789abcdef.elb.eu-central-1.amazonaws.com";
        const urn = (type: string, name: string) =>
            `urn:pulumi:test::gatehouse::gatehouse:workloads:Workload$${type}::${name}`;
        assert.deepEqual(outputsOf(await build(), "gatehouse:workloads:Workload"), {
            backend: {
                kind: "kubernetes",
                api: "pictures",
                host: hostname,
                healthPath: "/readyz",
                compute: {
                    urn: urn("kubernetes:apps/v1:Deployment", "pictures"),
                    unit: "pods",
                    min: 2,
                    max: 6,
                    location: "cluster",
                },
            },
            environment: { PORT: "5075", CORS_ALLOW_ORIGIN: "*" },
            loadBalancer: {
                urn: urn("kubernetes:core/v1:Service", "pictures-lb"),
                name: "pictures",
                arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/x/1",
                hostname,
                scheme: "internal",
                form: "network",
            },
        });
    });

    it("registers the load balancer after the pods, which it waits for", async () => {
        const order = listed(await build());
        assert.ok(
            order.indexOf("kubernetes:core/v1:Service pictures-lb") >
                order.indexOf("kubernetes:apps/v1:Deployment pictures"),
        );
    });

    it("asks Auto Mode for an internal load balancer", async () => {
        const { metadata, spec } = await service();
        assert.equal(metadata.name, "pictures-lb");
        assert.equal(spec.loadBalancerClass, "eks.amazonaws.com/nlb");
        assert.equal(spec.allocateLoadBalancerNodePorts, false);
        assert.deepEqual(metadata.annotations, {
            "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
            "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
            "service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol": "http",
            "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port": "traffic-port",
            "service.beta.kubernetes.io/aws-load-balancer-healthcheck-path": "/readyz",
            "service.beta.kubernetes.io/aws-load-balancer-attributes": "load_balancing.cross_zone.enabled=true",
        });
        assert.deepEqual(spec.ports, [{ name: "http", protocol: "TCP", port: 80, targetPort: "http" }]);
    });

    it("asks the in-tree controller for an internal load balancer on managed nodes", async () => {
        const { metadata, spec } = await service({ nodes: "managed" });
        assert.ok(!("loadBalancerClass" in spec));
        assert.deepEqual(spec.loadBalancerSourceRanges, ["10.20.0.0/16"]);
        assert.deepEqual(metadata.annotations, {
            "service.beta.kubernetes.io/aws-load-balancer-type": "nlb",
            "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
            "service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol": "http",
            "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port": "traffic-port",
            "service.beta.kubernetes.io/aws-load-balancer-healthcheck-path": "/readyz",
            "service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled": "true",
        });
    });

    it("runs the container without privileges on a read-only file system", async () => {
        const { securityContext, volumeMounts } = await container();
        assert.deepEqual(securityContext, {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            runAsNonRoot: true,
            capabilities: { drop: ["ALL"] },
        });
        assert.deepEqual(volumeMounts, [{ name: "tmp", mountPath: "/tmp" }]);
    });

    it("gives the pod no service account token", async () => {
        assert.equal((await pod()).automountServiceAccountToken, false);
    });

    it("runs pods in two zones, and prefers other nodes", async () => {
        const { topologySpreadConstraints } = await pod();
        const ofRevision = {
            maxSkew: 1,
            labelSelector: { matchLabels: labels },
            matchLabelKeys: ["pod-template-hash"],
        };
        assert.deepEqual(topologySpreadConstraints, [
            {
                ...ofRevision,
                topologyKey: "topology.kubernetes.io/zone",
                whenUnsatisfiable: "DoNotSchedule",
                minDomains: 2,
                nodeTaintsPolicy: "Honor",
            },
            { ...ofRevision, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
        ]);
    });

    it("only prefers zones on managed nodes, which do not grow where a pod waits", async () => {
        const { topologySpreadConstraints } = await pod({ nodes: "managed" });
        for (const constraint of topologySpreadConstraints as Record<string, unknown>[]) {
            assert.equal(constraint.whenUnsatisfiable, "ScheduleAnyway");
            assert.ok(!("minDomains" in constraint));
        }
    });

    for (const [nodes, seconds] of [
        ["auto", 150],
        ["managed", 20],
    ] as const) {
        it(`serves for ${seconds} s after the deletion of a pod with nodes ${nodes}, and 25 s longer what it has begun`, async () => {
            const { terminationGracePeriodSeconds, containers } = (await pod({ nodes })) as {
                terminationGracePeriodSeconds: number;
                containers: { lifecycle: unknown }[];
            };
            assert.equal(terminationGracePeriodSeconds, seconds + 25);
            assert.deepEqual(containers[0]?.lifecycle, { preStop: { sleep: { seconds } } });
        });
    }

    it("is rolled out in halves, and drained and scaled down by a tenth", async () => {
        const registered = await build();
        const specOf = (type: string) => (inputsOf(registered, type) as { spec: Record<string, unknown> }).spec;
        const deployment = specOf("kubernetes:apps/v1:Deployment");
        assert.deepEqual(deployment.strategy, {
            type: "RollingUpdate",
            rollingUpdate: { maxSurge: "50%", maxUnavailable: 0 },
        });
        assert.deepEqual(specOf("kubernetes:policy/v1:PodDisruptionBudget"), {
            maxUnavailable: "10%",
            unhealthyPodEvictionPolicy: "AlwaysAllow",
            selector: { matchLabels: labels },
        });
        assert.deepEqual(specOf("kubernetes:autoscaling/v2:HorizontalPodAutoscaler").behavior, {
            scaleDown: { policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] },
        });
    });

    it("probes the given paths and passes port and environment to the container", async () => {
        const { livenessProbe, readinessProbe, env, resources } = await container();
        assert.deepEqual((livenessProbe as types.input.core.v1.Probe).httpGet, { path: "/healthz", port: "http" });
        assert.deepEqual((readinessProbe as types.input.core.v1.Probe).httpGet, { path: "/readyz", port: "http" });
        assert.deepEqual(env, [
            { name: "PORT", value: "5075" },
            { name: "CORS_ALLOW_ORIGIN", value: "*" },
        ]);
        assert.deepEqual(resources, { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "256Mi" } });
    });

    it("leaves the number of pods to the autoscaler", async () => {
        const registered = await build();
        const { spec } = inputsOf(registered, "kubernetes:apps/v1:Deployment") as { spec: object };
        assert.ok(!("replicas" in spec));
        const scaler = inputsOf(registered, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler") as {
            spec: Record<string, unknown>;
        };
        assert.deepEqual([scaler.spec.minReplicas, scaler.spec.maxReplicas], [2, 6]);
    });

    it("names the subnets of an existing VPC, for both controllers that may create the load balancer", async () => {
        const annotations = async (nodes: WorkloadArgs["nodes"]) =>
            (await service({ nodes, loadBalancerSubnetIds: ["subnet-1", "subnet-2"] })).metadata.annotations as object;
        const annotation = "service.beta.kubernetes.io/aws-load-balancer-";
        const auto = Object.entries(await annotations("auto"));
        const before = Object.keys((await service()).metadata.annotations ?? {});
        assert.deepEqual(
            auto.filter(([key]) => !before.includes(key)),
            [[`${annotation}subnets`, "subnet-1,subnet-2"]],
        );
        const managed = Object.fromEntries(Object.entries(await annotations("managed")));
        const parts = ["subnets", "internal", "scheme", "nlb-target-type", "inbound-sg-rules-on-private-link-traffic"];
        assert.deepEqual(
            parts.map((part) => managed[`${annotation}${part}`]),
            ["subnet-1,subnet-2", "true", "internal", "ip", "off"],
        );
    });

    it("lets every block of a VPC reach the pods, and the pods reach none of them", async () => {
        const changes = { vpcCidrBlocks: ["10.64.0.0/16", "100.64.0.0/16"], serviceAccountName: "pictures" };
        const { spec } = inputsOf(await build(changes), "kubernetes:networking.k8s.io/v1:NetworkPolicy") as {
            spec: { ingress: { from: object[] }[]; egress: { to?: { ipBlock: object }[] }[] };
        };
        assert.deepEqual(spec.ingress[0]?.from, [
            { ipBlock: { cidr: "10.64.0.0/16" } },
            { ipBlock: { cidr: "100.64.0.0/16" } },
        ]);
        assert.deepEqual(spec.egress[2]?.to, [{ ipBlock: { cidr: "0.0.0.0/0", except: changes.vpcCidrBlocks } }]);
        const { spec: legacy } = await service({ ...changes, nodes: "managed" });
        assert.deepEqual(legacy.loadBalancerSourceRanges, changes.vpcCidrBlocks);
    });

    it("lets only the VPC reach the pods", async () => {
        const { spec } = inputsOf(await build(), "kubernetes:networking.k8s.io/v1:NetworkPolicy") as {
            spec: Record<string, unknown>;
        };
        assert.deepEqual(spec.ingress, [{ from: [{ ipBlock: { cidr: "10.20.0.0/16" } }] }]);
    });

    it("runs without an AWS identity and with open egress by default", async () => {
        assert.ok(!("serviceAccountName" in (await pod())));
        const { spec } = inputsOf(await build(), "kubernetes:networking.k8s.io/v1:NetworkPolicy") as {
            spec: Record<string, unknown>;
        };
        assert.deepEqual([spec.policyTypes, spec.egress], [["Ingress"], undefined]);
    });

    it("reaches only DNS, the Pod Identity agent and AWS if it has an identity", async () => {
        const { serviceAccountName, automountServiceAccountToken } = await pod({ serviceAccountName: "pictures" });
        assert.deepEqual([serviceAccountName, automountServiceAccountToken], ["pictures", false]);
        const registered = await build({ serviceAccountName: "pictures" });
        const { spec } = inputsOf(registered, "kubernetes:networking.k8s.io/v1:NetworkPolicy") as {
            spec: Record<string, unknown>;
        };
        assert.deepEqual(spec.policyTypes, ["Ingress", "Egress"]);
        assert.deepEqual(spec.egress, [
            {
                ports: [
                    { protocol: "UDP", port: 53 },
                    { protocol: "TCP", port: 53 },
                ],
            },
            { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
            {
                to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.20.0.0/16"] } }],
                ports: [{ protocol: "TCP", port: 443 }],
            },
        ]);
    });
});
