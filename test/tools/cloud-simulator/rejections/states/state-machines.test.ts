import assert from "node:assert/strict";
import { difference } from "../../../../../tools/cloud-simulator/providers/operations";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const type = "aws:sfn/stateMachine:StateMachine";
const roleArn = "arn:aws:iam::123456789012:role/filters";
const end = { Type: "Pass", End: true };
const task = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: "arn:aws:lambda:eu-central-1:123456789012:function:filter", "Payload.$": "$" },
};

const filters = {
    StartAt: "Variants",
    States: {
        Variants: {
            Type: "Map",
            ItemsPath: "$.filters",
            MaxConcurrency: 4,
            ItemSelector: { "filter.$": "$$.Map.Item.Value", "photoId.$": "$.photoId" },
            ItemProcessor: {
                ProcessorConfig: { Mode: "INLINE" },
                StartAt: "Filter",
                States: {
                    Filter: {
                        ...task,
                        TimeoutSeconds: 60,
                        Retry: [
                            { ErrorEquals: ["States.Timeout"], BackoffRate: 2, JitterStrategy: "FULL", MaxAttempts: 3 },
                        ],
                        End: true,
                    },
                },
            },
            Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "DeadLetter" }],
            ResultPath: "$.images",
            Next: "Finish",
        },
        Finish: { ...task, End: true },
        DeadLetter: {
            Type: "Task",
            Resource: "arn:aws:states:::sqs:sendMessage",
            Parameters: { QueueUrl: "https://sqs", "MessageBody.$": "$" },
            Next: "Failed",
        },
        Failed: { Type: "Fail", Error: "FiltersFailed" },
    },
};

describe("simulated AWS Step Functions", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const make = (machine: object, given: PropertyMap = {}) =>
        aws.make(type, { name: "filters", roleArn, definition: JSON.stringify(machine), ...given });
    const states = (own: object, start = "A") => ({ StartAt: start, States: own });

    it("accepts a machine that maps, retries, catches and ends, and one that is not known yet", () => {
        make(filters);
        aws.preview(type, { name: "filters", roleArn, definition: unknown });
    });

    for (const [title, machine, problem] of [
        ["no states", { StartAt: "A" }, "SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /"],
        [
            "a loop without an end",
            states({ A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", Next: "A" }, C: { Type: "Pass", Next: "A" } }),
            "MISSING_END_STATE: Workflow has no terminal state at null",
        ],
        [
            "a missing state and no end",
            states({ A: { Type: "Pass", Next: "NOPE" } }),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null",
        ],
        [
            "a missing default",
            states({
                A: { Type: "Choice", Choices: [{ Variable: "$.x", IsPresent: true, Next: "Z" }], Default: "Ghost" },
                Z: end,
            }),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/A/Default",
        ],
        [
            "a missing state of a choice and of a catch",
            states({
                A: { Type: "Choice", Choices: [{ Variable: "$.x", IsPresent: true, Next: "Ghost" }], Default: "Z" },
                Z: { ...task, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Ghost" }], End: true },
            }),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/A/Choices[0]/Next, MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/Z/Catch[0]/Next",
        ],
        [
            "a state that no other reaches in a processor",
            states({ A: { Type: "Map", ItemProcessor: states({ W: end, Ghost: end }, "W"), End: true } }),
            'MISSING_TRANSITION_TARGET: State "Ghost" is not reachable. at /States/A/ItemProcessor/States/Ghost',
        ],
        [
            "a start that a branch does not have",
            states({ A: { Type: "Parallel", Branches: [states({ W: end }, "Nope")], End: true } }),
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nope at /States/A/Branches[0]/StartAt, MISSING_TRANSITION_TARGET: State \"W\" is not reachable. at /States/A/Branches[0]/States/W",
        ],
        [
            "an unknown type",
            states({ A: { Type: "Job", End: true } }),
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
        ],
        [
            "a state that neither ends nor leads on",
            states({
                A: { Type: "Pass", Next: "B" },
                B: { Type: "Parallel", Branches: [states({ W: { Type: "Pass" } }, "W")], End: true },
            }),
            "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/B/Branches[0]/States/W",
        ],
        [
            "a state that ends and leads on",
            states({ A: { Type: "Pass", Next: "B", End: true }, B: end }),
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/A",
        ],
        [
            "a timeout of a map",
            states({ A: { Type: "Map", TimeoutSeconds: 5, ItemProcessor: states({ W: end }, "W"), End: true } }),
            "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
        ],
        [
            "two states of one name",
            states({
                A: { Type: "Parallel", Branches: [states({ W: end }, "W"), states({ W: end }, "W")], End: true },
            }),
            "DUPLICATE_STATE_NAME: Duplicate State name: W at /States/A/Branches[1]/States/W",
        ],
        [
            "no branches",
            states({ A: { Type: "Parallel", Branches: [], End: true } }),
            "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/A/Branches",
        ],
        [
            "a processor without states",
            states({ A: { Type: "Map", ItemProcessor: {}, End: true } }),
            "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt, States] at /States/A/ItemProcessor",
        ],
        [
            "a task without a resource",
            states({ A: { Type: "Task", End: true } }),
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/A",
        ],
        [
            "a task whose resource is a name",
            states({ A: { Type: "Task", Resource: "filter", End: true } }),
            "SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/A/Resource",
        ],
        [
            "a message without a body",
            states({
                A: {
                    Type: "Task",
                    Resource: "arn:aws:states:::sqs:sendMessage",
                    Parameters: { QueueUrl: "x" },
                    End: true,
                },
            }),
            "SCHEMA_VALIDATION_FAILED: The field 'MessageBody' is required but was missing at /States/A/Parameters",
        ],
        [
            "a retry that others hide",
            states({
                A: {
                    ...task,
                    Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["States.Timeout"] }],
                    End: true,
                },
            }),
            "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/A/Retry[0]/ErrorEquals",
        ],
        [
            "a backoff below 1",
            states({ A: { ...task, Retry: [{ ErrorEquals: ["States.ALL"], BackoffRate: 0.5 }], End: true } }),
            "SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/A/Retry[0]/BackoffRate",
        ],
        [
            "an unknown jitter",
            states({ A: { ...task, Retry: [{ ErrorEquals: ["States.ALL"], JitterStrategy: "HALF" }], End: true } }),
            "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [NONE, FULL] at /States/A/Retry[0]/JitterStrategy",
        ],
    ] satisfies [string, object, string][])
        it(`rejects a machine with ${title}, in a preview already`, () => {
            const words = `InvalidDefinition: Invalid State Machine Definition: '${problem}'`;
            const definition = JSON.stringify(machine);
            for (const attempt of [
                () => make(machine),
                () => aws.preview(type, { name: "filters", roleArn, definition }),
            ])
                assert.throws(attempt, (error: Error) => error.message.endsWith(words) || assert.fail(error.message));
        });

    it("rejects logs without a log group, and with another ARN than one that ends with :*", () => {
        const log = (logDestination: PropertyMap) =>
            make(filters, { loggingConfiguration: { level: "ERROR", ...logDestination } });
        const group = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/states/filters";
        assert.throws(
            () => log({}),
            /InvalidLoggingConfiguration: Invalid Logging Configuration: Must specify exactly one Log Destination\.$/,
        );
        assert.throws(() => log({ logDestination: group }), /Log Group ARN must be provided with '\*' qualifier\.$/);
        assert.throws(
            () => log({ logDestination: "arn:aws:s3:::logs" }),
            /Provided ARN is not CloudWatch Logs Log Group ARN\.$/,
        );
        log({ logDestination: `${group}:*` });
        make(filters, { name: "silent", loggingConfiguration: { level: "OFF" } });
        aws.preview(type, {
            roleArn,
            definition: unknown,
            loggingConfiguration: { level: "ERROR", logDestination: unknown },
        });
    });

    it("rejects logs that its role may not deliver", () => {
        const assumeRolePolicy = JSON.stringify({ Statement: [{ Principal: { Service: "states.amazonaws.com" } }] });
        aws.make("aws:iam/role:Role", { name: "filters", assumeRolePolicy });
        const logged = {
            loggingConfiguration: {
                level: "ERROR",
                logDestination: "arn:aws:logs:eu-central-1:123456789012:log-group:filters:*",
            },
        };
        const denied =
            /AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination$/;
        const permit = (Action: string[]) => {
            aws.drop("aws:iam/rolePolicy:RolePolicy");
            const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
            aws.make("aws:iam/rolePolicy:RolePolicy", { name: "logs", role: "filters", policy });
        };
        assert.throws(() => make(filters, logged), denied);
        permit(["logs:CreateLogDelivery"]);
        assert.throws(() => make(filters, logged), denied);
        permit(["logs:*LogDeliver*", "logs:PutResourcePolicy", "logs:Describe*"]);
        make(filters, logged);
    });

    it("replaces a machine of another type, and changes its tracing in place", () => {
        const { outputs } = make(filters);
        assert.deepEqual([outputs.type, outputs.tracingConfiguration], ["STANDARD", { enabled: false }]);
        const identity = { urn: `urn:pulumi:dev::shop::${type}::main`, type, name: "main" };
        const olds = { name: "filters", roleArn, definition: JSON.stringify(filters), type: "STANDARD" };
        const replacedBy = (news: PropertyMap) =>
            difference(identity, { ...olds, ...news }, olds, outputs, aws.cloud).replaced;
        assert.deepEqual(replacedBy({ type: "EXPRESS" }), ["type"]);
        assert.deepEqual(replacedBy({ tracingConfiguration: { enabled: true } }), []);
    });
});
