import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import type { Finding } from "../../../../../policy/reading/finding";
import { type Props, UNKNOWN } from "../../../../../policy/reading/resource";
import { checkRelease, releaseType } from "../../../../../policy/rules/r1/kubernetes/helm";
import { plainResource } from "../../../plain-resource";

const settings = { ...defaultSettings, trustedCharts: ["metrics@1.2.3", "metrics@latest"] };
const reviewed = { chart: "metrics", version: "1.2.3" };
const found = (props: Props, own = settings): Finding[] =>
    checkRelease(plainResource(releaseType, "metrics", props), own);
const firstLine = ({ message }: Finding): string => message.split("\n")[0] ?? "";
const linesOf = (props: Props): string[] => found(props).flatMap(({ message }) => message.split("\n"));

/** How a release is reported: nothing, a door, or undecided in a tier. */
function verdict(props: Props): string {
    const findings = found(props);
    assert.ok(findings.length <= 1);
    return findings.map(({ tier = "gateway", undecided }) => (undecided ? `undecided ${tier}` : tier)).join();
}

const of = (repo: string, chart: string, version?: string, values?: Props): Props => ({
    chart,
    repositoryOpts: { repo },
    ...(version !== undefined && { version }),
    ...(values && { values }),
});
const nginx = (values?: Props, version = "4.13.3"): Props =>
    of("https://kubernetes.github.io/ingress-nginx", "ingress-nginx", version, values);
const prometheus = (values?: Props, version = "81.2.1"): Props =>
    of("https://prometheus-community.github.io/helm-charts", "kube-prometheus-stack", version, values);

describe("a release of a chart whose defaults are known", () => {
    const quiet: readonly (readonly [string, Props])[] = [
        ["in a version that was read", prometheus()],
        [
            "with node-exporter, whose host port is a matter of its node's security groups",
            prometheus({ nodeExporter: { enabled: true } }),
        ],
        ["without a version", of("https://istio-release.storage.googleapis.com/charts/", "istiod")],
        ["with an empty version", of("https://istio-release.storage.googleapis.com/charts", "base", "")],
        ["with a range of versions", of("https://charts.jetstack.io", "cert-manager", "^1.14.0")],
        ["with a range of two bounds", of("https://charts.jetstack.io", "cert-manager", ">=1.14.0 <2.0.0")],
        ["with a range without an upper bound", of("https://charts.jetstack.io", "cert-manager", ">= 1.14.0")],
        ["with two versions to choose from", of("https://charts.jetstack.io", "cert-manager", "1.14.0 || 1.15.0")],
        ["with a range whose newest version was read", of("https://charts.jenkins.io", "jenkins", "1.x")],
        ["at an oci:// address", { chart: "oci://public.ecr.aws/karpenter/karpenter", version: "1.0.6" }],
        ["with a v before its version", of("https://charts.jetstack.io", "cert-manager", "v1.14.4")],
        ["in the first version that was read", of("https://charts.jenkins.io", "jenkins", "1.9.0")],
    ];
    for (const [name, props] of quiet)
        it(`passes if the chart publishes nothing: ${name}`, () => assert.equal(verdict(props), ""));

    const unread: readonly (readonly [string, Props])[] = [
        ["a later major version", prometheus({}, "999.0.0")],
        ["an older version than was read", of("https://charts.jenkins.io", "jenkins", "1.8.2")],
        ["a range up to a later major version", prometheus({}, ">=81.0.0 <999.0.0")],
        ["a range of later major versions", prometheus({}, ">=999.0.0")],
        ["one of two versions", prometheus({}, "81.2.1 || 999.0.0")],
        ["a range of older versions", of("https://charts.jenkins.io", "jenkins", "<1.9.0")],
        ["a version that is no number", prometheus({}, "newest")],
        ["another repository", of("https://charts.example.com", "kube-prometheus-stack", "81.2.1")],
        ["no repository", { chart: "kube-prometheus-stack", version: "81.2.1" }],
        ["another chart", of("https://helm.ngc.nvidia.com/nvidia", "gpu-operator", "v25.10.1")],
    ];
    for (const [name, props] of unread)
        it(`is undecided in the tier strict for ${name}`, () => assert.equal(verdict(props), "undecided strict"));

    it("is a door if the chart publishes a load balancer by default", () => {
        assert.deepEqual(linesOf(nginx()), [
            'Release "metrics": the chart ingress-nginx publishes a load balancer by default, and values.controller.service does not make it internal.',
            "Expected: a Service of type ClusterIP, or an internal load balancer.",
            'Change: set values.controller.service.type to "ClusterIP", or in values.controller.service.annotations the scheme "internal" of AWS\'s controller.',
        ]);
        assert.equal(verdict(nginx()), "gateway");
    });

    const internal = "service.beta.kubernetes.io/aws-load-balancer-internal";
    const scheme = "service.beta.kubernetes.io/aws-load-balancer-scheme";
    const kind = "service.beta.kubernetes.io/aws-load-balancer-type";
    const controller = (service: Props): Props => nginx({ controller: { service } });
    const istio = (values?: Props) =>
        of("https://istio-release.storage.googleapis.com/charts", "gateway", undefined, values);
    const traefik = (service: Props) => of("https://traefik.github.io/charts", "traefik", "39.1.0", { service });
    const bitnami = (values?: Props) => of("https://charts.bitnami.com/bitnami", "wordpress", "13.0.6", values);
    const publishing: readonly (readonly [string, Props, string])[] = [
        ["a ClusterIP", controller({ type: "ClusterIP" }), ""],
        ["switched off", controller({ enabled: false }), ""],
        ["switched off by text", controller({ enabled: "false" }), ""],
        ["its outer Service switched off", controller({ external: { enabled: false } }), ""],
        ["internal, for the controller in the cluster", controller({ annotations: { [internal]: "true" } }), ""],
        [
            "internal, for AWS's controller",
            controller({ annotations: { [kind]: "external", [scheme]: "internal" } }),
            "",
        ],
        [
            "facing the internet",
            controller({ annotations: { [kind]: "external", [scheme]: "internet-facing" } }),
            "gateway",
        ],
        [
            "internal for a controller that does not serve it",
            controller({ annotations: { [scheme]: "internal" } }),
            "gateway",
        ],
        ["with its type stated", controller({ type: "LoadBalancer" }), "gateway"],
        ["without a version", istio(), "gateway"],
        ["a ClusterIP, without a version", istio({ service: { type: "ClusterIP" } }), ""],
        ["a ClusterIP in its newer notation", traefik({ spec: { type: "ClusterIP" } }), ""],
        ["public in its newer notation", traefik({ spec: { type: "LoadBalancer" } }), "gateway"],
        ["of Bitnami", bitnami(), "gateway"],
        ["of Bitnami, a ClusterIP", bitnami({ service: { type: "ClusterIP" } }), ""],
        ["in a later version than was read", nginx({}, "9.0.0"), "undecided gateway"],
        [
            "a ClusterIP, in a later version than was read",
            nginx({ controller: { service: { type: "ClusterIP" } } }, "9.0.0"),
            "undecided strict",
        ],
        ["in a range without an upper bound", nginx({}, ">=4.0.0"), "gateway"],
        ["a ClusterIP, in such a range", nginx({ controller: { service: { type: "ClusterIP" } } }, ">=4.0.0"), ""],
        ["in a range of later versions", nginx({}, ">=9.0.0"), "undecided gateway"],
        ["in a version that is no number", nginx({}, "newest"), "undecided gateway"],
        ["with an unknown type", controller({ type: UNKNOWN }), "undecided gateway"],
    ];
    for (const [name, props, expected] of publishing)
        it(`of a chart that publishes is checked by its values: ${name}`, () => assert.equal(verdict(props), expected));

    const kong = (values: Props) => of("https://charts.konghq.com", "kong", "3.0.0", values);
    const closed: Props = { proxy: { type: "ClusterIP" } };
    const own = ["manager", "portal", "portalapi"];
    const off = Object.fromEntries(own.map((name) => [name, { enabled: false }]));
    const services: readonly (readonly [string, Props, string])[] = [
        ["nothing but a ClusterIP", closed, ""],
        ["its proxy", {}, "gateway"],
        ["its admin API", { ...closed, admin: { enabled: true } }, "gateway"],
        ["its admin API as a ClusterIP", { ...closed, admin: { enabled: true, type: "ClusterIP" } }, ""],
        ["its admin API, switched off", { ...closed, admin: { enabled: false } }, ""],
        ["its proxy for UDP", { ...closed, udpProxy: { enabled: true } }, "gateway"],
        [
            "its proxy for UDP, internal",
            { ...closed, udpProxy: { enabled: true, annotations: { [internal]: "true" } } },
            "",
        ],
        ["no pods of Kong", { deployment: { kong: { enabled: false } }, admin: { enabled: true } }, ""],
        ["nothing of its enterprise edition", { ...closed, ...off, enterprise: { enabled: true } }, ""],
        ...own.map(
            (name) =>
                [
                    `${name} of its enterprise edition`,
                    { ...closed, ...off, [name]: {}, enterprise: { enabled: true } },
                    "gateway",
                ] as const,
        ),
    ];
    for (const [name, values, expected] of services)
        it(`of Kong publishes ${name}`, () => assert.equal(verdict(kong(values)), expected));

    it("is undecided while the version of a chart that publishes is not known", () => {
        const open: Props = { ...nginx(), version: UNKNOWN };
        assert.equal(verdict(open), "undecided gateway");
        assert.equal(verdict({ ...open, values: { controller: { service: { enabled: false } } } }), "undecided strict");
        assert.match(
            linesOf(open).join(),
            /^Release "metrics": version is not known at preview; the rule is undecided/,
        );
    });

    it("says that a chart publishes in the versions that were read", () =>
        assert.deepEqual(linesOf(nginx({}, "9.0.0")), [
            'Release "metrics": the chart ingress-nginx publishes a Service by default in the versions that were read, "9.0.0" is another one, and values do not prevent it; the rule is undecided.',
            "Decided by: a review of the chart in this version.",
            'Change: use kubernetes.helm.v4.Chart, which shows its objects, or add "https://kubernetes.github.io/ingress-nginx/ingress-nginx@9.0.0" to the policy\'s trustedCharts.',
        ]));

    it("says which value makes the chart publish a Service", () => {
        assert.deepEqual(linesOf(kong({ ...closed, admin: { enabled: true } })), [
            'Release "metrics": values.admin.enabled makes the chart kong publish a port on every node, and values.admin does not make it a ClusterIP.',
            "Expected: a Service of type ClusterIP, or an internal load balancer.",
            'Change: set values.admin.type to "ClusterIP".',
        ]);
        assert.match(
            linesOf(kong({ ...closed, udpProxy: { enabled: true } })).join(),
            /: values\.udpProxy\.enabled makes the chart kong publish a load balancer, and values\.udpProxy does not make it internal\./,
        );
    });

    for (const [at, props] of [
        ["values.grafana.service.type", prometheus({ grafana: { service: { type: "LoadBalancer" } } })],
        ["values.grafana.ingress.enabled", prometheus({ grafana: { ingress: { enabled: true } } })],
        ["values.service.type", { chart: "anything", values: { service: { type: "NodePort" } } }],
        ["values.service.type", { chart: UNKNOWN, values: { service: { type: "LoadBalancer" } } }],
        ["values.ingress.enabled", { ...reviewed, values: { ingress: { enabled: true } } }],
    ] as const)
        it(`is a door by its values, whatever the chart is: ${at} of ${String(props.chart)}`, () => {
            assert.deepEqual(linesOf(props), [
                `Release "metrics": ${at} exposes the release outside the cluster.`,
                "Expected: values that keep every Service of the chart a ClusterIP, or its load balancer internal.",
                `Change: remove ${at}.`,
            ]);
            assert.equal(verdict(props), "gateway");
        });
});

describe("a release of a trusted chart", () => {
    it("passes without values, and with values that change nothing", () => {
        assert.deepEqual(linesOf(reviewed), []);
        const nothing = { values: {}, valueYamlFiles: [], postrender: "", reuseValues: false };
        assert.deepEqual(linesOf({ ...reviewed, ...nothing }), []);
    });

    it("passes in place of what is known about its defaults", () => {
        const trusted = ["https://kubernetes.github.io/ingress-nginx/ingress-nginx@4.13.3"];
        assert.deepEqual(found(nginx(), { ...settings, trustedCharts: trusted }), []);
    });

    it("is undecided in another version, and without a version", () => {
        assert.deepEqual(linesOf({ chart: "metrics", version: "1.2.4" }), [
            'Release "metrics": the objects of a Helm release of "metrics@1.2.4" are not visible to policies; the rule is undecided.',
            "Decided by: a review of the chart in this version.",
            'Change: use kubernetes.helm.v4.Chart, which shows its objects, or add "metrics@1.2.4" to the policy\'s trustedCharts.',
        ]);
        assert.match(
            linesOf({ chart: "metrics" }).join(),
            /of "metrics@latest" .*set version and add "metrics@<version>" to/,
        );
        assert.equal(verdict({ chart: "metrics" }), "undecided strict");
    });

    it("is identified by its repository", () => {
        const repository = "https://charts.example.com/stable";
        const trusted = { ...settings, trustedCharts: ["metrics@1.2.3", `${repository}/metrics@1.2.3`] };
        const foundOf = (props: Props) => found({ ...reviewed, ...props }, trusted).map(firstLine);
        for (const repo of [repository, `${repository}/`, "https://user:word@charts.example.com/stable", ""])
            assert.deepEqual(foundOf({ repositoryOpts: { repo, password: "word" } }), [], repo);
        assert.deepEqual(foundOf({ repositoryOpts: { username: "user" } }), []);
        for (const repo of ["https://charts.example.org/stable", `${repository}//`, "https://a@b.example/x", "bitnami"])
            assert.match(
                foundOf({ repositoryOpts: { repo } }).join(),
                /^Release "metrics": the objects of .*\/metrics@/,
            );
        assert.equal(found({ ...reviewed, repositoryOpts: { repo: repository } }).length, 1);
    });

    it("is undecided if chart and repository do not identify one chart", () => {
        const anywhere = ["metrics@1.2.3", "https://x.example/a/metrics@1.2.3", "https://x.example/?a/metrics@1.2.3"];
        const trusted = { ...settings, trustedCharts: anywhere };
        const foundOf = (chart: string, repo: string) =>
            found({ ...reviewed, chart, repositoryOpts: { repo } }, trusted).map(firstLine);
        for (const [chart, repo] of [
            ["a/metrics", "https://x.example"],
            ["metrics", "https://x.example/?a"],
            ["https://x.example/metrics.tgz?word", ""],
            ["metrics", "https://x.example/a#word"],
        ] as const)
            assert.deepEqual(foundOf(chart, repo), [
                'Release "metrics": chart and repositoryOpts.repo do not identify one chart: one of them has a query, or chart is a path although there is a repository; the rule is undecided.',
            ]);
        assert.deepEqual(foundOf("https://x.example/a/metrics", ""), []);
    });

    for (const [name, props] of [
        ["chart", { ...reviewed, chart: UNKNOWN }],
        ["version", { ...reviewed, version: UNKNOWN }],
        ["repository", { ...reviewed, repositoryOpts: { repo: UNKNOWN } }],
    ] as const)
        it(`is undecided in the tier strict while its ${name} is unknown`, () =>
            assert.equal(verdict(props), "undecided strict"));

    for (const [key, props] of [
        ["valueYamlFiles", { valueYamlFiles: ["values.yaml"] }],
        ["valueYamlFiles", { valueYamlFiles: UNKNOWN }],
        ["postrender", { postrender: "./open.sh" }],
        ["reuseValues", { reuseValues: true }],
        ["reuseValues", { reuseValues: UNKNOWN }],
    ] as const) {
        it(`is undecided in the tier strict for invisible inputs: ${key} ${String(Object.values(props)[0])}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, ...props }), [
                `Release "metrics": ${key} changes the release in a way that the rules cannot see; the rule is undecided.`,
                `Decided by: a review of ${key}.`,
                `Change: remove ${key}, and put the values into values.`,
            ]);
            assert.equal(verdict({ ...reviewed, ...props }), "undecided strict");
        });
    }

    const hidden: readonly (readonly [string, Props])[] = [
        ["values", { values: UNKNOWN }],
        ["values.image.tag", { values: { image: { tag: UNKNOWN } } }],
        ["values.serviceAccount.annotations", { values: { serviceAccount: { annotations: UNKNOWN } } }],
        ["values.clusterNames", { values: { clusterNames: UNKNOWN } }],
        ["values.vpcId[0]", { values: { vpcId: [UNKNOWN] } }],
        ["values.eipAllocationId", { values: { eipAllocationId: UNKNOWN } }],
        ["values.targetGroupArn", { values: { targetGroupArn: UNKNOWN } }],
        ["values.auth.passwords", { values: { auth: { passwords: UNKNOWN } } }],
        ["values.ingress.host", { values: { ingress: { host: UNKNOWN } } }],
    ];
    for (const [at, props] of hidden) {
        it(`is undecided for unknown values: ${at}`, () => {
            assert.deepEqual(linesOf({ ...reviewed, ...props }), [
                `Release "metrics": ${at} is not known at preview; the rule is undecided.`,
                `Decided by: the value of ${at}, which pulumi up checks before it creates the resource.`,
                `Change: to decide it at preview, set ${at} from a constant or from configuration.`,
            ]);
            assert.equal(verdict({ ...reviewed, ...props }), "undecided gateway");
        });
    }

    it("passes if only the identity of its environment is unknown, as for AWS's controllers at the first preview", () => {
        const serviceAccount: Props = { annotations: { "eks.amazonaws.com/role-arn": UNKNOWN } };
        const own: Props = { clusterName: UNKNOWN, interruptionQueue: UNKNOWN };
        const values: Props = { vpcId: UNKNOWN, region: UNKNOWN, awsAccountId: UNKNOWN, settings: own, serviceAccount };
        assert.deepEqual(linesOf({ ...reviewed, values }), []);
    });

    it("passes if only its data stores and their keys are unknown", () => {
        const keys = `clusterEndpoint txtOwnerId hostedZoneId bucket bucketName fileSystemId logGroupName kmsKeyId
            password adminPassword apiKey existingSecret`.split(/\s+/);
        for (const key of keys) assert.deepEqual(linesOf({ ...reviewed, values: { a: { [key]: UNKNOWN } } }), [], key);
    });
});
