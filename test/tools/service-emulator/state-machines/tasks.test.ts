import assert from "node:assert/strict";
import { ServiceError } from "../../../../tools/service-emulator/caller";
import type { Execution } from "../../../../tools/service-emulator/state-machines/execution";
import { TestCaller } from "../local-services";
import { MovingClock } from "../moving-clock";
import { settled, until } from "../until";
import { failed, filterArn, machineArn, machineOf, payload, queueArn, TestTargets } from "./test-machine";

const invoke = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" };
const parameters = { FunctionName: filterArn, "Payload.$": "$" };
const caught = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Caught" }];
const end = { Type: "Pass", End: true };

function types({ history }: Execution): readonly string[] {
    return history.events.map(({ type }) => type);
}

function output(execution: Execution): unknown {
    return JSON.parse(execution.output ?? "null");
}

describe("Tasks", () => {
    it("call a function through its service, with the response around its result", async () => {
        const targets = new TestTargets(() => payload({ width: 1 }));
        const task = { ...invoke, Parameters: parameters, ResultSelector: { "w.$": "$.Payload.width" }, End: true };
        const execution = machineOf({ StartAt: "A", States: { A: task } }, { targets }).start('{"photoId":"p"}');
        await execution.ended;
        assert.deepEqual(targets.calls[0]?.event, { photoId: "p" });
        assert.deepEqual(output(execution), { w: 1 });
        assert.deepEqual(
            execution.history.events.map(({ id, previousEventId, type }) => [id, previousEventId, type]),
            [
                [1, 0, "ExecutionStarted"],
                [2, 0, "TaskStateEntered"],
                [3, 2, "TaskScheduled"],
                [4, 3, "TaskStarted"],
                [5, 4, "TaskSucceeded"],
                [6, 5, "TaskStateExited"],
                [7, 6, "ExecutionSucceeded"],
            ],
        );
        assert.deepEqual(execution.history.events[2], {
            id: 3,
            previousEventId: 2,
            timestamp: execution.startedAt / 1000,
            type: "TaskScheduled",
            taskScheduledEventDetails: {
                parameters: JSON.stringify({ FunctionName: filterArn, Payload: { photoId: "p" } }),
                region: "us-east-1",
                resource: "invoke",
                resourceType: "lambda",
            },
        });
    });

    it("call a function by its ARN, with its result alone", async () => {
        const execution = machineOf(
            { StartAt: "A", States: { A: { Type: "Task", Resource: filterArn, End: true } } },
            { targets: new TestTargets(() => payload("done")) },
        ).start("1");
        await execution.ended;
        assert.equal(output(execution), "done");
        assert.deepEqual(types(execution).slice(2, 5), [
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
        ]);
    });

    it("send a message and publish, as JSON if the content is no string", async () => {
        const targets = new TestTargets(() => payload(null));
        const send = {
            Type: "Task",
            Resource: "arn:aws:states:::sqs:sendMessage",
            Parameters: {
                QueueUrl: "http://127.0.0.1:1/~local/aws/sqs/123456789012/photos-dead",
                MessageBody: { "id.$": "$.id" },
                MessageAttributes: { reason: { DataType: "String", StringValue: "x" } },
            },
            ResultPath: "$.sent",
            Next: "B",
        };
        const topicArn = "arn:aws:sns:us-east-1:123456789012:photos";
        const publish = {
            Type: "Task",
            Resource: "arn:aws:states:::sns:publish",
            Parameters: { TopicArn: topicArn, Message: "hello" },
            ResultPath: null,
            OutputPath: "$.sent.MessageId",
            End: true,
        };
        const execution = machineOf({ StartAt: "A", States: { A: send, B: publish } }, { targets }).start('{"id":1}');
        await execution.ended;
        assert.deepEqual(targets.messages, [{ queueArn, body: '{"id":1}' }]);
        assert.deepEqual(targets.publications, [{ topicArn, message: "hello" }]);
        assert.equal(output(execution), "m-1");
    });

    it("repeat an error that a retrier has, after a growing delay, and catch it in the end", async () => {
        const clock = new MovingClock();
        const targets = new TestTargets(() => failed("Busy", "later"));
        const retry = [{ ErrorEquals: ["Busy"], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 }];
        const task = { ...invoke, Parameters: parameters, Retry: retry, Catch: caught, End: true };
        const machine = machineOf({ StartAt: "A", States: { A: task, Caught: end } }, { targets, clock });
        const execution = machine.start('{"id":1}');
        await until(() => targets.calls.length === 1);
        await settled();
        clock.move(1.999);
        await settled();
        assert.equal(targets.calls.length, 1);
        clock.move(0.001);
        await until(() => targets.calls.length === 2);
        await settled();
        clock.move(5.999);
        await settled();
        assert.equal(targets.calls.length, 2);
        clock.move(0.001);
        await execution.ended;
        assert.equal(targets.calls.length, 3);
        const Cause = JSON.stringify({ errorType: "Busy", errorMessage: "later" });
        assert.deepEqual(output(execution), { id: 1, error: { Error: "Busy", Cause } });
        assert.equal(types(execution).filter((type) => type === "TaskFailed").length, 3);
    });

    it("are not repeated for an error whose retrier has no attempts", async () => {
        const targets = new TestTargets(() => failed("PhotoRejected"));
        const retry = [{ ErrorEquals: ["PhotoRejected"], MaxAttempts: 0 }, { ErrorEquals: ["States.TaskFailed"] }];
        const task = { ...invoke, Parameters: parameters, Retry: retry, End: true };
        const execution = machineOf({ StartAt: "A", States: { A: task } }, { targets }).start("{}");
        await execution.ended;
        assert.equal(targets.calls.length, 1);
        assert.deepEqual([execution.status, execution.error?.error], ["FAILED", "PhotoRejected"]);
    });

    it("end with States.Timeout after their seconds, and tell the function", async () => {
        const clock = new MovingClock();
        const targets = new TestTargets(() => new Promise<never>(() => undefined));
        const task = { ...invoke, Parameters: parameters, TimeoutSeconds: 5, Catch: caught, End: true };
        const machine = machineOf({ StartAt: "A", States: { A: task, Caught: end } }, { targets, clock });
        const execution = machine.start("{}");
        await until(() => targets.calls.length === 1);
        clock.move(5);
        await execution.ended;
        assert.deepEqual(output(execution), { error: { Error: "States.Timeout" } });
        assert.equal(targets.calls[0]?.signal.aborted, true);
        assert.ok(types(execution).includes("TaskTimedOut"));
    });

    const denials: readonly [service: string, action: string, error: string][] = [
        ["lambda:invoke", "lambda:InvokeFunction", "Lambda.AWSLambdaException"],
        ["sqs:sendMessage", "sqs:SendMessage", "SQS.AmazonSQSException"],
        ["sns:publish", "sns:Publish", "SNS.AuthorizationErrorException"],
    ];
    for (const [service, action, error] of denials) {
        it(`fail with ${error} if the machine's role may not ${action}`, async () => {
            const role = new TestCaller();
            role.allows = (asked) => asked !== action;
            const targets = new TestTargets(() => payload(null));
            const given = {
                "lambda:invoke": parameters,
                "sqs:sendMessage": { QueueUrl: "https://sqs/123456789012/photos-dead", MessageBody: "b" },
                "sns:publish": { TopicArn: "arn:aws:sns:us-east-1:123456789012:photos", Message: "m" },
            }[service];
            const task = { Type: "Task", Resource: `arn:aws:states:::${service}`, Parameters: given, End: true };
            const execution = machineOf({ StartAt: "A", States: { A: task } }, { targets, role }).start("{}");
            await execution.ended;
            assert.equal(execution.error?.error, error);
            assert.match(String(execution.error?.errorCause), new RegExp(`is not authorized to perform: ${action}`));
            assert.deepEqual([targets.calls, targets.messages, targets.publications], [[], [], []]);
        });
    }

    it("fail with the error of a service", async () => {
        const targets = new TestTargets(() => {
            throw new ServiceError("ResourceNotFoundException", "Function not found: x", 404);
        });
        const task = { ...invoke, Parameters: { FunctionName: "photos-filter" }, End: true };
        const execution = machineOf({ StartAt: "A", States: { A: task } }, { targets }).start("{}");
        await execution.ended;
        assert.equal(targets.calls[0]?.functionArn, filterArn);
        assert.equal(execution.error?.error, "Lambda.ResourceNotFoundException");
        assert.match(
            String(execution.error?.errorCause),
            /^Function not found: x \(Service: AWSLambda; Status Code: 404; /,
        );
    });

    it("fail with States.DataLimitExceeded, which States.ALL does not catch, over 256 KB", async () => {
        const targets = new TestTargets(() => payload("x".repeat(262_144)));
        const task = { ...invoke, Parameters: parameters, Catch: caught, End: true };
        const execution = machineOf({ StartAt: "A", States: { A: task, Caught: end } }, { targets }).start("{}");
        await execution.ended;
        assert.equal(execution.error?.error, "States.DataLimitExceeded");
    });

    it("end with the execution: stopped, or after the machine's seconds", async () => {
        const clock = new MovingClock();
        const targets = new TestTargets(() => new Promise<never>(() => undefined));
        const task = { ...invoke, Parameters: parameters, End: true };
        const machine = machineOf({ StartAt: "A", TimeoutSeconds: 60, States: { A: task } }, { targets, clock });
        const [stopped, slow] = [machine.start("{}", "one"), machine.start("{}", "two")];
        await until(() => targets.calls.length === 2);
        await stopped.stop("MyError", "because");
        assert.deepEqual([stopped.status, types(stopped).at(-1)], ["ABORTED", "ExecutionAborted"]);
        assert.deepEqual(stopped.error?.output, { Error: "MyError", Cause: "because" });
        clock.move(60);
        await slow.ended;
        assert.deepEqual([slow.status, types(slow).at(-1)], ["TIMED_OUT", "ExecutionTimedOut"]);
        assert.ok(slow.start.arn.startsWith(machineArn.replace("stateMachine", "execution")));
    });
});
