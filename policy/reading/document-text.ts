import type { CST, Node } from "yaml";
import { repeatsKey } from "./repeated-keys";
import type { Plain } from "./resource";
import { isList, isObject } from "./value";

/** Maximum number of characters of a YAML document; a longer one would take seconds. JSON has no such limit. */
export const maxYaml = 2 * 1024 * 1024;

// Each lookup of an alias walks the document, and each merge copies its target.
const maxAliases = 100;

/** A parsed document, or why it could not be parsed. */
type DocumentText = { readonly value: Plain } | { readonly problem: "repeated key" | "unreadable" };

const unreadable: DocumentText = { problem: "unreadable" };
const repeatedKey: DocumentText = { problem: "repeated key" };

/** Parses a JSON or YAML document like `readDocumentText`; undefined if it cannot be parsed. */
export function parseDocumentText(text: string): Plain | undefined {
    const document = readDocumentText(text);
    return "value" in document ? document.value : undefined;
}

/**
 * Parses a JSON or YAML document. Unreadable are: other formats, more than 200 levels of nesting, YAML that is too
 * large, several documents, more than 100 aliases, and objects with a repeated key.
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
    // Loaded on demand, because it would slow down the start of every preview.
    const yaml: typeof import("yaml") = require("yaml");
    const tokens = [...new yaml.Parser().parse(text)];
    if (tokens.some((token) => token.type === "error" || isTooDeep(token, tokensIn))) return unreadable;
    // API Gateway's parser follows merge keys; without them an operation could hide behind "<<". The built-in check for
    // unique keys takes quadratic time.
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
        // Aliases that expand without bound, or an unknown tag: callers report the document as unreadable.
        return unreadable;
    }
}

// The composer represents keys as nodes, which convert to the text of the key.
const repeats = (keys: readonly unknown[]): boolean => new Set(keys.map(String)).size < keys.length;

// CloudFormation's `!Ref x` and `!If [a, b, c]` are short forms of `{ Ref: x }` and `{ "Fn::If": [a, b, c] }`. Read as
// "x" or a list, a parameter named "internal" would pass for the word.
function longForm(yaml: typeof import("yaml"), node: Node): Node | undefined {
    const name = /^!([A-Za-z]\w*)$/.exec(node.tag ?? "")?.[1];
    if (name === undefined || yaml.isAlias(node)) return undefined;
    const long = new yaml.YAMLMap();
    long.items.push(new yaml.Pair(new yaml.Scalar(name === "Ref" ? name : `Fn::${name}`), node));
    // An alias refers to the long form.
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

/** Maximum depth of a document: recursion over a deeper one could exhaust the stack and end the process. */
const deepestNesting = 200;

/** Whether a tree is deeper than that; iterative, so that it cannot overflow itself. */
function isTooDeep<T>(root: T, childrenOf: (node: T) => readonly T[]): boolean {
    let level: readonly T[] = [root];
    for (let depth = 0; depth <= deepestNesting; depth++) {
        level = level.flatMap(childrenOf);
        if (level.length === 0) return false;
    }
    return true;
}
