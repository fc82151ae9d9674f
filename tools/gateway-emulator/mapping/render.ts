import { assign } from "./assign";
import { evaluate, isFulfilled, type Scope } from "./evaluate";
import { isMap, textOf } from "./java-values";
import { type BlockHead, type Expression, type Node, parseTemplate, type Reference } from "./syntax";
import { TemplateError } from "./template-error";

/** Maximum length of a mapping template in bytes (developer guide, "Important notes"). */
export const maxTemplate = 307_200;

/** Maximum number of iterations of a `#foreach` (API Gateway quotas). */
export const maxIterations = 1000;

// A macro that calls itself must not end the process.
const maxDepth = 100;

/** The output of a template. */
export interface Rendered {
    readonly text: string;
    /** Why a part of the output is missing. */
    readonly explanation?: string;
}

interface Run extends Scope {
    readonly macros: Map<string, { readonly names: readonly string[]; readonly body: readonly Node[] }>;
    readonly overridden: Set<string>;
    readonly explanations: Set<string>;
    /** Set by `#break`, until the loop that it is in ends. */
    isBroken: boolean;
    depth: number;
}

/**
 * Renders a mapping template, as Apache Velocity does for API Gateway.
 * @param values the variables by name, such as `input` and `context`; a template may change `context`.
 * @throws {TemplateError} for a template that is too long or invalid, or cannot be evaluated.
 */
export function renderTemplate(
    template: string,
    values: Readonly<Record<string, unknown>>,
    emptyStringIsTrue: boolean,
): Rendered {
    if (Buffer.byteLength(template) > maxTemplate) throw new TemplateError(`the template is over ${maxTemplate} bytes`);
    const run: Run = {
        variables: new Map(Object.entries(values)),
        blocks: new Map(),
        macros: new Map(),
        emptyStringIsTrue,
        overridden: new Set(),
        explanations: new Set(),
        isBroken: false,
        depth: 0,
        render: (nodes) => renderNodes(nodes, run),
    };
    const text = renderNodes(parseTemplate(template), run);
    const [explanation] = run.explanations;
    return explanation === undefined ? { text } : { text, explanation };
}

function renderNodes(nodes: readonly Node[], run: Run): string {
    if (++run.depth > maxDepth) throw new TemplateError(`the template's calls are nested more than ${maxDepth} deep`);
    let text = "";
    for (const node of nodes) {
        if (run.isBroken) break;
        text += renderNode(node, run);
    }
    run.depth--;
    return text;
}

function renderNode(node: Node, run: Run): string {
    if (typeof node === "string") return node;
    if (isBlock(node)) return renderBlock(node, run);
    switch (node.type) {
        case "references":
            return textOf(evaluate(node, run));
        case "raw":
            return node.value;
        case "set":
            assign(node.equal[0], node.equal[1], run, run.overridden);
            return "";
        case "macro_call":
            return renderMacro(node.id, node.args || [], run);
        case "break":
            run.isBroken = true;
            return "";
        default:
            return "";
    }
}

type Block = readonly [BlockHead, ...Node[]];

function isBlock(node: Node): node is Block {
    return Array.isArray(node);
}

function renderBlock([head, ...body]: Block, run: Run): string {
    switch (head.type) {
        case "if":
        case "elseif":
            return run.render(branchOf([head, ...body], run));
        case "foreach":
            return renderLoop(head.to, evaluate(head.from, run), body, run);
        case "macro":
            run.macros.set(head.id, { names: (head.args || []).map(({ id }: Reference) => id), body });
            return "";
        case "define":
            run.blocks.set(head.id, body);
            return "";
    }
}

// The nodes between the first condition that is fulfilled, or `#else`, and the next one.
function branchOf(nodes: readonly Node[], run: Run): readonly Node[] {
    const isHead = (node: Node) =>
        typeof node === "object" && "type" in node && ["if", "elseif", "else"].includes(node.type);
    const chosen = nodes.findIndex(
        (node) =>
            isHead(node) && (!(typeof node === "object" && "condition" in node) || isFulfilled(node.condition, run)),
    );
    if (chosen < 0) return [];
    const end = nodes.findIndex((node, index) => index > chosen && isHead(node));
    return nodes.slice(chosen + 1, end < 0 ? undefined : end);
}

// Velocity ends a loop silently at the maximum (Foreach.java, directive.foreach.maxloops).
function renderLoop(name: string, from: unknown, body: readonly Node[], run: Run): string {
    const items = Array.isArray(from) ? from : isMap(from) ? Object.values(from) : [];
    const outer = [name, "foreach", "velocityCount"].map((each) => [each, run.variables.get(each)] as const);
    const parent = run.variables.get("foreach");
    let text = "";
    for (const [index, item] of items.slice(0, maxIterations).entries()) {
        const [count, hasNext] = [index + 1, index + 1 < items.length];
        run.variables.set(name, item);
        run.variables.set("velocityCount", count);
        run.variables.set("foreach", { index, count, hasNext, first: index === 0, last: !hasNext, parent });
        text += run.render(body);
        if (run.isBroken) break;
    }
    if (items.length > maxIterations && !run.isBroken)
        run.explanations.add(
            `a #foreach over ${items.length} items ended after ${maxIterations}, API Gateway's maximum`,
        );
    run.isBroken = false;
    for (const [each, value] of outer) run.variables.set(each, value);
    return text;
}

function renderMacro(id: string, args: readonly Expression[], run: Run): string {
    const macro = run.macros.get(id);
    if (macro === undefined) return "";
    const values = args.map((arg) => evaluate(arg, run));
    const outer = macro.names.map((name) => [name, run.variables.get(name)] as const);
    for (const [index, name] of macro.names.entries()) run.variables.set(name, values[index]);
    const text = run.render(macro.body);
    for (const [name, value] of outer) run.variables.set(name, value);
    return text;
}
