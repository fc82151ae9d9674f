// The grammar of distribution/reference (github.com/distribution/reference, reference.go), which the kubelet parses images
// by: `registry[:port]/path[:tag][@digest]`.
const hostPart = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const registry = `(?:${hostPart}(?:\\.${hostPart})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const pathPart = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
const reference = new RegExp(
    `^(?:${registry}/)?(?<path>${pathPart}(?:/${pathPart})*)(?::(?<tag>[^:@]*))?(?:@(?<algorithm>[^:@]*):(?<digest>[^:@]*))?$`,
);

// Maximum length of the path (NameTotalLengthMax).
const maxPathLength = 255;

// Hexadecimal digits of a digest, by the algorithms that container runtimes know (github.com/opencontainers/go-digest).
const digestLengths: ReadonlyMap<string, number> = new Map([
    ["sha256", 64],
    ["sha384", 96],
    ["sha512", 128],
]);

/** The form of an image. */
export const imageForm = "an image with a tag or a digest, such as registry/pictures@sha256:…";

/** Returns the form that the reference of an image misses; undefined for a valid one with a tag or a digest. */
export function imageReferenceProblem(text: string): string | undefined {
    const groups = reference.exec(text)?.groups;
    if (!groups) return "an image such as registry.example.com:5000/team/pictures:1.0, whose path has no upper case";
    const { path = "", tag, algorithm, digest } = groups;
    if (tag === undefined && digest === undefined) return imageForm;
    if (path.length > maxPathLength) return `an image with a path of at most ${maxPathLength} characters`;
    if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))
        return "an image with a tag of at most 128 letters, digits, _, . and -, which begins with neither . nor -";
    if (algorithm === undefined) return undefined;
    const length = digestLengths.get(algorithm);
    if (length === undefined) return `an image with a digest of ${[...digestLengths.keys()].join(", ")}`;
    return new RegExp(`^[0-9a-f]{${length}}$`).test(digest ?? "")
        ? undefined
        : `an image whose ${algorithm} digest has ${length} hexadecimal digits in lower case`;
}
