import { z } from "zod";
import { accessDenied, StorageError } from "./storage-error";

const text = z.string();
const conditionForm = z.union([
    z.record(z.string(), text),
    z.tuple([z.string(), z.union([text, z.number()]), z.union([text, z.number()])]),
]);
const policyForm = z.object({ expiration: z.string(), conditions: z.array(conditionForm) });

/** The sizes that a policy accepts, in bytes. */
export interface LengthRange {
    readonly minimum: number;
    readonly maximum: number;
}

// S3 API reference, "POST Policy": fields that need no condition.
const freeFields = new Set(["x-amz-signature", "policy", "file", "awsaccesskeyid", "signature"]);

/**
 * Checks the fields of a form, and the bucket among them, by the policy that the form contains.
 * @param encoded the policy in base64.
 * @param fields values by names in lower case.
 * @returns the sizes that it accepts.
 * @throws {StorageError} InvalidPolicyDocument or AccessDenied (recorded: localstack, test_s3.snapshot.json, test_post_object_policy_…).
 */
export function checkPolicy(encoded: string, fields: ReadonlyMap<string, string>, now: number): LengthRange {
    const { expiration, conditions } = readPolicy(encoded);
    if (!(Date.parse(expiration) > now)) throw violates("Policy expired.");
    let range: LengthRange = { minimum: 0, maximum: Number.POSITIVE_INFINITY };
    const covered = new Set(freeFields);
    for (const condition of conditions) {
        const [operator, name, value] = tupleOf(condition);
        if (operator.toLowerCase() === "content-length-range") {
            range = { minimum: Number(name), maximum: Number(value) };
            if (Number.isInteger(range.minimum) && Number.isInteger(range.maximum)) continue;
            throw failed(operator, name, value);
        }
        const field = String(name).slice(1).toLowerCase();
        if (!holds(operator, String(name), String(value), fields.get(field) ?? "")) throw failed(operator, name, value);
        covered.add(field);
    }
    const extra = [...fields.keys()].filter((name) => !covered.has(name) && !name.startsWith("x-ignore-"));
    if (extra.length > 0) throw violates(`Extra input fields: ${extra.join(", ")}`);
    return range;
}

function readPolicy(encoded: string): z.output<typeof policyForm> {
    try {
        return policyForm.parse(JSON.parse(Buffer.from(encoded, "base64").toString()));
    } catch (error) {
        if (error instanceof SyntaxError || error instanceof z.ZodError) throw invalidPolicy("Invalid JSON.");
        throw error;
    }
}

function tupleOf(condition: z.output<typeof conditionForm>): readonly [string, string | number, string | number] {
    if (Array.isArray(condition)) return condition;
    const [entry, ...more] = Object.entries(condition);
    if (entry === undefined || more.length > 0)
        throw invalidPolicy("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
    return ["eq", `$${entry[0]}`, entry[1]];
}

function holds(operator: string, name: string, expected: string, actual: string): boolean {
    if (!name.startsWith("$")) return false;
    if (operator.toLowerCase() === "eq") return actual === expected;
    return operator.toLowerCase() === "starts-with" && actual.startsWith(expected);
}

function failed(operator: string, name: string | number, value: string | number): StorageError {
    const list = [operator, name, value].map((each) => JSON.stringify(each)).join(", ");
    return violates(`Policy Condition failed: [${list}]`);
}

function violates(reason: string): StorageError {
    return accessDenied(`Invalid according to Policy: ${reason}`);
}

function invalidPolicy(reason: string): StorageError {
    return new StorageError("InvalidPolicyDocument", `Invalid Policy: ${reason}`, 400);
}
