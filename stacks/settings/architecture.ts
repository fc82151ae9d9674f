/** Architectures of nodes, by the names that Kubernetes and images give them. */
export const architectures = ["amd64", "arm64"] as const;

/** Architecture of nodes: amd64 is Intel and AMD, arm64 is AWS Graviton. */
export type Architecture = (typeof architectures)[number];

/** An instance type of each architecture, for messages. */
export const exampleTypes: Readonly<Record<Architecture, string>> = { amd64: "m7i.large", arm64: "m7g.large" };

// A letter g after the generation is Graviton, as in m7gd or c6gn (docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html);
// the first family, a1, is named otherwise.
const graviton = /^(a1|[a-z]+\d+g[a-z]*)\./;

/** The architecture of an instance type, such as "m7g.large". */
export function architectureOf(instanceType: string): Architecture {
    return graviton.test(instanceType) ? "arm64" : "amd64";
}

/** Parts of a stack's settings that decide about the architecture of images. */
interface ArchitectureSettings {
    readonly cluster?: { readonly architecture: Architecture } | undefined;
}

/** Architecture of an API's image: its setting, or that of the cluster's nodes, or amd64 without a cluster. */
export function architectureOfImage(
    { cluster }: ArchitectureSettings,
    { architecture }: { readonly architecture?: Architecture | undefined },
): Architecture {
    return architecture ?? cluster?.architecture ?? "amd64";
}
