import {
    Composer,
    type CST,
    type Document,
    isAlias,
    isMap,
    isNode,
    isScalar,
    isSeq,
    LineCounter,
    type Node,
    type Pair,
    Parser,
    visit,
    type YAMLMap,
} from "yaml";
import { type FileMessage, type Place, quote } from "../problem";
import { excessiveSize, hasMergeKey, replaceMergeKeys } from "./aliases";

/** A parsed YAML document: its value, its syntax errors, and the lines of its keys. */
export interface ReadYaml {
    readonly value: unknown;
    /** Syntax errors, such as a repeated key; `value` is then undefined. */
    readonly errors: readonly { readonly line: number; readonly message: string }[];
    /** The line, counted from 1, of the deepest key of a place that exists in the document. */
    lineOf(place: Place): number;
}

/**
 * The characters that a document may have, three times as many as the largest of 600
 * public documents has. Reading one then takes less than 1 GB of memory.
 */
export const maxLength = 10_000_000;

/** The levels of lists and maps that a document may have; the deepest of 600 public documents has 28. */
const maxDepth = 200;

/** Parses YAML 1.2 or JSON. Deep nesting, and aliases that expand to a million values, are errors, as they may be an attack. */
export function readYaml(text: string): ReadYaml {
    const lines = new LineCounter();
    const lineAt = (offset: number) => lines.linePos(offset).line;
    const failed = (line: number, message: string) => ({
        value: undefined,
        errors: [{ line, message }],
        lineOf: () => 1,
    });
    if (text.length > maxLength) return failed(1, `${text.length} characters, more than ${maxLength}`);
    if (text.includes("\0")) return failed(1, "binary data or UTF-16");
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    const deep = tokens.map(deepToken).find((token) => token !== undefined);
    if (deep !== undefined) return failed(lineAt(deep.offset), `more than ${maxDepth} levels of lists and maps`);
    const [document, second] = [
        ...new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: "error" }).compose(
            tokens,
            true,
            text.length,
        ),
    ];
    if (document === undefined) return failed(1, "nothing");
    if (second !== undefined) return failed(lineAt(second.range[0]), "a second document");
    const syntaxErrors = syntaxErrorsOf(document.errors, lineAt);
    const errors = [...syntaxErrors, ...repeatedKeys(document, lineAt)];
    const offsets = new Offsets(document);
    const lineOf = (place: Place) => lineAt(offsets.of(place));
    if (errors.length > 0) return { value: undefined, errors, lineOf };
    const read = toValue(document);
    return "error" in read ? failed(1, read.error) : { ...read, errors, lineOf };
}

/**
 * Describes the syntax errors of a document, each once: maps within each other end at the same place, with the same words.
 * @param lineAt the line of an offset.
 */
export function syntaxErrorsOf(errors: Document["errors"], lineAt: (offset: number) => number): ReadYaml["errors"] {
    const described = errors.map(({ pos: [offset], message }): [string, ReadYaml["errors"][number]] => {
        const error = { line: lineAt(offset), message: `a syntax error (${message})` };
        return [`${error.line} ${error.message}`, error];
    });
    return [...new Map(described).values()];
}

function toValue(document: Document): { value: unknown } | { error: string } {
    try {
        // Each use of an alias is the same value, which takes no memory.
        const value: unknown = document.toJS({ maxAliasCount: -1 });
        // The tokens are not too deep, so that only an alias can be: one inside the node that it repeats has no end.
        if (isTooDeep(value)) return { error: `an alias that leads to more than ${maxDepth} levels of lists and maps` };
        const size = excessiveSize(value);
        if (size !== undefined) return { error: `aliases that expand to ${size} values` };
        if (hasMergeKey(document)) replaceMergeKeys(value);
        return { value };
    } catch (error) {
        // An alias without an anchor.
        if (error instanceof ReferenceError) return { error: error.message.split("\n", 1)[0] ?? "" };
        throw error;
    }
}

// The library compares each key of a map with all others, which takes minutes where a map has tens of thousands of keys.
function repeatedKeys(document: Document, lineAt: (offset: number) => number): ReadYaml["errors"] {
    const errors: { line: number; message: string }[] = [];
    visit(document, {
        Map: (_, map) => {
            const lines = new Map<string, number>();
            for (const { key } of map.items) {
                if (!isScalar(key)) continue;
                const name = String(key.value);
                const line = lineAt(key.range?.[0] ?? 0);
                const first = lines.get(name);
                if (first !== undefined)
                    errors.push({ line, message: `the key ${quote(name)} again, after line ${first}` });
                else lines.set(name, line);
            }
        },
    });
    return errors;
}

// Before the tokens become a document: the library calls itself for each level, and V8 may end the process where the stack
// ends inside of a regular expression.
function deepToken(token: CST.Token): CST.Token | undefined {
    let level: CST.Token[] = token.type === "document" && token.value ? [token.value] : [];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > maxDepth) return level[0];
        const items = level.flatMap((parent) => ("items" in parent ? parent.items : []));
        level = items.flatMap(({ key, value }) => [key, value].filter((child) => child != null && "items" in child));
    }
    return undefined;
}

/** The problems of a file that is not YAML. */
export function syntaxProblems(fileName: string, { errors }: Pick<ReadYaml, "errors">): FileMessage[] {
    return errors.map(({ line, message }) => ({ fileName, line, message: `got ${message}, want YAML` }));
}

/** Whether a value has so many levels that functions which call themselves for each could exhaust the stack. */
export function isTooDeep(value: unknown): boolean {
    let level: readonly unknown[] = [value];
    for (let depth = 0; depth <= maxDepth; depth++) {
        // A part that has several aliases is looked at once.
        const parents = new Set(level.filter((item) => typeof item === "object" && item !== null));
        if (parents.size === 0) return false;
        level = [...parents].flatMap((item) => Object.values(item as object));
    }
    return true;
}

/** Finds where keys are written; each map is indexed once, as a document may have thousands of messages. */
class Offsets {
    private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
    private targets: ReadonlyMap<unknown, Node> | undefined;

    constructor(private readonly document: Document) {}

    of(place: Place): number {
        let node: unknown = this.document.contents;
        let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
        for (const key of place) {
            if (isAlias(node)) node = this.targetOf(node);
            const pair = isMap(node) ? this.pairsOf(node).get(String(key)) : undefined;
            const item = isSeq(node) ? node.items[Number(key)] : undefined;
            const found = pair?.key ?? item;
            if (!isNode(found)) break;
            offset = found.range?.[0] ?? offset;
            node = pair === undefined ? item : pair.value;
        }
        return offset;
    }

    private pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
        const known = this.pairs.get(map);
        if (known !== undefined) return known;
        const pairs = new Map(
            map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])),
        );
        this.pairs.set(map, pairs);
        return pairs;
    }

    // An alias means the last node before it with its anchor.
    private targetOf(alias: Node): Node | undefined {
        if (this.targets === undefined) {
            const anchored = new Map<string, Node>();
            const targets = new Map<unknown, Node>();
            visit(this.document, {
                Node: (_, node) => {
                    const target = isAlias(node) ? anchored.get(node.source) : undefined;
                    if (target !== undefined) targets.set(node, target);
                    if (!isAlias(node) && node.anchor !== undefined) anchored.set(node.anchor, node);
                },
            });
            this.targets = targets;
        }
        return this.targets.get(alias);
    }
}
