import { z } from "zod";
import { isPrivate, parseCidr } from "./cidr";
import { boolean, integer, list, object, oneOf, record, string } from "./form";
import { gateway, plan, stage } from "./gateway-schema";
import { kubernetesVersions } from "./kubernetes-versions";

/** Retention periods that CloudWatch Logs accepts, in days (API reference of PutRetentionPolicy). */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const;

const versions = kubernetesVersions.map(({ version }) => version);
const versionForm = `a quoted version that EKS supports, from "${versions[0]}" to "${versions.at(-1)}"`;

const cidr = string("an IPv4 block such as 10.20.0.0/16, without bits behind its prefix", /./).refine(
    (value) => parseCidr(value) !== undefined,
    { error: "an IPv4 block such as 10.20.0.0/16, without bits behind its prefix" },
);

const publicCidr = cidr.refine((value) => !isPrivate(value), {
    error: "a block of public addresses, as EKS accepts no private ones here",
});

const network = object({
    cidrBlock: cidr.describe("IPv4 block of the VPC, /16 or smaller."),
    availabilityZones: integer("an integer from 2 to 6", 2, 6)
        .default(2)
        .describe("Zones that the subnets are spread over. EKS needs at least two."),
    natGateways: oneOf(["single", "onePerZone"])
        .default("single")
        .describe(
            "One NAT gateway for all zones, or one in each: the latter costs more, but no zone depends on another.",
        ),
});

const accessEntry = object({
    principalArn: string("the ARN of an IAM role or user", /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/).describe(
        "IAM role or user that gets access to the cluster.",
    ),
    access: oneOf(["admin", "edit", "view"]).describe("Its permissions in the whole cluster."),
});

const cluster = object({
    kubernetesVersion: string(versionForm, new RegExp(`^(${versions.join("|").replaceAll(".", "\\.")})$`)).describe(
        "Kubernetes version. Quote it: YAML reads 1.30 as 1.3.",
    ),
    nodes: oneOf(["auto", "managed"]).default("auto").describe("EKS Auto Mode, or a managed node group."),
    publicEndpointCidrs: list("a list of public IPv4 blocks", publicCidr)
        .default([])
        .describe("Blocks that can reach the cluster's API server from outside. Empty: the endpoint is private only."),
    accessEntries: z
        .record(z.string().min(1), accessEntry, { error: "a map from a name to an access entry" })
        .meta({ form: "a map from a name to an access entry" })
        .default({})
        .describe("Access to the cluster for others than the principal that creates it."),
    nodeGroup: object({
        instanceType: string(
            "an x86 instance type such as m7i.large",
            /^(?!a1\.)(?![a-z]+\d+g[a-z]*\.)[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
        )
            .default("t3.large")
            .describe("Instance type of the nodes. Images are built for linux/amd64, so Graviton types do not work."),
        minNodes: integer("an integer from 1 to 450", 1, 450).default(2).describe("Minimum number of nodes."),
        maxNodes: integer("an integer from 1 to 450", 1, 450).default(4).describe("Maximum number of nodes."),
    })
        .prefault({})
        .describe("Used with `nodes: managed`; ignored in Auto Mode."),
});

const attribute = string("a name of letters, digits, _, - and .", /^[A-Za-z0-9_.-]{1,255}$/);

const table = object({
    partitionKey: attribute.describe("Attribute of the partition key, a string."),
    sortKey: attribute.optional().describe("Attribute of the sort key, a string. Default: none."),
});

const api = object({
    image: string(
        "an image with a tag or a digest, such as registry/pictures@sha256:…",
        /^[^\s:]+(:\d+\/[^\s:@]+)?([:@][^\s]+)$/,
    )
        .optional()
        .describe("Image to run, by digest or tag. Either this or `build`."),
    build: string("a folder below the project, such as app/pictures", /^(?!\/)(?!.*\.\.).+$/)
        .optional()
        .describe("Folder with a Dockerfile, built and pushed to a private ECR repository. Either this or `image`."),
    port: integer("a port from 1 to 65535", 1, 65535).describe("Port that the container listens on."),
    replicas: integer("an integer from 1 to 1000", 1, 1000).default(2).describe("Minimum number of pods."),
    maxReplicas: integer("an integer from 1 to 1000", 1, 1000)
        .optional()
        .describe("Maximum number of pods that the autoscaler starts. Default: three times `replicas`."),
    cpu: string('a Kubernetes quantity such as "250m"', /^(?=.*[1-9])\d+(\.\d+)?m?$/)
        .default("250m")
        .describe("CPU request of a pod."),
    memory: string('a Kubernetes quantity such as "256Mi"', /^[1-9]\d*(Ki|Mi|Gi)$/)
        .default("256Mi")
        .describe("Memory request and limit of a pod."),
    livenessPath: string("a path that begins with /", /^\/\S*$/)
        .default("/healthz")
        .describe("Path that returns 200 while the process is alive."),
    readinessPath: string("a path that begins with /", /^\/\S*$/)
        .default("/readyz")
        .describe("Path that returns 200 while the pod can serve requests; the load balancer checks it too."),
    table: table
        .optional()
        .describe(
            "DynamoDB table that only this API reads and writes; its name is in `TABLE_NAME`. Default: none. Changing a key replaces the table, and its data is lost.",
        ),
});

/** The settings of a stack, `gatehouse:*` in its `Pulumi.<stack>.yaml`. Breaking a rule is not an error here: the policy pack checks the rules. */
export const schema = object({
    namespace: string(
        "a Kubernetes name: a–z, 0–9 and -, beginning with a letter; not default or kube-…",
        /^(?!default$|kube-)[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    )
        .default("apis")
        .describe("Kubernetes namespace of the workloads. Changing it replaces every load balancer."),
    logRetentionDays: oneOf(retentionDays).default(30).describe("Days for which logs are kept."),
    deletionProtection: boolean()
        .default(false)
        .describe(
            "Reject the deletion or replacement of the network, the cluster, the tables, the REST API and its keys until this is turned off.",
        ),
    network: network.describe("The VPC."),
    cluster: cluster.describe("The EKS cluster."),
    apis: record(
        "an API",
        "words of a–z and 0–9 joined by -, beginning with a letter, at most 40 long",
        /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
        api,
    ).describe("The APIs to publish; each needs `app/<name>/openapi.yaml`."),
    gateway: gateway.prefault({}).describe("The REST API."),
    stages: record("a stage", "letters, digits, - and _, at most 128 long", /^[A-Za-z0-9_-]{1,128}$/, stage).describe(
        "The stages of the REST API, by name.",
    ),
    plans: record("a usage plan", "letters, digits, - and _", /^[A-Za-z0-9_-]{1,128}$/, plan).describe(
        "Usage plans, by name. Each covers every stage.",
    ),
    clients: record(
        "the name of its plan",
        "letters, digits, - and _",
        /^[A-Za-z0-9_-]{1,128}$/,
        string("the name of a plan", /./),
    ).describe("Client applications, each with its plan. Each gets its own API key."),
});

/** The parsed settings of a stack, with every default filled in. */
export type Settings = z.output<typeof schema>;
