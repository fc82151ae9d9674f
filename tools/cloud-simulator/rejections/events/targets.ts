import { functionAdmits } from "../../resources/access/function-permissions";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { hasUnknowns, type PropertyMap, text } from "../../state/property-values";
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
        reject: ({ properties }, cloud) =>
            ruleOf(properties, cloud)
                ? undefined
                : `ResourceNotFoundException: Rule ${text(properties.rule)} does not exist on EventBus ${text(properties.eventBusName)}.`,
    },
    {
        what: "a target that EventBridge calls with a role, such as a state machine, without one",
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
        what: "a function whose permissions do not let the rule invoke it (AWS accepts it and drops the events; the simulation rejects it)",
        type: target,
        on,
        source: "docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-lambda-permissions",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.arn);
            const rule = ruleOf(properties, cloud);
            if (rule === undefined || arn.split(":")[2] !== "lambda") return undefined;
            const call = { arn, principal: "events.amazonaws.com", sourceArn: text(rule.arn) };
            return functionAdmits(call, cloud)
                ? undefined
                : `${arn} has no permission for ${call.principal} with the source ${call.sourceArn}`;
        },
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

function ruleOf({ rule, eventBusName }: PropertyMap, { store }: Cloud): PropertyMap | undefined {
    return store
        .ofType(eventTypes.rule)
        .map(({ outputs }) => outputs)
        .find((outputs) => text(outputs.name) === text(rule) && text(outputs.eventBusName) === text(eventBusName));
}

function isJson(value: string): boolean {
    try {
        JSON.parse(value);
        return true;
    } catch {
        return false;
    }
}
