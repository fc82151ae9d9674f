import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { PolicyStatement, Role } from "./role";
import { revealed } from "./state-values";

const oneOrMore = z.union([z.string().transform((value) => [value]), z.array(z.string())]);
const documentSchema = z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(
        z.object({
            Statement: z.preprocess(
                (value) => (Array.isArray(value) ? value : [value]),
                z.array(
                    z.object({
                        Effect: z.string(),
                        Principal: z.unknown(),
                        Action: oneOrMore.default([]),
                        Resource: oneOrMore.default([]),
                    }),
                ),
            ),
        }),
    );
const principalSchema = z.object({ Service: oneOrMore });
const roleSchema = z.object({
    name: z.string(),
    assumeRolePolicy: documentSchema,
    inlinePolicies: z.array(z.object({ policy: documentSchema.optional() })).default([]),
});
const policySchema = z.object({ role: z.string(), policy: documentSchema });

/** Reads the roles of a stack with their inline policies. Policies that are attached to them are not read. */
export function readRoles(resources: readonly StateResource[]): Role[] {
    const outputsOf = (type: string) =>
        resources.filter((resource) => resource.type === type).map(({ outputs }) => revealed(outputs));
    const policies = outputsOf("aws:iam/rolePolicy:RolePolicy").map((outputs) => policySchema.parse(outputs));
    return outputsOf("aws:iam/role:Role").map((outputs) => {
        const { name, assumeRolePolicy, inlinePolicies } = roleSchema.parse(outputs);
        const documents = [
            ...inlinePolicies.flatMap(({ policy }) => policy ?? []),
            ...policies.filter(({ role }) => role === name).map(({ policy }) => policy),
        ];
        return {
            name,
            trusts: assumeRolePolicy.Statement.filter(({ Effect }) => Effect === "Allow").flatMap(
                ({ Principal }) => principalSchema.safeParse(Principal).data?.Service ?? [],
            ),
            statements: documents.flatMap(({ Statement }) =>
                Statement.map(
                    ({ Effect, Action, Resource }): PolicyStatement => ({
                        allows: Effect === "Allow",
                        actions: Action,
                        resources: Resource,
                    }),
                ),
            ),
        };
    });
}
