import { areEqual } from "./java-values";

/**
 * Applies an operator to two values as Velocity does: integers stay integers, `+` joins text, and a value that is not a number
 * makes the result absent (Apache Velocity user guide, "Math").
 */
export function operate(operator: string, left: unknown, right: unknown): unknown {
    switch (operator) {
        case "==":
            return areEqual(left, right);
        case "!=":
            return !areEqual(left, right);
        case "+":
            if (typeof left === "string" || typeof right === "string") return joined(left, right);
            break;
    }
    return typeof left === "number" && typeof right === "number" ? calculate(operator, left, right) : undefined;
}

function joined(left: unknown, right: unknown): string | undefined {
    return isAbsent(left) || isAbsent(right) ? undefined : `${left}${right}`;
}

function isAbsent(value: unknown): boolean {
    return value === null || value === undefined;
}

function calculate(operator: string, left: number, right: number): number | boolean | undefined {
    switch (operator) {
        case "+":
            return left + right;
        case "-":
            return left - right;
        case "*":
            return left * right;
        case "/":
            return right === 0 ? undefined : divided(left, right);
        case "%":
            return right === 0 ? undefined : left % right;
        case "<":
            return left < right;
        case "<=":
            return left <= right;
        case ">":
            return left > right;
        case ">=":
            return left >= right;
        default:
            return undefined;
    }
}

function divided(left: number, right: number): number {
    return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
}
