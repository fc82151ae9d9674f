import { countedResult, emptyResult, type RuleResult } from "../../../contract/result";
import type { Settings } from "../../../contract/settings";
import { type Finding, finding, ofTier, unknownValueFinding } from "../../../reading/finding";
import { type OpenStatement, openStatements, readStatements } from "../../../reading/policy-document";
import { resolveReference } from "../../../reading/references";
import type { Resource, Stack } from "../../../reading/resource";
import { knownValue, read, readString } from "../../../reading/value";

/**
 * Resources with policies, and the policies themselves, by type token. Step Functions has no such policies: only IAM identities of the
 * account start a state machine (docs.aws.amazon.com/step-functions/latest/dg/security_iam_service-with-iam.html). AWS
 * rejects a policy that opens a DynamoDB table to anyone
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html).
 */
const holders: ReadonlyMap<string, string> = new Map([
    ["aws:sqs/queue:Queue", "queue"],
    ["aws:sqs/queuePolicy:QueuePolicy", "queue"],
    ["aws:sns/topic:Topic", "topic"],
    ["aws:sns/topicPolicy:TopicPolicy", "topic"],
    ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", "event bus"],
    ["aws:kinesis/resourcePolicy:ResourcePolicy", "stream"],
]);

/** Type tokens of queues, topics, event buses and streams that have a policy, and of their policies. */
export const resourcePolicyTypes: ReadonlySet<string> = new Set(holders.keys());

/**
 * Checks that the policy of a queue, topic, event bus or stream names its callers. A policy that is not known at preview,
 * since it contains the ARN of what it protects, is checked by the update before it is created.
 */
export function checkResourcePolicy(resource: Resource, { trustedCidrs }: Settings): Finding[] {
    const noun = holders.get(resource.type) ?? "resource";
    const statements = readStatements(resource, "policy");
    if (statements.state === "invalid") return [unknownValueFinding(resource, statements)];
    if (statements.state !== "known") return [];
    const open = openStatements(statements, trustedCidrs);
    const forAll = open.find(({ admits }) => admits === "anyone");
    if (forAll) return [forAnyone(resource, noun, forAll)];
    return ofTier(
        "network",
        open.slice(0, 1).map((each) => forServices(resource, noun, each)),
    );
}

// Queues and topics, each with the type of its policies, and the property of these that names it.
const counted = [
    ["queue", "aws:sqs/queue:Queue", "aws:sqs/queuePolicy:QueuePolicy", "queueUrl", "url"],
    ["topic", "aws:sns/topic:Topic", "aws:sns/topicPolicy:TopicPolicy", "arn", "arn"],
] as const;

/**
 * Counts the queues and topics whose policies, if they have any, are known and name their callers; `r1-private-aws` reports
 * the others.
 */
export function countResourcePolicies(stack: Stack, settings: Settings): RuleResult[] {
    return counted.flatMap(([noun, type, policyType, property, output]) => {
        const held = new Set([type]);
        const policies = stack.ofType(new Set([policyType]));
        const nameOf = ({ outputs }: Resource) => knownValue(readString(outputs, output));
        const isOpen = (each: Resource): boolean =>
            read(each.props, "policy").state === "unknown" || checkResourcePolicy(each, settings).length > 0;
        const open = new Set([
            ...stack.ofType(held).filter(isOpen),
            ...policies.filter(isOpen).flatMap((each) => resolveReference(stack, each, property, held, nameOf)),
        ]);
        return stack.ofType(held).map((holder) => (open.has(holder) ? emptyResult : countedResult(noun, [])));
    });
}

const forAnyone = (resource: Resource, noun: string, { place, actions }: OpenStatement): Finding =>
    finding(resource, {
        actual: `${place} allows everyone ${called(actions)}, so anyone can call the ${noun}, bypassing the gateway`,
        expected: `a ${noun} that only named principals can call`,
        change: `name the principals in ${place}, or identify them by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID under ArnLike or StringEquals in its Condition`,
    });

const forServices = (resource: Resource, noun: string, { place, actions }: OpenStatement): Finding =>
    finding(resource, {
        actual: `${place} allows a service ${called(actions)} on behalf of any account, so other accounts can send to the ${noun} through it`,
        expected: "a service that acts for one resource or one account",
        change: `add aws:SourceArn under ArnLike, or aws:SourceAccount under StringEquals, to the Condition of ${place}`,
    });

/** The actions of a statement, for a message. */
export function called([first, ...others]: readonly string[]): string {
    if (first === undefined) return "some actions";
    return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** Permissions to put events on the default event bus. */
export const eventPermissionTypes: ReadonlySet<string> = new Set(["aws:cloudwatch/eventPermission:EventPermission"]);

/**
 * Checks that a permission on an event bus names an account or an organization, the only condition that it can have
 * (docs.aws.amazon.com/eventbridge/latest/APIReference/API_Condition.html).
 */
export function checkEventPermission(permission: Resource): Finding[] {
    const isOpen = knownValue(readString(permission.props, "principal")) === "*";
    if (!isOpen || read(permission.props, "condition").state !== "absent") return [];
    return [
        finding(permission, {
            actual: 'principal is "*" without a condition, so any AWS account can put events on the event bus, bypassing the gateway',
            expected: "an event bus that only named accounts, or one organization, can use",
            change: "set principal to an account, or condition to aws:PrincipalOrgID under StringEquals",
        }),
    ];
}
