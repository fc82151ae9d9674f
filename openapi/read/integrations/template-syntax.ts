import { parse } from "velocityjs";

/** How the parser names the end of a template in a message. */
const endOfInput = "1";

/** The first syntax error of a mapping template. */
export interface TemplateSyntaxError {
    /** Counted from 1. */
    readonly line: number;
    /** The reason, such as `an #if without #end`. */
    readonly reason: string;
}

/**
 * Finds a syntax error in a mapping template, with which API Gateway would answer each call by 500. The parser of `velocityjs`
 * lets blocks without `#end` pass, so that these are counted here.
 */
export function templateSyntaxError(text: string): TemplateSyntaxError | undefined {
    try {
        parse(text);
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const [, line = "1"] = /on line (\d+)/.exec(error.message) ?? [];
        const [, got] = /, got '(.+)'/.exec(error.message) ?? [];
        if (got === undefined) return { line: Number(line), reason: "text that is no Velocity" };
        return { line: Number(line), reason: got === endOfInput ? "an unexpected end" : `an unexpected ${got}` };
    }
    return unbalancedBlock(text);
}

/** Whether a string is a single reference such as `$context.requestId`. */
export function isReference(text: string): boolean {
    try {
        const nodes: unknown[] = parse(text);
        const [only] = nodes;
        const isOne = nodes.length === 1 && typeof only === "object" && only !== null;
        return isOne && "type" in only && only.type === "references" && isBalanced(text);
    } catch {
        return false;
    }
}

// The parser takes an open parenthesis for text.
function isBalanced(text: string): boolean {
    const outside = text.replaceAll(/'[^']*'|"[^"]*"/g, "");
    return outside.split("(").length === outside.split(")").length;
}

/** Comments, unparsed text and escaped directives, in which nothing counts; then the directives of blocks. */
const tokens =
    /##[^\n]*|#\*[\s\S]*?\*#|#\[\[[\s\S]*?\]\]#|\\#|#\{?(?<opening>if|foreach|macro|define)\}?(?=\s*\()|#(?:\{end\}|end(?![A-Za-z]))/g;

function unbalancedBlock(text: string): TemplateSyntaxError | undefined {
    const open: { readonly index: number; readonly name: string }[] = [];
    const lineOf = (index: number) => text.slice(0, index).split("\n").length;
    for (const match of text.matchAll(tokens)) {
        const name = match.groups?.opening;
        if (name !== undefined) open.push({ index: match.index, name });
        else if (match[0] === "#end" || match[0] === "#{end}") {
            if (open.pop() === undefined) return { line: lineOf(match.index), reason: "an #end without a block" };
        }
    }
    const last = open.pop();
    return last && { line: lineOf(last.index), reason: `an #${last.name} without #end` };
}
