import { operate } from "./arithmetic";
import { invoke } from "./java-methods";
import { elementOf, isTrue, javaList, propertyOf } from "./java-values";
import type { Expression, Node, Reference, Step } from "./syntax";
import { parseTemplate } from "./syntax";
import { TemplateError } from "./template-error";

// A template may take the ends of a range from a request, which must not end the process.
const maxRange = 100_000;

/** The variables that an expression is evaluated with. */
export interface Scope {
    readonly variables: Map<string, unknown>;
    /** Blocks of `#define`, which are rendered where they are referred to. */
    readonly blocks: Map<string, readonly Node[]>;
    /** As in `UnverifiedBehavior`. */
    readonly emptyStringIsTrue: boolean;
    /** Renders a part of a template with these variables. */
    readonly render: (nodes: readonly Node[]) => string;
}

/**
 * Evaluates an expression; undefined if it has no value.
 * @throws {TemplateError} if the arguments of a method are invalid.
 */
export function evaluate(expression: Expression, scope: Scope): unknown {
    switch (expression.type) {
        case "references":
            return referenced(expression, scope);
        case "string":
            return expression.isEval && /[$#]/.test(expression.value)
                ? scope.render(parseTemplate(expression.value))
                : expression.value;
        case "integer":
        case "decimal":
            return Number(expression.value);
        case "bool":
            return expression.value === "null" ? undefined : expression.value === "true";
        case "array":
            return expression.isRange ? range(expression.value, scope) : javaList(elements(expression.value, scope));
        case "map":
            return Object.fromEntries(
                Object.entries(expression.value ?? {}).map(([key, child]) => [key, evaluate(child, scope)]),
            );
        case "math":
            return calculated(expression.operator, expression.expression, scope);
    }
}

/** Whether an expression, as a condition, is fulfilled. */
export function isFulfilled(expression: Expression, scope: Scope): boolean {
    return isTrue(evaluate(expression, scope), scope.emptyStringIsTrue);
}

function referenced({ id, path = [] }: Reference, scope: Scope): unknown {
    const block = scope.blocks.get(id);
    if (block !== undefined && path.length === 0) return scope.render(block);
    return path.reduce<unknown>((value, step) => follow(value, step, scope), scope.variables.get(id));
}

/** Follows a step of a reference; undefined if the value has no such member. */
export function follow(value: unknown, step: Step, scope: Scope): unknown {
    if (step.type === "property") return propertyOf(value, step.id);
    if (step.type === "index") return elementOf(value, evaluate(step.id, scope));
    return invoke(value, step.id, elements(step.args || [], scope));
}

function calculated(operator: string, operands: readonly Expression[], scope: Scope): unknown {
    const [left, right] = operands;
    if (left === undefined) return undefined;
    if (operator === "parenthesis") return evaluate(left, scope);
    if (operator === "not") return !isFulfilled(left, scope);
    if (operator === "minus") return operate("-", 0, evaluate(left, scope));
    if (right === undefined) return undefined;
    if (operator === "&&") return isFulfilled(left, scope) && isFulfilled(right, scope);
    if (operator === "||") return isFulfilled(left, scope) || isFulfilled(right, scope);
    return operate(operator, evaluate(left, scope), evaluate(right, scope));
}

function elements(values: readonly (Expression | string | number)[], scope: Scope): unknown[] {
    return values.map((value) => (typeof value === "object" ? evaluate(value, scope) : value));
}

function range(values: readonly (Expression | string | number)[], scope: Scope): unknown[] {
    const [first, last] = elements(values, scope).map(Number);
    if (first === undefined || last === undefined || Number.isNaN(first) || Number.isNaN(last)) return javaList([]);
    const count = Math.abs(last - first) + 1;
    if (count > maxRange) throw new TemplateError(`a range has ${count} numbers, over ${maxRange}`);
    const direction = first <= last ? 1 : -1;
    return javaList(Array.from({ length: count }, (_, index) => first + direction * index));
}
