import assert from "node:assert/strict";
import { type Declared, type Diagnostic, type Json, Pack, unknown } from "../engine";
import { inPreset } from "../in-preset";

type Props = NonNullable<Declared["props"]>;

const object = (type: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `kubernetes:${type}`,
    name: "shop",
    props,
    ...more,
});
const aws = (type: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    ...more,
});

interface Case {
    /** The input, with its number in the review where it has one. */
    readonly input: string;
    readonly resources: readonly Declared[];
    /** `policy level name` of each finding. */
    readonly standard: readonly string[];
    /** `policy name` of each finding; all of them are mandatory. */
    readonly strict: readonly string[];
}

const silent = { standard: [], strict: [] };
const door = { standard: ["r1-private-kubernetes mandatory shop"], strict: ["r1-private-kubernetes shop"] };
const opaque = { standard: [], strict: ["r1-opaque-resources shop"] };
const hidden = (name: string) => ({
    standard: [`r1-private-paths advisory ${name}`],
    strict: [`r1-private-paths ${name}`],
});

const release = (repo: string, chart: string, version?: string, values: Props = {}): Declared =>
    object("helm.sh/v3:Release", {
        chart,
        repositoryOpts: { repo },
        values,
        ...(version !== undefined && { version }),
    });
const component = (type: string, name = "shop", more: Partial<Declared> = {}): Declared => ({
    ...object(type, {}, { isComponent: true, ...more }),
    name,
});

const releases: readonly Case[] = [
    {
        input: "the AWS Load Balancer Controller, whose cluster and role are created in the same update",
        resources: [
            release("https://aws.github.io/eks-charts", "aws-load-balancer-controller", "1.10.1", {
                clusterName: unknown,
                vpcId: unknown,
                serviceAccount: { create: true, annotations: { "eks.amazonaws.com/role-arn": unknown } },
            }),
        ],
        ...silent,
    },
    {
        input: "Istio's base chart without a version",
        resources: [release("https://istio-release.storage.googleapis.com/charts", "base")],
        ...silent,
    },
    {
        input: "WordPress behind a ClusterIP",
        resources: [
            release("https://charts.bitnami.com/bitnami", "wordpress", "13.0.6", { service: { type: "ClusterIP" } }),
        ],
        ...silent,
    },
    {
        input: "WordPress with its public load balancer",
        resources: [release("https://charts.bitnami.com/bitnami", "wordpress", "13.0.6")],
        ...door,
    },
    {
        input: "Grafana of a quiet chart that its values publish",
        resources: [
            release("https://prometheus-community.github.io/helm-charts", "kube-prometheus-stack", "81.2.1", {
                grafana: { service: { type: "LoadBalancer" } },
            }),
        ],
        ...door,
    },
    ...(
        [
            ["https://kubernetes.github.io/ingress-nginx", "ingress-nginx", "controller"],
            ["https://traefik.github.io/charts", "traefik", "service"],
            ["https://charts.konghq.com", "kong", "proxy"],
        ] as const
    ).flatMap(([repo, chart, key]): readonly Case[] => {
        const service: Props = { type: "ClusterIP" };
        const closed: Props = { [key]: key === "controller" ? { service } : service };
        return [
            {
                input: `${chart}, which publishes by default, in a version that was not read`,
                resources: [release(repo, chart, "999.0.0")],
                standard: ["r1-private-kubernetes advisory shop"],
                strict: ["r1-private-kubernetes shop"],
            },
            {
                input: `${chart} as a ClusterIP, in a version that was not read`,
                resources: [release(repo, chart, "999.0.0", closed)],
                ...opaque,
            },
            {
                input: `${chart}, which publishes by default, in the newest version of a range`,
                resources: [release(repo, chart, ">=1.0.0")],
                ...door,
            },
            {
                input: `${chart} as a ClusterIP, in the newest version of a range`,
                resources: [release(repo, chart, ">=1.0.0", closed)],
                ...silent,
            },
        ];
    }),
    {
        input: "a chart that nobody reviewed",
        resources: [release("https://helm.ngc.nvidia.com/nvidia", "gpu-operator", "v25.10.1")],
        ...opaque,
    },
    {
        input: "a chart that nobody reviewed, with values that are not known",
        resources: [release("https://charts.example.com", "shop", "1.0.0", { image: unknown })],
        ...opaque,
    },
];

const ingressNginx = (values: Props, version = "4.13.3"): Declared => ({
    ...release("https://kubernetes.github.io/ingress-nginx", "ingress-nginx", version, values),
    name: "controller",
});
const ingressOf = (ingressClassName: Json): Declared =>
    object("networking.k8s.io/v1:Ingress", { spec: { ingressClassName } });
const closed: Props = { service: { type: "ClusterIP" } };
const internal: Props = {
    service: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-internal": "true" } },
};
const publicIngress = { standard: ["r1-private-paths mandatory shop"], strict: ["r1-private-paths shop"] };
const publicController = "r1-private-kubernetes mandatory controller";

const controllers: readonly Case[] = [
    {
        input: "an Ingress of the class of a controller behind a ClusterIP",
        resources: [ingressNginx({ controller: closed }), ingressOf("nginx")],
        ...silent,
    },
    {
        input: "an Ingress of the class of a controller behind an internal load balancer",
        resources: [ingressNginx({ controller: internal }), ingressOf("nginx")],
        ...silent,
    },
    {
        input: "an Ingress with the older annotation, of the class of a controller behind a ClusterIP",
        resources: [
            ingressNginx({ controller: closed }),
            object("networking.k8s.io/v1:Ingress", {
                metadata: { annotations: { "kubernetes.io/ingress.class": "nginx" } },
            }),
        ],
        ...silent,
    },
    {
        input: "an Ingress of a class that a quiet controller's values name",
        resources: [
            ingressNginx({ controller: { ...closed, ingressClassResource: { name: "inner" } } }),
            ingressOf("inner"),
        ],
        ...silent,
    },
    {
        input: "an Ingress of another class than a quiet controller's",
        resources: [
            ingressNginx({ controller: { ...closed, ingressClassResource: { name: "inner" } } }),
            ingressOf("nginx"),
        ],
        ...publicIngress,
    },
    {
        input: "an Ingress of a class that a quiet controller may have",
        resources: [
            ingressNginx({ controller: { ...closed, ingressClassResource: { name: unknown } } }),
            ingressOf("nginx"),
        ],
        standard: ["r1-private-kubernetes advisory controller", "r1-private-paths mandatory shop"],
        strict: ["r1-private-kubernetes controller", "r1-private-paths shop"],
    },
    {
        input: "an Ingress of the class of a public controller",
        resources: [ingressNginx({}), ingressOf("nginx")],
        standard: [publicController, "r1-private-paths mandatory shop"],
        strict: ["r1-private-kubernetes controller", "r1-private-paths shop"],
    },
    {
        input: "an Ingress of a class that a public and a quiet controller serve",
        resources: [ingressNginx({}), { ...ingressNginx({ controller: closed }), name: "inner" }, ingressOf("nginx")],
        standard: [publicController, "r1-private-paths mandatory shop"],
        strict: ["r1-private-kubernetes controller", "r1-private-paths shop"],
    },
    {
        input: "an Ingress of the class of a quiet controller in a version that was not read",
        resources: [ingressNginx({ controller: closed }, "9.0.0"), ingressOf("nginx")],
        standard: [],
        strict: ["r1-opaque-resources controller"],
    },
    {
        input: "an Ingress of a class of no controller in the stack",
        resources: [ingressOf("nginx")],
        ...publicIngress,
    },
    {
        input: "an Ingress of Kong's class behind a ClusterIP",
        resources: [
            release("https://charts.konghq.com", "kong", "3.0.0", { proxy: { type: "ClusterIP" } }),
            { ...ingressOf("kong"), name: "ingress" },
        ],
        ...silent,
    },
    {
        input: "an Ingress of Traefik's class behind a ClusterIP",
        resources: [
            release("https://traefik.github.io/charts", "traefik", "39.1.0", {
                ingressClass: { name: "inner" },
                service: { spec: { type: "ClusterIP" } },
            }),
            { ...ingressOf("inner"), name: "ingress" },
        ],
        ...silent,
    },
];

const chartOf = (type: Json): readonly Declared[] => [
    component("helm.sh/v4:Chart", "chart"),
    {
        ...object("core/v1:Service", { metadata: { name: "controller" }, spec: { type } }),
        name: "controller",
        parent: "chart",
    },
    {
        ...object("networking.k8s.io/v1:IngressClass", {
            metadata: { name: "nginx" },
            spec: { controller: "k8s.io/ingress-nginx" },
        }),
        name: "class",
        parent: "chart",
    },
    ingressOf("nginx"),
];

const charts: readonly Case[] = [
    {
        input: "an Ingress of the class of a Chart that shows a ClusterIP",
        resources: chartOf("ClusterIP"),
        ...silent,
    },
    {
        input: "an Ingress of the class of a Chart that shows a public Service",
        resources: chartOf("LoadBalancer"),
        standard: [publicController, "r1-private-paths mandatory shop"],
        strict: ["r1-private-kubernetes controller", "r1-private-paths shop"],
    },
    {
        input: "an Ingress of the class of a Chart that shows no Service",
        resources: chartOf("ClusterIP").filter(({ name }) => name !== "controller"),
        ...publicIngress,
    },
];

const components: readonly Case[] = [
    ...["helm.sh/v3:Chart", "helm.sh/v4:Chart", "yaml:ConfigFile", "yaml/v2:ConfigGroup", "kustomize/v2:Directory"].map(
        (type): Case => ({
            input: `a ${type} that shows no object`,
            resources: [component(type)],
            ...hidden("shop"),
        }),
    ),
    {
        input: "a ConfigFile that shows its object",
        resources: [component("yaml:ConfigFile"), { ...object("core/v1:ConfigMap"), name: "map", parent: "shop" }],
        ...silent,
    },
    {
        input: "a ConfigGroup with a file that shows no object",
        resources: [component("yaml:ConfigGroup", "shop"), component("yaml:ConfigFile", "file", { parent: "shop" })],
        ...hidden("file"),
    },
    {
        input: "a Chart that shows a public Service",
        resources: [
            component("helm.sh/v4:Chart", "chart"),
            object("core/v1:Service", { spec: { type: "LoadBalancer" } }, { parent: "chart" }),
        ],
        ...door,
    },
];

const ack = (kind: string, spec: Props): Declared => object(kind, { spec });
const crossplane = (kind: string, forProvider: Props): Declared => object(kind, { spec: { forProvider } });
const ackBalancer = "elbv2.services.k8s.aws/v1alpha1:LoadBalancer";
const crossplaneBalancer = "elbv2.aws.upbound.io/v1beta1:LB";

const byControllers: readonly Case[] = [
    { input: "an ACK load balancer, public by default", resources: [ack(ackBalancer, { name: "shop" })], ...door },
    {
        input: "an ACK load balancer that faces the internet",
        resources: [ack(ackBalancer, { scheme: "internet-facing" })],
        ...door,
    },
    { input: "an internal ACK load balancer", resources: [ack(ackBalancer, { scheme: "internal" })], ...opaque },
    {
        input: "a public Crossplane load balancer",
        resources: [crossplane(crossplaneBalancer, { internal: false })],
        ...door,
    },
    {
        input: "an internal Crossplane load balancer",
        resources: [crossplane(crossplaneBalancer, { internal: true })],
        ...opaque,
    },
    {
        input: "an ACK function URL without authentication",
        resources: [ack("lambda.services.k8s.aws/v1alpha1:FunctionURLConfig", { authType: "NONE" })],
        ...door,
    },
    {
        input: "a Crossplane function URL without authentication",
        resources: [crossplane("lambda.aws.upbound.io/v1beta1:FunctionURL", { authorizationType: "NONE" })],
        ...door,
    },
    {
        input: "an ACK function URL behind IAM",
        resources: [ack("lambda.services.k8s.aws/v1alpha1:FunctionURLConfig", { authType: "AWS_IAM" })],
        ...opaque,
    },
    {
        input: "an ACK load balancer whose scheme is not known",
        resources: [ack(ackBalancer, { scheme: unknown })],
        ...opaque,
    },
    ...[
        "argoproj.io/v1alpha1:Application",
        "kustomize.toolkit.fluxcd.io/v1:Kustomization",
        "helm.toolkit.fluxcd.io/v2:HelmRelease",
        "pulumi.com/v1:Stack",
    ].map(
        (type): Case => ({
            input: `4 b, GitOps by ${type}`,
            resources: [object(type, { spec: { source: { repoURL: "https://example.com/shop.git" } } })],
            ...opaque,
        }),
    ),
    {
        input: "an EKS capability, which applies objects",
        resources: [aws("eks/capability:Capability", "shop", { type: "ARGOCD", clusterName: "shop" })],
        ...opaque,
    },
    {
        input: "an EKS add-on that deploys by itself",
        resources: [aws("eks/addon:Addon", "shop", { addonName: "akuity_agent", clusterName: "shop" })],
        ...opaque,
    },
    {
        input: "an EKS add-on that publishes nothing",
        resources: [aws("eks/addon:Addon", "shop", { addonName: "vpc-cni", clusterName: "shop" })],
        ...silent,
    },
    {
        input: "a Service that faces the internet",
        resources: [object("core/v1:Service", { spec: { type: "LoadBalancer" } })],
        ...door,
    },
];

const arn = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/shop/1";
/** An own Network Load Balancer and the binding of pods to it: at the first preview, or once it exists. */
function bound(isCreated: boolean, internal = true): readonly Declared[] {
    const idOf = (id: string): Partial<Declared> => ({
        outputs: { id: isCreated ? id : unknown, arn: isCreated ? id : unknown },
    });
    const target = isCreated ? arn : unknown;
    return [
        aws(
            "lb/loadBalancer:LoadBalancer",
            "balancer",
            { loadBalancerType: "network", internal, subnets: ["subnet-1"] },
            idOf("arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/shop/1"),
        ),
        aws("lb/targetGroup:TargetGroup", "target", { port: 80, protocol: "TCP", targetType: "ip" }, idOf(arn)),
        aws(
            "lb/listener:Listener",
            "listener",
            {
                port: 80,
                loadBalancerArn: isCreated
                    ? "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/shop/1"
                    : unknown,
                defaultActions: [{ type: "forward", targetGroupArn: target }],
            },
            { from: { loadBalancerArn: ["balancer"], defaultActions: ["target"] } },
        ),
        object(
            "elbv2.k8s.aws/v1beta1:TargetGroupBinding",
            { spec: { serviceRef: { name: "shop", port: 80 }, targetGroupARN: target } },
            { from: { spec: ["target"] } },
        ),
    ];
}
const inUpdate = bound(true).map(
    (each): Declared => (each.name === "target" ? { ...each, outputs: { id: unknown } } : each),
);
const publicBalancer = { standard: ["r1-private-paths mandatory balancer"], strict: ["r1-private-paths balancer"] };

const bindings: readonly Case[] = [
    { input: "pods behind an own internal load balancer, at the first preview", resources: bound(false), ...silent },
    { input: "pods behind an own internal load balancer, at the second preview", resources: bound(true), ...silent },
    { input: "pods behind an own internal load balancer, while it is updated", resources: inUpdate, ...silent },
    { input: "pods behind an own public load balancer", resources: bound(false, false), ...publicBalancer },
    { input: "pods behind an own public load balancer that exists", resources: bound(true, false), ...publicBalancer },
    {
        input: "pods behind a load balancer of another stack",
        resources: bound(true).map((each) =>
            each.name === "shop" ? { ...each, props: { spec: { targetGroupARN: `${arn}0` } }, from: {} } : each,
        ),
        standard: [],
        strict: ["r1-opaque-paths shop"],
    },
    {
        input: "pods behind a load balancer that is not known and depends on nothing",
        resources: [object("elbv2.k8s.aws/v1beta1:TargetGroupBinding", { spec: { targetGroupARN: unknown } })],
        ...hidden("shop"),
    },
];

describe("the Kubernetes objects of the review", () => {
    for (const { input, resources, standard, strict } of [
        ...releases,
        ...controllers,
        ...charts,
        ...components,
        ...byControllers,
        ...bindings,
    ]) {
        it(`standard: ${input}`, async () => {
            const found = await new Pack(inPreset("standard")).preview(resources);
            assert.deepEqual(places(found, true), standard, show(found));
        });

        it(`strict: ${input}`, async () => {
            const found = await new Pack().preview(resources);
            assert.deepEqual(places(found, false), strict, show(found));
        });
    }

    it("says of a Chart without objects when they are checked", async () => {
        const [found] = await new Pack(inPreset("standard")).preview([component("helm.sh/v4:Chart")]);
        assert.equal(
            found?.message.split("\n").slice(0, 2).join("\n"),
            'Chart "shop": it shows none of its objects yet; the rule is undecided.\nDecided by: its objects, which pulumi up checks one by one before it creates them.',
        );
    });
});

const nameIn = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

const places = (found: readonly Diagnostic[], withLevel: boolean): string[] =>
    found
        .map(({ policy, urn, level }) => (withLevel ? `${policy} ${level} ${nameIn(urn)}` : `${policy} ${nameIn(urn)}`))
        .sort();

const show = (found: readonly Diagnostic[]): string =>
    found.map(({ policy, urn, message }) => `\n${policy} ${nameIn(urn)}: ${message}`).join("");
