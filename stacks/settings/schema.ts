import { z } from "zod";
import { isPrivate, parseCidr } from "./cidr";
import { flag, list, map, named, number, oneOf, text, wholeNumber } from "./form";
import { kubernetesVersions } from "./kubernetes-versions";

/** Retention periods that CloudWatch Logs takes, in days (API reference of PutRetentionPolicy). */
const retentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653] as const;

/** Sizes of a stage's cache in GB (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html). */
const cacheSizes = [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237] as const;

const versions = kubernetesVersions.map(({ version }) => version);
const versionForm = `a quoted version that EKS supports, from "${versions[0]}" to "${versions.at(-1)}"`;

const most = Number.MAX_SAFE_INTEGER;
const rate = number("a number of 0 or more", 0, most);
const burst = wholeNumber("a whole number of 0 or more", 0, most);

const cidr = text("an IPv4 block such as 10.20.0.0/16, without bits behind its prefix", /./).refine(
    (value) => parseCidr(value) !== undefined,
    { error: "an IPv4 block such as 10.20.0.0/16, without bits behind its prefix" },
);

const publicCidr = cidr.refine((value) => !isPrivate(value), {
    error: "a block of public addresses: EKS takes no private ones here",
});

const network = map({
    cidrBlock: cidr.describe("IPv4 block of the VPC, /16 or smaller."),
    availabilityZones: wholeNumber("a whole number from 2 to 6", 2, 6)
        .default(2)
        .describe("Zones that the subnets are spread over. EKS needs two."),
    natGateways: oneOf(["single", "onePerZone"])
        .default("single")
        .describe("One NAT gateway for all zones, or one in each: dearer, but no zone depends on another."),
});

const accessEntry = map({
    principalArn: text("the ARN of an IAM role or user", /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/.+$/).describe(
        "IAM role or user that gets access to the cluster.",
    ),
    access: oneOf(["admin", "edit", "view"]).describe("What it may do, in the whole cluster."),
});

const cluster = map({
    kubernetesVersion: text(versionForm, new RegExp(`^(${versions.join("|").replaceAll(".", "\\.")})$`)).describe(
        "Kubernetes version. Quote it: YAML reads 1.30 as 1.3.",
    ),
    nodes: oneOf(["auto", "managed"]).default("auto").describe("EKS Auto Mode, or a managed node group of your own."),
    publicEndpointCidrs: list("a list of public IPv4 blocks", publicCidr)
        .default([])
        .describe("Blocks that reach the cluster's API server from outside. Empty: the endpoint is private only."),
    accessEntries: z
        .record(z.string().min(1), accessEntry, { error: "a map from a name to an access entry" })
        .meta({ form: "a map from a name to an access entry" })
        .default({})
        .describe("Who may use the cluster besides the principal that makes it."),
    nodeGroup: map({
        instanceType: text(
            "an x86 instance type such as m7i.large",
            /^(?!a1\.)(?![a-z]+\d+g[a-z]*\.)[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
        )
            .default("t3.large")
            .describe("Instance type of the nodes. Images are built for linux/amd64, so that Graviton will not do."),
        minNodes: wholeNumber("a whole number from 1 to 450", 1, 450).default(2).describe("Fewest nodes."),
        maxNodes: wholeNumber("a whole number from 1 to 450", 1, 450).default(4).describe("Most nodes."),
    })
        .prefault({})
        .describe("Nodes of `nodes: managed`; Auto Mode does without."),
});

const attribute = text("a name of letters, digits, _, - and .", /^[A-Za-z0-9_.-]{1,255}$/);

const table = map({
    partitionKey: attribute.describe("Attribute of the partition key, a text."),
    sortKey: attribute.optional().describe("Attribute of the sort key, a text. Without it: none."),
});

const api = map({
    image: text(
        "an image with a tag or a digest, such as registry/pictures@sha256:…",
        /^[^\s:]+(:\d+\/[^\s:@]+)?([:@][^\s]+)$/,
    )
        .optional()
        .describe("Image to run, by digest or tag. Either this or `build`."),
    build: text("a folder below the project, such as app/pictures", /^(?!\/)(?!.*\.\.).+$/)
        .optional()
        .describe("Folder with a Dockerfile, built and pushed to a private ECR repository. Either this or `image`."),
    port: wholeNumber("a port from 1 to 65535", 1, 65535).describe("Port that the container listens on."),
    replicas: wholeNumber("a whole number from 1 to 1000", 1, 1000).default(2).describe("Fewest pods."),
    maxReplicas: wholeNumber("a whole number from 1 to 1000", 1, 1000)
        .optional()
        .describe("Most pods that the autoscaler starts. Without it: three times `replicas`."),
    cpu: text('a Kubernetes quantity such as "250m"', /^(?=.*[1-9])\d+(\.\d+)?m?$/)
        .default("250m")
        .describe("CPU that a pod asks for."),
    memory: text('a Kubernetes quantity such as "256Mi"', /^[1-9]\d*(Ki|Mi|Gi)$/)
        .default("256Mi")
        .describe("Memory that a pod asks for, and its limit."),
    livenessPath: text("a path that begins with /", /^\/\S*$/)
        .default("/healthz")
        .describe("Path that answers 200 while the process lives."),
    readinessPath: text("a path that begins with /", /^\/\S*$/)
        .default("/readyz")
        .describe("Path that answers 200 while the pod can serve; the load balancer checks it too."),
    table: table
        .optional()
        .describe(
            "DynamoDB table that the API alone reads and writes, its name in `TABLE_NAME`. Without it: none. Changing a key replaces the table, and its data is lost.",
        ),
});

const gateway = map({
    cors: map({
        allowOrigin: text("* or an origin such as https://example.com", /^(\*|https?:\/\/[^\s/'"]+)$/).describe(
            "Origin that browsers may call from: `*` or one origin.",
        ),
        allowHeaders: list("a list of header names", text("a header name", /^[A-Za-z0-9-]+$/))
            .default(["Content-Type", "X-Api-Key"])
            .describe("Request headers that browsers may send."),
        maxAgeSeconds: wholeNumber("a whole number from 0 to 86400", 0, 86400)
            .default(600)
            .describe("Seconds for which a browser keeps the answer to a preflight."),
    })
        .optional()
        .describe("CORS: preflight answers, and headers on the gateway's own errors. Without it: none."),
    accountRole: flag()
        .default(true)
        .describe("Set the region's CloudWatch role for API Gateway. Turn it off where another program owns it."),
    tracing: flag().default(true).describe("Trace requests with AWS X-Ray."),
});

const throttle = map({
    requestsPerSecond: rate.describe("Steady rate, in requests per second."),
    burst: burst.describe("Requests that may come at once."),
});

const stage = map({
    cache: map({
        enabled: flag().default(true).describe("Whether the stage has a cache at all."),
        sizeGb: oneOf(cacheSizes).default(0.5).describe("Size of the cache in GB. It is paid by the hour."),
        ttlSeconds: wholeNumber("a whole number from 0 to 3600", 0, 3600)
            .default(300)
            .describe("Seconds for which an answer is kept; 0 keeps none."),
    })
        .prefault({})
        .describe("Cache of the answers to GET requests."),
    throttle: throttle
        .default({ requestsPerSecond: 10_000, burst: 5_000 })
        .describe("Limit of all clients together, for each operation."),
});

const plan = map({
    requestsPerSecond: rate.describe("Steady rate of each client, in requests per second."),
    burst: burst.describe("Requests that a client may send at once."),
    quota: map({
        requests: wholeNumber("a whole number from 1", 1, most).describe("Requests of each client in a period."),
        per: oneOf(["day", "week", "month"]).describe("Period."),
    })
        .optional()
        .describe("Most requests in a period. Without it: no quota."),
});

/** The settings of a stack, as `gatehouse:*` in its `Pulumi.<stack>.yaml`. Breaking a rule is not a fault here: the pack judges. */
export const schema = map({
    namespace: text(
        "a Kubernetes name: a–z, 0–9 and -, beginning with a letter; not default or kube-…",
        /^(?!default$|kube-)[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    )
        .default("apis")
        .describe("Kubernetes namespace of the workloads. Changing it replaces every load balancer."),
    logRetentionDays: oneOf(retentionDays).default(30).describe("Days for which logs are kept."),
    deletionProtection: flag()
        .default(false)
        .describe(
            "Refuse to delete or replace the network, the cluster, the tables, the REST API and its keys until this is off again.",
        ),
    network: network.describe("The VPC."),
    cluster: cluster.describe("The EKS cluster."),
    apis: named(
        "an API",
        "words of a–z and 0–9 joined by -, beginning with a letter, at most 40 long",
        /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
        api,
    ).describe("The APIs to publish; each needs `app/<name>/openapi.yaml`."),
    gateway: gateway.prefault({}).describe("The REST API."),
    stages: named("a stage", "letters, digits, - and _, at most 128 long", /^[A-Za-z0-9_-]{1,128}$/, stage).describe(
        "The stages of the REST API, by name.",
    ),
    plans: named("a usage plan", "letters, digits, - and _", /^[A-Za-z0-9_-]{1,128}$/, plan).describe(
        "Usage plans, by name. Each covers every stage.",
    ),
    clients: named(
        "the name of its plan",
        "letters, digits, - and _",
        /^[A-Za-z0-9_-]{1,128}$/,
        text("the name of a plan", /./),
    ).describe("Client applications, each with its plan. Each gets an API key of its own."),
});

/** What a stack is made of: every value known, every default filled in. */
export type Settings = z.output<typeof schema>;
