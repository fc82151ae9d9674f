import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Pair, parseDocument } from "yaml";
import type { Place } from "../problem";

/** A parsed YAML document: its value, its syntax errors, and the lines of its keys. */
export interface ReadYaml {
    readonly value: unknown;
    /** Syntax errors, such as a repeated key; `value` is then undefined. */
    readonly errors: readonly { readonly line: number; readonly message: string }[];
    /** The line, counted from 1, of the deepest key of a place that exists in the document. */
    lineOf(place: Place): number;
}

/** Parses YAML 1.2 or JSON; more than 100 uses of aliases are an error, as they may be an attack. */
export function readYaml(text: string): ReadYaml {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const lineAt = (offset: number) => lines.linePos(offset).line;
    const errors = document.errors.map((error) => ({ line: lineAt(error.pos[0]), message: error.message }));
    const lineOf = (place: Place) => lineAt(offsetOf(document, place));
    if (errors.length > 0) return { value: undefined, errors, lineOf };
    const read = toValue(document);
    return "error" in read
        ? { value: undefined, errors: [{ line: 1, message: read.error }], lineOf }
        : { ...read, errors, lineOf };
}

function toValue(document: Document): { value: unknown } | { error: string } {
    try {
        const value: unknown = document.toJS({ maxAliasCount: 100 });
        // An alias inside its own anchor makes the value circular, which JSON cannot hold.
        JSON.stringify(value);
        return { value };
    } catch (error) {
        if (error instanceof ReferenceError || error instanceof TypeError)
            return { error: error.message.split("\n", 1)[0] ?? "" };
        throw error;
    }
}

function offsetOf(document: Document, place: Place): number {
    let node: unknown = document.contents;
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    for (const key of place) {
        if (isAlias(node)) node = node.resolve(document);
        const pair = isMap(node) ? node.items.find((item) => keyOf(item) === String(key)) : undefined;
        const item = isSeq(node) ? node.items[Number(key)] : undefined;
        const found = pair?.key ?? item;
        if (!isNode(found)) break;
        offset = found.range?.[0] ?? offset;
        node = pair === undefined ? item : pair.value;
    }
    return offset;
}

function keyOf(pair: Pair): string | undefined {
    return isScalar(pair.key) ? String(pair.key.value) : undefined;
}
