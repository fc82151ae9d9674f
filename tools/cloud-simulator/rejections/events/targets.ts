import { mayCall } from "../../resources/access/role-permissions";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { hasUnknowns, text } from "../../state/property-values";
import { eventTypes } from "./rules";

const { target } = eventTypes;
const on: Rejection["on"] = ["create", "update"];
const preflight = "badmintoncryer/cdk-preflight, rules/events";

/** Services that EventBridge calls with a role; functions, queues, topics and log groups have a policy that allows it. */
const servicesByRole = [
    "batch",
    "codebuild",
    "codepipeline",
    "ecs",
    "events",
    "firehose",
    "glue",
    "kinesis",
    "redshift",
    "sagemaker",
    "ssm",
    "states",
];

/** Targets of rules that EventBridge rejects. */
export const eventTargets: readonly Rejection[] = [
    {
        what: "a target of a rule that does not exist, or not on this bus",
        type: target,
        on: ["create"],
        source: "pulumi/pulumi-aws#1323",
        verbatim: true,
        reject: ({ properties: { rule, eventBusName } }, { store }) =>
            store
                .ofType(eventTypes.rule)
                .some(
                    ({ outputs }) =>
                        text(outputs.name) === text(rule) && text(outputs.eventBusName) === text(eventBusName),
                )
                ? undefined
                : `ResourceNotFoundException: Rule ${text(rule)} does not exist on EventBus ${text(eventBusName)}.`,
    },
    {
        what: "a target that EventBridge calls with a role, such as an API destination, without one",
        type: target,
        on,
        source: `terraform-aws-modules/terraform-aws-eventbridge#41; ${preflight}/pf-events-target-role-required`,
        verbatim: true,
        reject: ({ properties: { arn, roleArn } }) =>
            roleArn === undefined && servicesByRole.includes(text(arn).split(":")[2] ?? "")
                ? `ValidationException: RoleArn is required for target ${text(arn)}.`
                : undefined,
    },
    {
        what: "a target that is no API destination of the account (AWS may accept it and call nothing; the simulation rejects it)",
        type: target,
        on,
        source: "docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html",
        verbatim: false,
        reject: ({ properties: { arn } }, cloud) =>
            isDestination(text(arn)) && !destinationExists(text(arn), cloud)
                ? `ResourceNotFoundException: there is no API destination ${text(arn)}`
                : undefined,
    },
    {
        what: "an API destination with a role that may not call it (AWS accepts it and drops the events; the simulation rejects it)",
        type: target,
        on,
        source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html",
        verbatim: false,
        reject: ({ properties: { arn, roleArn } }, cloud) =>
            isDestination(text(arn)) && !mayCall(text(roleArn), "events:InvokeApiDestination", cloud, text(arn))
                ? `${text(roleArn)} may not call events:InvokeApiDestination for ${text(arn)}`
                : undefined,
    },
    {
        what: "a target whose input is no JSON, or has more than 8,192 characters",
        type: target,
        on,
        source: `hashicorp/terraform-provider-aws, internal/service/events/target.go; ${preflight}/pf-events-target-input-json`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { input } }) => {
            if (input === undefined || hasUnknowns(input)) return undefined;
            if (text(input).length > 8_192) return "expected length of input to be in the range (0 - 8192)";
            return isJson(text(input)) ? undefined : `"input" contains an invalid JSON: ${text(input)}`;
        },
    },
    {
        what: "a target with more than one of input, inputPath and inputTransformer",
        type: target,
        on,
        source: `hashicorp/terraform-provider-aws, internal/service/events/target.go; ${preflight}/pf-events-target-input-exclusive`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const given = ["input", "inputPath", "inputTransformer"].filter((name) => properties[name] !== undefined);
            return given.length > 1 ? `${given.join(" and ")} exclude each other` : undefined;
        },
    },
];

function isDestination(arn: string): boolean {
    return /^arn:[^:]+:events:[^:]+:\d+:api-destination\//.test(arn);
}

function destinationExists(arn: string, { store }: Cloud): boolean {
    return store.ofType(eventTypes.destination).some(({ outputs }) => text(outputs.arn) === arn);
}

function isJson(value: string): boolean {
    try {
        JSON.parse(value);
        return true;
    } catch {
        return false;
    }
}
