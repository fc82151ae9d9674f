import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyValue, plain, text, unknown } from "../../state/property-values";
import { covers, policyDocument, statementsOf } from "./policy-document";

const network = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"];

/** Actions of AWS's own policies, as far as a rejection asks for them (docs.aws.amazon.com/aws-managed-policy/latest/reference). */
const managedActions: Readonly<Record<string, readonly string[]>> = {
    AWSLambdaVPCAccessExecutionRole: network,
    AWSLambdaENIManagementAccess: network,
    AWSLambdaSQSQueueExecutionRole: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    AdministratorAccess: ["*"],
};

/**
 * Whether a role may call an action, such as `ec2:CreateNetworkInterface`. A role or a policy that is not of this stack
 * allows it; an element `NotAction` allows nothing here.
 */
export function mayCall(roleArn: string, action: string, cloud: Cloud, resource = "*"): boolean {
    const documents = policiesOf(roleArn, cloud);
    if (documents.includes(unknown)) return true;
    const matching = documents
        .flatMap(statementsOf)
        .filter(
            (statement) =>
                covers(statement.Action, action) && (resource === "*" || covers(statement.Resource, resource)),
        );
    return matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny");
}

/** The policies of a role as JSON, in which a policy outside this stack, or of a role outside it, has no content. */
export function policyText(roleArn: string, cloud: Cloud): string {
    return JSON.stringify(policiesOf(roleArn, cloud));
}

// A policy that is not of this stack is unknown.
function policiesOf(roleArn: string, cloud: Cloud): PropertyValue[] {
    const role = cloud.store.ofType("aws:iam/role:Role").find(({ outputs }) => text(outputs.arn) === roleArn);
    if (role === undefined) return [unknown];
    const attached = (type: string) => cloud.store.ofType(type).filter(({ inputs }) => text(inputs.role) === role.id);
    const arns = [
        ...elementsOf(role.inputs.managedPolicyArns),
        ...attached("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs.policyArn ?? null),
    ].map(text);
    return [
        ...listOf(role.inputs.inlinePolicies).map(({ policy }) => documentOf(policy)),
        ...attached("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => documentOf(inputs.policy)),
        ...arns.map((arn) => managedPolicy(arn, cloud)),
    ];
}

function managedPolicy(arn: string, { store }: Cloud): PropertyValue {
    const own = store.find("aws:iam/policy:Policy", arn);
    if (own) return documentOf(own.inputs.policy);
    if (!arn.includes("::aws:policy/")) return unknown;
    const actions = managedActions[arn.split("/").at(-1) ?? ""] ?? [];
    return { Statement: [{ Effect: "Allow", Action: [...actions], Resource: "*" }] };
}

function documentOf(policy: PropertyValue | undefined): PropertyValue {
    return plain(policy ?? null) === unknown ? unknown : policyDocument(policy);
}
