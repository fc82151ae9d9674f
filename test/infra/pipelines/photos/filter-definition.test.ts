import assert from "node:assert/strict";
import { filterDefinition } from "../../../../infra/pipelines/photos/filter-definition";

const args = {
    partition: "aws",
    filterArn: "arn:aws:lambda:eu-central-1:1:function:filter",
    finishArn: "arn:aws:lambda:eu-central-1:1:function:finish",
    deadLetterUrl: "https://sqs.eu-central-1.amazonaws.com/1/dead",
    filterSeconds: 60,
};
const definition = JSON.parse(filterDefinition(args));
const { Variants, Finish, DeadLetter, FinishFailed, Failed } = definition.States;
const { Variant } = Variants.ItemProcessor.States;

describe("The definition of the state machine of filters", () => {
    it("calls the filter function for each filter, at most four at once", () => {
        assert.equal(definition.StartAt, "Variants");
        assert.deepEqual([Variants.Type, Variants.ItemsPath, Variants.MaxConcurrency], ["Map", "$.filters", 4]);
        assert.deepEqual(Variants.ItemSelector, {
            "photoId.$": "$.photoId",
            "runId.$": "$.runId",
            "filter.$": "$$.Map.Item.Value",
        });
        assert.equal(Variant.Resource, "arn:aws:states:::lambda:invoke");
        assert.deepEqual(Variant.Parameters, { FunctionName: args.filterArn, "Payload.$": "$" });
        assert.ok(Variant.TimeoutSeconds > args.filterSeconds);
    });

    it("tries again with growing pauses, except for a photo that was rejected", () => {
        for (const { Retry } of [Variant, Finish, DeadLetter, FinishFailed]) {
            assert.deepEqual(Retry[0], { ErrorEquals: ["PhotoRejected"], MaxAttempts: 0 });
            assert.deepEqual(
                [Retry[1].ErrorEquals, Retry[1].BackoffRate, Retry[1].JitterStrategy],
                [["States.TaskFailed", "States.Timeout"], 2, "FULL"],
            );
        }
    });

    it("ends a run with the input of the run, whatever the images return", () => {
        assert.deepEqual([Variants.ResultPath, Variants.Next], [null, "Finish"]);
        assert.deepEqual(Finish.Parameters, { FunctionName: args.finishArn, "Payload.$": "$" });
        assert.equal(Finish.End, true);
    });

    it("sends a run that failed to the dead-letter queue with its error, ends it, and fails", () => {
        assert.deepEqual(Variants.Catch, [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "DeadLetter" }]);
        assert.equal(DeadLetter.Parameters.QueueUrl, args.deadLetterUrl);
        assert.deepEqual(DeadLetter.Parameters.MessageBody, {
            "photoId.$": "$.photoId",
            "runId.$": "$.runId",
            "filters.$": "$.filters",
            "error.$": "$.error",
        });
        assert.deepEqual([DeadLetter.ResultPath, DeadLetter.Next], [null, "FinishFailed"]);
        assert.deepEqual(DeadLetter.Catch, [{ ErrorEquals: ["States.ALL"], ResultPath: null, Next: "FinishFailed" }]);
        assert.deepEqual([FinishFailed.ResultPath, FinishFailed.Next], [null, "Failed"]);
        assert.equal(Failed.Type, "Fail");
    });

    it("leads to each of its states", () => {
        const next = Object.values<{ Next?: string; Catch?: { Next: string }[] }>(definition.States).flatMap(
            ({ Next, Catch = [] }) => [Next, ...Catch.map((each) => each.Next)],
        );
        for (const name of Object.keys(definition.States))
            assert.ok(name === definition.StartAt || next.includes(name), name);
    });

    it("is in the partition of the stack", () => {
        const { States } = JSON.parse(filterDefinition({ ...args, partition: "aws-cn" }));
        assert.equal(States.DeadLetter.Resource, "arn:aws-cn:states:::sqs:sendMessage");
    });
});
