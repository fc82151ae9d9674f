import { BlockList, isIP } from "node:net";
import { coversSource } from "../../../openapi/function-invocation";

/** Values of condition keys by their names in lower case; a key that a call does not have is absent. */
export type ConditionValues = Readonly<Record<string, readonly string[]>>;

/** Conditions of a statement: expected values by operator and key. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Test = (actual: string, expected: string) => boolean;

/** Operators without "Not" in their names, which test one value (IAM user guide, "IAM JSON policy elements: Condition operators"). */
const tests: Readonly<Record<string, Test>> = {
    StringEquals: (actual, expected) => actual === expected,
    StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
    StringLike: (actual, expected) => coversSource(expected, actual),
    ArnEquals: (actual, expected) => coversSource(expected, actual),
    ArnLike: (actual, expected) => coversSource(expected, actual),
    Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
    IpAddress: isInBlock,
    NumericEquals: (actual, expected) => Number(actual) === Number(expected),
    // A value that is no number, or no time, fulfils none of them.
    NumericLessThan: (actual, expected) => Number(actual) < Number(expected),
    NumericLessThanEquals: (actual, expected) => Number(actual) <= Number(expected),
    NumericGreaterThan: (actual, expected) => Number(actual) > Number(expected),
    NumericGreaterThanEquals: (actual, expected) => Number(actual) >= Number(expected),
    DateEquals: (actual, expected) => timeOf(actual) === timeOf(expected),
    DateLessThan: (actual, expected) => timeOf(actual) < timeOf(expected),
    DateLessThanEquals: (actual, expected) => timeOf(actual) <= timeOf(expected),
    DateGreaterThan: (actual, expected) => timeOf(actual) > timeOf(expected),
    DateGreaterThanEquals: (actual, expected) => timeOf(actual) >= timeOf(expected),
};

interface Operator {
    readonly test: Test;
    readonly isNegated: boolean;
    /** Whether it holds for a key that the call does not have. */
    readonly ifExists: boolean;
    readonly set: "ForAllValues" | "ForAnyValue" | undefined;
}

const operatorForm = /^(?:(?<set>ForAllValues|ForAnyValue):)?(?<name>\w+?)(?<ifExists>IfExists)?$/;

function readOperator(operator: string): Operator | undefined {
    const { set, name = "", ifExists } = operatorForm.exec(operator)?.groups ?? {};
    const isNegated = /^(String|Arn|Numeric|Date)Not|^NotIpAddress$/.test(name);
    const test = tests[isNegated ? name.replace("Not", "") : name];
    if (test === undefined) return undefined;
    return { test, isNegated, ifExists: ifExists !== undefined, set: set as Operator["set"] };
}

/** Whether the emulator can evaluate an operator, such as `StringEquals` or `ForAnyValue:StringLikeIfExists`. */
export function isKnownOperator(operator: string): boolean {
    return operator === "Null" || readOperator(operator) !== undefined;
}

/** Whether the values that an operator expects have its form: addresses have to be blocks such as `192.0.2.0/24`. */
export function areKnownValues(operator: string, keys: Conditions[string]): boolean {
    if (readOperator(operator)?.test !== isInBlock) return true;
    return Object.values(keys).every((values) => values.every((value) => readBlock(value) !== undefined));
}

/**
 * Whether all conditions hold. Of several expected values, one has to match, or with a negated operator none may. A key that a call
 * does not have matches negated operators alone (IAM user guide, "Conditions with multiple context keys or values").
 * @throws {Error} for an operator that is not known.
 */
export function conditionsHold(conditions: Conditions, values: ConditionValues): boolean {
    return Object.entries(conditions).every(([operator, keys]) =>
        Object.entries(keys).every(([key, expected]) => holds(operator, values[key.toLowerCase()], expected)),
    );
}

function holds(operator: string, actual: readonly string[] | undefined, expected: readonly string[]): boolean {
    if (operator === "Null")
        return expected.some((value) => (value.toLowerCase() === "true") === (actual === undefined));
    const known = readOperator(operator);
    if (known === undefined) throw new Error(`condition operator: got "${operator}", which is not known`);
    const { test, isNegated, ifExists, set } = known;
    if (actual === undefined) return ifExists || set === "ForAllValues" || (isNegated && set === undefined);
    const matches = (value: string) => expected.some((each) => test(value, each)) !== isNegated;
    // Without a set operator, no key of API Gateway has several values.
    return set === "ForAnyValue" ? actual.some(matches) : actual.every(matches);
}

function isInBlock(address: string, block: string): boolean {
    const { family, network, bits } = readBlock(block) ?? {};
    if (network === undefined || bits === undefined || isIP(address) !== family) return false;
    const type = family === 4 ? "ipv4" : "ipv6";
    const list = new BlockList();
    list.addSubnet(network, bits, type);
    return list.check(address, type);
}

function readBlock(block: string) {
    const [, network = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(block) ?? [];
    const family = isIP(network);
    const most = family === 4 ? 32 : 128;
    const bits = length === undefined ? most : Number(length);
    return family === 0 || bits > most ? undefined : { family, network, bits };
}

// ISO 8601, or seconds since 1970.
function timeOf(value: string): number {
    return /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
}
