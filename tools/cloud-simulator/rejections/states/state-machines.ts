import { mayCall } from "../../resources/access/role-permissions";
import type { Rejection } from "../../resources/rejection";
import { mapOf, type PropertyMap, plain, text, unknown } from "../../state/property-values";
import { containersOf, type Json, type Problem, parseDefinition } from "./definition";
import { contentProblems, missingParts } from "./state-contents";
import { duplicateNames, fieldProblems } from "./state-fields";
import { transitionProblems } from "./transitions";

const type = "aws:sfn/stateMachine:StateMachine";
const on: Rejection["on"] = ["create", "update"];
const oracle = "badmintoncryer/cdk-preflight, rules/stepfunctions";

// docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
const logActions = [
    "CreateLogDelivery",
    "GetLogDelivery",
    "UpdateLogDelivery",
    "DeleteLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "DescribeResourcePolicies",
    "DescribeLogGroups",
];

/** State machines that AWS Step Functions rejects. */
export const stateMachines: readonly Rejection[] = [
    definition(
        "a state machine with a state of an unknown type, with a field that its type does not have, or that neither ends nor leads on",
        `${oracle}/pf-sfn-asl-state-fields, ${oracle}/pf-sfn-asl-next-end; localstack/localstack, tests/aws/services/stepfunctions`,
        (machine) => fieldProblems(containersOf(machine)),
    ),
    definition("a state machine with two states of one name", `${oracle}/pf-sfn-asl-duplicate-state-name`, (machine) =>
        duplicateNames(containersOf(machine)),
    ),
    definition(
        "a state machine with a branch or a processor without states, a task without its request, a retry or a catch that never applies, or a number out of its range",
        `${oracle}/pf-sfn-asl-branch-shape, ${oracle}/pf-sfn-asl-integration-parameters, ${oracle}/pf-sfn-asl-retry-catch, ${oracle}/pf-sfn-asl-numeric-ranges`,
        (machine) => contentProblems(containersOf(machine)),
    ),
    definition(
        "a state machine whose definition leads to a state that it does not have, not to one that it has, or never to an end",
        "localstack/localstack#11978, floci-io/floci#2735, floci-io/floci#2786",
        (machine) => transitionProblems(containersOf(machine)),
    ),
    {
        what: "a state machine whose role AWS Step Functions may not assume",
        type,
        on,
        source: "lumigo-io/lumigo-CLI#83; hashicorp/terraform-provider-aws, internal/service/sfn/state_machine.go, which retries AccessDeniedException",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const role = store
                .ofType("aws:iam/role:Role")
                .find(({ outputs }) => text(outputs.arn) === text(properties.roleArn));
            const trust = JSON.stringify(plain(role?.outputs.assumeRolePolicy ?? null));
            return role === undefined || /\bstates\.([a-z0-9-]+\.)?amazonaws\.com\b/.test(trust)
                ? undefined
                : "AccessDeniedException: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.";
        },
    },
    {
        what: "a state machine with logs and no log group, or with its ARN without :* at the end",
        type,
        on,
        source: `hashicorp/terraform-provider-aws#17683; ${oracle}/pf-sfn-logging-destination`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const { level, logDestination } = loggingOf(properties);
            if (level === "OFF" || logDestination === unknown) return undefined;
            const words = (reason: string) => `InvalidLoggingConfiguration: Invalid Logging Configuration: ${reason}`;
            if (logDestination === "") return words("Must specify exactly one Log Destination.");
            if (!/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:/.test(logDestination))
                return words("Provided ARN is not CloudWatch Logs Log Group ARN.");
            return logDestination.endsWith(":*")
                ? undefined
                : words("Log Group ARN must be provided with '*' qualifier.");
        },
    },
    {
        what: "a state machine with logs whose role may not deliver them; the provider retries it for 5 minutes",
        type,
        on,
        source: "aws/aws-cdk#26432, aws-samples/serverless-patterns#102",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            loggingOf(properties).level === "OFF" ||
            logActions.every((action) => mayCall(text(properties.roleArn), `logs:${action}`, cloud))
                ? undefined
                : "AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination",
    },
];

function definition(what: string, source: string, problems: (machine: Json) => Problem[]): Rejection {
    return {
        what,
        type,
        on,
        source,
        verbatim: true,
        // The provider has the definition validated before it shows a plan (internal/service/sfn/state_machine.go, CustomizeDiff).
        atPreview: true,
        reject: ({ properties }) => {
            if (plain(properties.definition ?? null) === unknown) return undefined;
            const machine = parseDefinition(text(properties.definition));
            if (machine === undefined) return invalid("INVALID_JSON_DESCRIPTION: the definition is not JSON");
            const found = machine.States === undefined ? missingParts(machine, "/") : problems(machine);
            return found.length === 0
                ? undefined
                : invalid(found.map(({ code, message, at }) => `${code}: ${message} at ${at}`).join(", "));
        },
    };
}

function invalid(problems: string): string {
    return `InvalidDefinition: Invalid State Machine Definition: '${problems}'`;
}

function loggingOf({ loggingConfiguration }: PropertyMap): { readonly level: string; readonly logDestination: string } {
    const { level, logDestination } = mapOf(loggingConfiguration);
    return { level: text(level) || "OFF", logDestination: text(logDestination) };
}
