import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { Role } from "./role";
import { revealed } from "./state-values";

const oneOrMore = z.union([z.string().transform((value) => [value]), z.array(z.string())]);
const statementSchema = z.object({
    Effect: z.string(),
    Principal: z.object({ Service: oneOrMore }).optional().catch(undefined),
    Action: oneOrMore.default([]),
    Resource: oneOrMore.default([]),
});
const documentSchema = z.object({
    Statement: z.union([statementSchema.transform((statement) => [statement]), z.array(statementSchema)]),
});
const roleSchema = z.object({
    name: z.string(),
    assumeRolePolicy: z.unknown(),
    inlinePolicies: z.array(z.object({ policy: z.unknown() })).nullish(),
});
const policySchema = z.object({ role: z.string(), policy: z.unknown() });

/**
 * Reads the roles of a stack with their inline policies. Policies that are attached to them are not read, and documents of
 * another form than AWS's have no statements.
 */
export function readRoles(resources: readonly StateResource[]): Role[] {
    const outputsOf = (type: string) =>
        resources.filter((resource) => resource.type === type).map(({ outputs }) => revealed(outputs));
    const policies = outputsOf("aws:iam/rolePolicy:RolePolicy").map((outputs) => policySchema.parse(outputs));
    return outputsOf("aws:iam/role:Role").map((outputs) => {
        const { name, assumeRolePolicy, inlinePolicies } = roleSchema.parse(outputs);
        const documents = [...(inlinePolicies ?? []), ...policies.filter(({ role }) => role === name)];
        return {
            name,
            trusts: statements(assumeRolePolicy)
                .filter(({ Effect }) => Effect === "Allow")
                .flatMap(({ Principal }) => Principal?.Service ?? []),
            statements: documents
                .flatMap(({ policy }) => statements(policy))
                .map(({ Effect, Action, Resource }) => ({
                    allows: Effect === "Allow",
                    actions: Action,
                    resources: Resource,
                })),
        };
    });
}

// A document is JSON, as AWS has it, or the object that a program passed.
function statements(document: unknown): z.output<typeof statementSchema>[] {
    const { data } = documentSchema.safeParse(typeof document === "string" ? parsed(document) : document);
    return data?.Statement ?? [];
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
