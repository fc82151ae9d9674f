import type { MessageAttribute } from "./publication";

/** A filter policy: conditions by key, nested in the scope `MessageBody`. */
export interface FilterPolicy {
    readonly [key: string]: readonly unknown[] | FilterPolicy;
}

const operators = new Set(["prefix", "suffix", "equals-ignore-case", "anything-but", "numeric", "exists"]);

/**
 * Reads a filter policy.
 * @throws {Error} if it has an operator that the emulator does not know.
 */
export function readFilterPolicy(text: string): FilterPolicy {
    const policy: unknown = JSON.parse(text);
    checkPolicy(policy);
    return policy;
}

/**
 * Whether a filter policy lets a message with these attributes pass
 * (sns/latest/dg/sns-subscription-filter-policies): every key must match one of its conditions.
 */
export function matchesAttributes(
    policy: FilterPolicy,
    attributes: Readonly<Record<string, MessageAttribute>>,
): boolean {
    return Object.entries(policy).every(
        ([key, conditions]) => Array.isArray(conditions) && matchesAny(conditions, attributeValues(attributes[key])),
    );
}

/** Whether a filter policy lets a message with this string pass; one that is not a JSON object does not. */
export function matchesBody(policy: FilterPolicy, message: string): boolean {
    try {
        return matchesObject(policy, JSON.parse(message));
    } catch (error) {
        if (error instanceof SyntaxError) return false;
        throw error;
    }
}

function matchesObject(policy: FilterPolicy, value: unknown): boolean {
    // A list of objects passes if one of them does.
    if (Array.isArray(value)) return value.some((each) => matchesObject(policy, each));
    if (typeof value !== "object" || value === null) return false;
    const object: Readonly<Record<string, unknown>> = { ...value };
    return Object.entries(policy).every(([key, conditions]) => {
        const found = object[key];
        if (isConditions(conditions)) return matchesAny(conditions, found === undefined ? undefined : [found].flat());
        return matchesObject(conditions, found);
    });
}

function attributeValues(attribute: MessageAttribute | undefined): readonly unknown[] | undefined {
    if (attribute === undefined) return undefined;
    if (attribute.dataType === "Number") return [Number(attribute.value)];
    if (attribute.dataType !== "String.Array") return [attribute.value];
    const values: unknown = JSON.parse(attribute.value);
    return [values].flat();
}

// `values` is undefined if the key is absent.
function matchesAny(conditions: readonly unknown[], values: readonly unknown[] | undefined): boolean {
    return conditions.some((condition) => {
        if (!isObject(condition)) return values?.includes(condition) ?? false;
        if ("exists" in condition) return (values !== undefined) === condition.exists;
        // AWS: anything-but passes if any of several values is not among those.
        return values?.some((value) => matches(condition, value)) ?? false;
    });
}

function matches(condition: Readonly<Record<string, unknown>>, value: unknown): boolean {
    const [operator = "", operand] = Object.entries(condition)[0] ?? [];
    switch (operator) {
        case "prefix":
            return typeof value === "string" && value.startsWith(String(operand));
        case "suffix":
            return typeof value === "string" && value.endsWith(String(operand));
        case "equals-ignore-case":
            return typeof value === "string" && value.toLowerCase() === String(operand).toLowerCase();
        case "numeric":
            return typeof value === "number" && Array.isArray(operand) && compares(operand, value);
        default: {
            if (isObject(operand)) return !matches(operand, value);
            return ![operand].flat().includes(value);
        }
    }
}

// Such as [">", 0, "<=", 100].
function compares(comparisons: readonly unknown[], value: number): boolean {
    return comparisons.every((comparison, index) => {
        const bound = Number(comparisons[index + 1]);
        if (comparison === "=") return value === bound;
        if (comparison === "<") return value < bound;
        if (comparison === "<=") return value <= bound;
        if (comparison === ">") return value > bound;
        return comparison === ">=" ? value >= bound : true;
    });
}

function checkPolicy(policy: unknown): asserts policy is FilterPolicy {
    if (!isObject(policy)) throw new Error(`a filter policy is an object, got ${JSON.stringify(policy)}`);
    for (const [key, conditions] of Object.entries(policy)) {
        if (!Array.isArray(conditions)) checkPolicy(conditions);
        else for (const condition of conditions) checkCondition(key, condition);
    }
}

function checkCondition(key: string, condition: unknown): void {
    if (!isObject(condition)) return;
    const unknown = Object.keys(condition).find((operator) => !operators.has(operator));
    if (unknown !== undefined)
        throw new Error(`the emulator has no operator "${unknown}" of filter policies ("${key}")`);
    if (isObject(condition["anything-but"])) checkCondition(key, condition["anything-but"]);
}

function isConditions(value: readonly unknown[] | FilterPolicy): value is readonly unknown[] {
    return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
