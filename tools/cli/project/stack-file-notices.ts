import { closest, distance } from "fastest-levenshtein";
import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node } from "yaml";

// pulumi.com/docs/iac/concepts/projects/stack-settings-file
const knownKeys = ["config", "encryptedkey", "encryptionsalt", "environment", "secretsprovider"];

/**
 * Names the parts of a stack's file that no offline run reads: the environments of Pulumi ESC, and unknown keys.
 * @returns one line for each, with the line of the file; empty for a file that is not a map.
 */
export function stackFileNotices(fileName: string, { contents }: Document, lineCounter: LineCounter): string[] {
    if (!isMap<Node, Node | null>(contents)) return [];
    return contents.items.flatMap(({ key, value }) => {
        const name = isScalar(key) ? String(key.value) : "";
        const notice = name === "environment" ? environmentNotice(value) : unknownKeyNotice(name);
        const { line } = lineCounter.linePos(key.range?.[0] ?? 0);
        return notice === undefined ? [] : [`"${fileName}" line ${line}: ${name}: ${notice}`];
    });
}

function environmentNotice(value: Node | null): string {
    const names = environmentNames(value).map((name) => ` "${name}"`);
    return `ESC environments are not opened offline, so configuration and variables from them are missing${names.length > 0 ? `:${names}` : ""}`;
}

// A list of names or of maps from a name to options, or a definition with such a list under `imports`.
function environmentNames(value: unknown): string[] {
    if (isScalar(value)) return [String(value.value)];
    if (isSeq(value)) return value.items.flatMap((item) => (isMap(item) ? keysOf(item) : environmentNames(item)));
    return isMap(value) ? environmentNames(value.get("imports", true)) : [];
}

function keysOf(map: { readonly items: readonly { readonly key: unknown }[] }): string[] {
    return map.items.map(({ key }) => String(key));
}

function unknownKeyNotice(key: string): string | undefined {
    if (knownKeys.includes(key)) return undefined;
    const near = closest(key, knownKeys);
    return `this key is unknown, and nothing reads it${distance(key, near) <= 2 ? `; did you mean "${near}"?` : ""}`;
}
