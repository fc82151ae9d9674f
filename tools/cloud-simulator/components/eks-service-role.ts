import { createHash } from "node:crypto";
import type { PropertyValue } from "../state/property-values";
import type { Construction } from "./component";
import type { Registered } from "./registrar";

/** A role for an AWS service, with managed policies. */
export interface ServiceRoleArgs {
    readonly service: string;
    /** Names of AWS managed policies. */
    readonly policies: readonly string[];
    readonly actions?: readonly string[];
    readonly description?: string;
    readonly tags?: PropertyValue | undefined;
}

/** The role, and the policies attached to it, for which users of the role should wait. */
export interface ServiceRole {
    readonly role: Registered;
    readonly attachments: readonly Registered[];
}

/** Registers what the inner component `eks:index:ServiceRole` registers (pulumi/pulumi-eks, nodejs/eks/servicerole.ts). */
export async function createServiceRole(
    { registrar, self }: Construction,
    name: string,
    args: ServiceRoleArgs,
): Promise<ServiceRole> {
    const parent = await registrar.innerComponent("eks:index:ServiceRole", name, { parent: self });
    const role = await registrar.resource(
        "aws:iam/role:Role",
        `${name}-role`,
        { description: args.description, assumeRolePolicy: trustPolicy(args), tags: args.tags },
        { parent },
    );
    const attachments = await Promise.all(
        args.policies.map((policy) => {
            const policyArn = `arn:aws:iam::aws:policy/${policy}`;
            return registrar.resource(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                `${name}-${createHash("sha1").update(policyArn).digest("hex").slice(0, 8)}`,
                { policyArn, role: role.reference },
                { parent },
            );
        }),
    );
    await registrar.complete(parent, {});
    return { role, attachments };
}

function trustPolicy({ service, actions = ["sts:AssumeRole"] }: ServiceRoleArgs): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Action: actions, Effect: "Allow", Principal: { Service: [service] } }],
    });
}
