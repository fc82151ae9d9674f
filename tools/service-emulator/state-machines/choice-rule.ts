import { type Evaluate, isObject, readOptionalPath, readPath, type Scope } from "./paths";
import { DefinitionError, runtimeError } from "./states-error";

/** Whether a rule of a Choice state applies. */
export type Condition = (scope: Scope) => boolean;

type Compare = (value: unknown, operand: unknown) => boolean;

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const isString = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const isTimestamp = (value: unknown): value is string => isString(value) && timestamp.test(value);

// Values of other types do not match (Amazon States Language, "Data-test expression").
const comparisons: Readonly<Record<string, Compare>> = {
    ...ordered("String", (value) => (isString(value) ? value : undefined)),
    ...ordered("Numeric", (value) => (isNumber(value) ? value : undefined)),
    ...ordered("Timestamp", (value) => (isTimestamp(value) ? Date.parse(value) : undefined)),
    BooleanEquals: (value, operand) => typeof value === "boolean" && value === operand,
};

// Without a Path form. A backslash in a pattern protects an asterisk.
const matching: Readonly<Record<string, Compare>> = {
    StringMatches: (value, pattern) => isString(value) && globOf(String(pattern)).test(value),
};

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
    IsNull: (value) => value === null,
    IsString: isString,
    IsNumeric: isNumber,
    IsBoolean: (value) => typeof value === "boolean",
    IsTimestamp: isTimestamp,
};

/**
 * Reads a rule of a Choice state, without its Next and Comment.
 * @throws {DefinitionError} if it has an operator that the interpreter does not know, or not exactly one.
 */
export function readCondition(rule: Readonly<Record<string, unknown>>): Condition {
    const { Variable: variable, ...operators } = rule;
    const [[operator, operand] = ["", undefined], ...more] = Object.entries(operators);
    if (operator === "" || more.length > 0)
        throw new DefinitionError(
            `a rule has exactly one operator, got ${Object.keys(operators).join(", ") || "none"}`,
        );
    switch (operator) {
        case "And":
            return all(operand, (conditions, scope) => conditions.every((each) => each(scope)));
        case "Or":
            return all(operand, (conditions, scope) => conditions.some((each) => each(scope)));
        case "Not": {
            const condition = nested(operand);
            return (scope) => !condition(scope);
        }
        default:
            return readTest(variable, operator, operand);
    }
}

function readTest(variable: unknown, operator: string, operand: unknown): Condition {
    if (!isString(variable))
        throw new DefinitionError(`"${operator}" needs a Variable, got ${JSON.stringify(variable)}`);
    const find = readOptionalPath(variable);
    if (operator === "IsPresent") return (scope) => (find(scope) !== undefined) === operand;
    const value = (scope: Scope) => {
        const found = find(scope);
        if (found === undefined)
            throw runtimeError(
                `Invalid path '${variable}': The choice state's condition path references an invalid value.`,
            );
        return found;
    };
    const isType = typeTests[operator];
    if (isType !== undefined) return (scope) => isType(value(scope)) === operand;
    const compare = comparisons[operator] ?? matching[operator];
    if (compare !== undefined) return (scope) => compare(value(scope), operand);
    const compareWithPath = operator.endsWith("Path") ? comparisons[operator.slice(0, -"Path".length)] : undefined;
    if (compareWithPath === undefined || !isString(operand))
        throw new DefinitionError(`the interpreter has no operator "${operator}" of Choice states`);
    const other: Evaluate = readPath(operand);
    return (scope) => compareWithPath(value(scope), other(scope));
}

function all(rules: unknown, join: (conditions: readonly Condition[], scope: Scope) => boolean): Condition {
    if (!Array.isArray(rules) || rules.length === 0) throw new DefinitionError("And and Or need a list of rules");
    const conditions = rules.map(nested);
    return (scope) => join(conditions, scope);
}

function nested(rule: unknown): Condition {
    if (!isObject(rule) || "Next" in rule) throw new DefinitionError("a nested rule is an object without Next");
    const { Comment: _comment, ...rest } = rule;
    return readCondition(rest);
}

function ordered(type: string, read: (value: unknown) => string | number | undefined): Record<string, Compare> {
    const compare =
        (holds: (value: string | number, operand: string | number) => boolean): Compare =>
        (value, operand) => {
            const [first, second] = [read(value), read(operand)];
            return first !== undefined && second !== undefined && holds(first, second);
        };
    return {
        [`${type}Equals`]: compare((value, operand) => value === operand),
        [`${type}LessThan`]: compare((value, operand) => value < operand),
        [`${type}GreaterThan`]: compare((value, operand) => value > operand),
        [`${type}LessThanEquals`]: compare((value, operand) => value <= operand),
        [`${type}GreaterThanEquals`]: compare((value, operand) => value >= operand),
    };
}

function globOf(pattern: string): RegExp {
    const source = pattern.replaceAll(
        /\\([*\\])|\*|[.+?^${}()|[\]\\]/g,
        (match, protectedCharacter: string | undefined) => {
            if (protectedCharacter !== undefined) return `\\${protectedCharacter}`;
            return match === "*" ? ".*" : `\\${match}`;
        },
    );
    return new RegExp(`^${source}$`, "s");
}
