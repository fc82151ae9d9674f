/** Sections of a stack file that only some kinds of compute need. */
export type ComputeSection = "network" | "cluster";

/** A kind of compute. */
interface ComputeKind {
    /** Its name in messages, after "runs on". */
    readonly title: string;
    /** Sections of the stack file without which it cannot run an API. */
    readonly needs: readonly ComputeSection[];
    /** Whether it runs a container of the API. */
    readonly hasServer: boolean;
}

/** Where an API can run, by the value of `runsOn`. */
export const computeKinds = {
    kubernetes: { title: "Kubernetes", needs: ["network", "cluster"], hasServer: true },
    fargate: { title: "Fargate", needs: ["network"], hasServer: true },
    instances: { title: "EC2", needs: ["network"], hasServer: true },
    lambda: { title: "Lambda", needs: [], hasServer: true },
    gateway: { title: "the gateway", needs: [], hasServer: false },
} as const satisfies Readonly<Record<string, ComputeKind>>;

/** Name of a kind of compute, the value of `runsOn`. */
export type ComputeKindName = keyof typeof computeKinds;

/** Name of a kind that runs a container; an API on the gateway has integrations alone. */
export type ServerKindName = Exclude<ComputeKindName, "gateway">;

/** The kinds whose APIs share one load balancer, at which each has a port. */
export const kindsBehindOneBalancer: readonly ComputeKindName[] = ["fargate", "instances"];

/** The kinds that the gateway reaches through a VPC link. */
export const kindsBehindLink: readonly ComputeKindName[] = ["kubernetes", "fargate", "instances"];

/** The names of all kinds. */
export const computeKindNames = Object.keys(computeKinds) as readonly ComputeKindName[];

/** The names of the kinds that run a container. */
export const serverKindNames = computeKindNames.filter(hasServer);

/** Whether a kind runs a container of the API. */
export function hasServer(kind: ComputeKindName): kind is ServerKindName {
    return computeKinds[kind].hasServer;
}

/** The settings of an API that only some kinds have, by name: those kinds. Every kind has the others. */
export const kindsOfSetting: Readonly<Record<string, readonly ComputeKindName[]>> = {
    image: serverKindNames,
    build: serverKindNames,
    port: serverKindNames,
    healthPath: serverKindNames,
    environment: serverKindNames,
    secrets: serverKindNames,
    database: serverKindNames,
    exposure: ["kubernetes"],
    replicas: ["kubernetes", "fargate", "instances"],
    maxReplicas: ["kubernetes", "fargate", "instances"],
    cpu: ["kubernetes", "fargate"],
    memory: ["kubernetes", "fargate", "lambda"],
    livenessPath: ["kubernetes"],
    readinessPath: ["kubernetes"],
    architecture: ["fargate", "instances", "lambda"],
    instanceType: ["instances"],
    amiId: ["instances"],
    provisionedConcurrency: ["lambda"],
    tracing: ["lambda"],
    photoPipeline: ["gateway"],
};

/** The titles of kinds, as "Kubernetes, Fargate and EC2". */
export function titlesOf(kinds: readonly ComputeKindName[]): string {
    const titles = kinds.map((kind) => computeKinds[kind].title);
    return [...titles.slice(0, -2), titles.slice(-2).join(" and ")].join(", ");
}

/** Whether an API of a stack runs on a kind of compute. */
export const usesKind = (name: ComputeKindName, apis: ApisByName): boolean =>
    Object.values(apis).some(({ runsOn }) => runsOn === name);

/** Whether an API of a stack needs a section of its file. */
export const needsSection = (section: ComputeSection, apis: ApisByName): boolean =>
    apiThatNeeds(section, apis) !== undefined;

/** Whether a stack creates the VPC endpoint of a private REST API. */
export const createsVpcEndpoint = ({ endpoint }: GatewayEndpoint): boolean =>
    endpoint.type === "private" && endpoint.vpcEndpointIds === undefined;

/** Whether a stack needs a network: for an API, or for the VPC endpoint of a private REST API. */
export const needsNetwork = ({ apis, gateway }: { apis: ApisByName; gateway: GatewayEndpoint }): boolean =>
    needsSection("network", apis) || createsVpcEndpoint(gateway);

/** Whether a stack creates an EKS cluster: an API needs one, and the settings do not name an existing one. */
export function createsCluster({ apis, cluster }: { apis: ApisByName; cluster?: object | undefined }): boolean {
    return cluster !== undefined && !("name" in cluster) && needsSection("cluster", apis);
}

/** The first API of a stack that needs a section of its file, and why: "runs on EC2". */
export function apiThatNeeds(section: ComputeSection, apis: ApisByName): { name: string; reason: string } | undefined {
    for (const [name, { runsOn, database }] of Object.entries(apis)) {
        const kind: ComputeKind | undefined = runsOn && computeKinds[runsOn];
        if (kind?.needs.includes(section)) return { name, reason: `runs on ${kind.title}` };
        if (section === "network" && database !== undefined) return { name, reason: "has a database" };
    }
    return undefined;
}

interface GatewayEndpoint {
    readonly endpoint: { readonly type: string; readonly vpcEndpointIds?: readonly string[] | undefined };
}

/** The APIs of a stack; the kind of one with an invalid `runsOn` is undefined. A database is in the network, whatever uses it. */
type ApisByName = Readonly<
    Record<string, { readonly runsOn: ComputeKindName | undefined; readonly database?: unknown }>
>;
