import { z } from "zod";
import { coversSource } from "../../../openapi/function-invocation";
import { areKnownValues, type ConditionValues, conditionsHold, isKnownOperator } from "./policy-conditions";

/** The result of a policy for a call: an explicit deny, an allow, or neither. */
export type Verdict = "allow" | "deny" | "neither";

/** A call as policies see it. */
export interface PolicyCall {
    /** Such as `execute-api:Invoke`. */
    readonly action: string;
    /** ARN of the method, with the path that was called. */
    readonly resource: string;
    /** Names of the caller in a `Principal`: its ARN, and the account's. Default: an anonymous caller. */
    readonly principals?: readonly string[];
    readonly values: ConditionValues;
}

const oneOrMore = <Value>(value: z.ZodType<Value>) =>
    z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(value).readonly());
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = oneOrMore(text).refine((values) => values.every((value) => !value.includes("${")), {
    error: "got a policy variable, which the emulator does not support",
});
const principal = z.union([
    z.literal("*").transform((): readonly string[] => ["*"]),
    z.record(z.string(), texts).transform(({ AWS = [] }): readonly string[] => AWS),
]);
const statementForm = z
    .object({
        Sid: z.string().optional(),
        Effect: z.enum(["Allow", "Deny"]),
        Principal: principal.optional(),
        NotPrincipal: principal.optional(),
        Action: texts.optional(),
        NotAction: texts.optional(),
        Resource: texts.optional(),
        NotResource: texts.optional(),
        Condition: z
            .record(z.string(), z.record(z.string(), texts))
            .refine((conditions) => Object.keys(conditions).every(isKnownOperator), {
                error: "got an unknown condition operator",
            })
            .refine((conditions) => Object.entries(conditions).every((each) => areKnownValues(...each)), {
                error: "got an IpAddress that is neither an address nor a block in CIDR notation",
            })
            .default({}),
    })
    .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), {
        error: "got no or two actions, want Action or NotAction",
    })
    .refine(({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined), {
        error: "got no or two resources, want Resource or NotResource",
    });
const policyForm = z.object({
    Version: z.string().optional(),
    Id: z.string().optional(),
    Statement: oneOrMore(statementForm),
});

type Statement = z.output<typeof statementForm>;

/** A policy document. */
export type Policy = readonly Statement[];

/**
 * Reads a policy document.
 * @throws {z.ZodError} for anything that it may not contain, or that the emulator cannot evaluate, such as policy variables.
 */
export function readPolicy(document: unknown): Policy {
    return policyForm.parse(document).Statement;
}

/** Evaluates a policy: an explicit deny first (IAM user guide, "Policy evaluation logic"). */
export function evaluate(policy: Policy, call: PolicyCall): Verdict {
    const applying = policy.filter((statement) => applies(statement, call));
    if (applying.some(({ Effect }) => Effect === "Deny")) return "deny";
    return applying.length > 0 ? "allow" : "neither";
}

function applies(statement: Statement, { action, resource, principals = [], values }: PolicyCall): boolean {
    const { Action, NotAction, Resource, NotResource, Principal, NotPrincipal, Condition } = statement;
    // Names of actions have no case.
    const ofAction = (patterns: readonly string[]) => covers(patterns.map(lower), [lower(action)]);
    const ofPrincipal = (names: readonly string[]) => names.includes("*") || covers(names, principals);
    return (
        (Action === undefined ? !ofAction(NotAction ?? []) : ofAction(Action)) &&
        (Resource === undefined ? !covers(NotResource ?? [], [resource]) : covers(Resource, [resource])) &&
        (Principal === undefined || ofPrincipal(Principal)) &&
        (NotPrincipal === undefined || !ofPrincipal(NotPrincipal)) &&
        conditionsHold(Condition, values)
    );
}

function covers(patterns: readonly string[], names: readonly string[]): boolean {
    return patterns.some((pattern) => names.some((name) => coversSource(pattern, name)));
}

function lower(value: string): string {
    return value.toLowerCase();
}
