import { parse } from "velocityjs";
import { TemplateError } from "./template-error";

/** A step of a reference after its name: `.name`, `.name(…)` or `[…]`. */
export type Step =
    | { readonly type: "property"; readonly id: string }
    | { readonly type: "method"; readonly id: string; readonly args: readonly Expression[] | false }
    | { readonly type: "index"; readonly id: Expression };

/** A reference such as `$a.b(1)[0]`. */
export interface Reference {
    readonly type: "references";
    readonly id: string;
    readonly path?: readonly Step[];
}

/** A literal, a reference or an operation. */
export type Expression =
    | Reference
    | { readonly type: "string"; readonly value: string; readonly isEval?: boolean }
    | { readonly type: "integer" | "decimal"; readonly value: string | number }
    | { readonly type: "bool"; readonly value: "true" | "false" | "null" }
    | { readonly type: "array"; readonly isRange?: boolean; readonly value: readonly (Expression | string | number)[] }
    | { readonly type: "map"; readonly value?: Readonly<Record<string, Expression>> }
    | { readonly type: "math"; readonly operator: string; readonly expression: readonly Expression[] };

/** The first node of a block, which decides what its other nodes do. */
export type BlockHead =
    | { readonly type: "if" | "elseif"; readonly condition: Expression }
    | { readonly type: "foreach"; readonly to: string; readonly from: Expression }
    | { readonly type: "macro"; readonly id: string; readonly args?: readonly Reference[] | false }
    | { readonly type: "define"; readonly id: string };

/** A part of a template. */
export type Node =
    | string
    | Reference
    | BlockHead
    | readonly [BlockHead, ...Node[]]
    | { readonly type: "set"; readonly equal: readonly [Reference, Expression] }
    | { readonly type: "macro_call"; readonly id: string; readonly args?: readonly Expression[] | false }
    | { readonly type: "raw"; readonly value: string }
    | { readonly type: "break" | "else" | "comment" };

// Templates, and the quoted strings in them, are constants of the API.
const parsed = new Map<string, readonly Node[]>();

/**
 * Parses a template or a quoted string in one; each is parsed once. Of the package `velocityjs` only the parser is used:
 * its own evaluation follows JavaScript where that of Velocity follows Java (division, equality, maps as text, methods).
 * @throws {TemplateError} for invalid syntax, with its line.
 */
export function parseTemplate(text: string): readonly Node[] {
    const known = parsed.get(text);
    if (known !== undefined) return known;
    const nodes = parseOnce(text);
    parsed.set(text, nodes);
    return nodes;
}

function parseOnce(text: string): readonly Node[] {
    try {
        // The package declares a type that has neither blocks nor optional members.
        return parse(text) as unknown as Node[];
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        throw new TemplateError(`the template is not valid: ${error.message.split("\n").join(" ")}`);
    }
}
