import type { CST, Node } from "yaml";
import { repeatsKey } from "./repeated-keys";
import type { Plain } from "./resource";
import { isList, isObject } from "./value";

/** Characters of YAML that are read: more would take seconds. JSON has no such bound. */
export const maxYaml = 2 * 1024 * 1024;

// Each look-up of an alias walks the document, and each merge copies what it names.
const maxAliases = 100;

/** What a text holds, or why it was not read: one of its objects names a key twice, or whatever else. */
export type DocumentText = { readonly value: Plain } | { readonly problem: "repeated key" | "unreadable" };

const unreadable: DocumentText = { problem: "unreadable" };
const repeatedKey: DocumentText = { problem: "repeated key" };

/** Reads a document in JSON or YAML, as `readDocumentText` does; undefined if it was not read. */
export function parseDocumentText(text: string): Plain | undefined {
    const document = readDocumentText(text);
    return "value" in document ? document.value : undefined;
}

/**
 * Reads a document in JSON or YAML, unless it is neither, nests more than 200 levels, is YAML that is too large, holds
 * several documents or more than 100 aliases, or names a key of one object twice.
 */
export function readDocumentText(text: string): DocumentText {
    let value: Plain;
    try {
        value = JSON.parse(text);
    } catch {
        // Not JSON, so it has to be YAML.
        return text.length > maxYaml ? unreadable : readYaml(text);
    }
    if (isTooDeep(value, membersOf)) return unreadable;
    return repeatsKey(text) ? repeatedKey : { value };
}

function readYaml(text: string): DocumentText {
    // Loaded only when a program has a YAML document, since it would add to the start of every preview.
    const yaml: typeof import("yaml") = require("yaml");
    const tokens = [...new yaml.Parser().parse(text)];
    if (tokens.some((token) => token.type === "error" || isTooDeep(token, tokensIn))) return unreadable;
    // API Gateway's reader follows merge keys; without them an operation could hide behind "<<". The check for unique
    // keys takes time quadratic in their number.
    const composer = new yaml.Composer({ merge: true, uniqueKeys: false });
    try {
        const [document, ...others] = composer.compose(tokens, true, text.length);
        if (!document || others.length > 0 || document.errors.length > 0) return unreadable;
        let aliases = 0;
        let repeated = false;
        yaml.visit(document, {
            Alias: () => void aliases++,
            Node: (key, node) => {
                repeated ||= yaml.isMap(node) && repeats(node.items.map((pair) => pair.key));
                return key === "key" ? undefined : longForm(yaml, node);
            },
        });
        if (repeated) return repeatedKey;
        return aliases > maxAliases ? unreadable : { value: document.toJS({ maxAliasCount: maxAliases }) };
    } catch {
        // Aliases that unfold without bound, or a tag that cannot be built: unreadable, which callers report.
        return unreadable;
    }
}

// The composer gives keys as nodes, whose text is that of the key.
const repeats = (keys: readonly unknown[]): boolean => new Set(keys.map(String)).size < keys.length;

// CloudFormation's `!Ref x` and `!If [a, b, c]` stand for `{ Ref: x }` and `{ "Fn::If": [a, b, c] }`: read as "x" or a
// list, a parameter of the name "internal" would pass for the word.
function longForm(yaml: typeof import("yaml"), node: Node): Node | undefined {
    const name = /^!([A-Za-z]\w*)$/.exec(node.tag ?? "")?.[1];
    if (name === undefined || yaml.isAlias(node)) return undefined;
    const long = new yaml.YAMLMap();
    long.items.push(new yaml.Pair(new yaml.Scalar(name === "Ref" ? name : `Fn::${name}`), node));
    // An alias stands for the whole of it.
    if (node.anchor !== undefined) long.anchor = node.anchor;
    delete node.anchor;
    delete node.tag;
    return long;
}

const membersOf = (value: Plain): readonly Plain[] =>
    isList(value) ? value : isObject(value) ? Object.values(value) : [];

function tokensIn(token: CST.Token): readonly CST.Token[] {
    const held: readonly (CST.Token | null | undefined)[] =
        "items" in token
            ? token.items.flatMap(({ key, value }): (CST.Token | null | undefined)[] => [key, value])
            : [token.type === "document" ? token.value : undefined];
    return held.filter((one) => one !== undefined && one !== null);
}

/** Levels of nesting that a document may have: what recurses over more can end the whole process. */
const deepestNesting = 200;

/** Whether a tree has more levels than that. Does not recurse itself. */
function isTooDeep<T>(root: T, childrenOf: (node: T) => readonly T[]): boolean {
    let level: readonly T[] = [root];
    for (let depth = 0; depth <= deepestNesting; depth++) {
        level = level.flatMap(childrenOf);
        if (level.length === 0) return false;
    }
    return true;
}
