import assert from "node:assert/strict";
import fc from "fast-check";
import type { Execution } from "../../../../tools/service-emulator/state-machines/execution";
import { type Retrier, retryDelay } from "../../../../tools/service-emulator/state-machines/retry";
import { MovingClock } from "../moving-clock";
import { settled, until } from "../until";
import { failed, filterArn, machineOf, payload, TestTargets } from "./test-machine";

const variant = {
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: filterArn, "Payload.$": "$" },
    OutputPath: "$.Payload",
    End: true,
};

function mapOf(maxConcurrency: number, more: object = {}): object {
    const processor = {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "Variant",
        States: { Variant: variant },
    };
    const map = {
        Type: "Map",
        ItemsPath: "$.filters",
        ItemSelector: { "filter.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index", "photoId.$": "$.photoId" },
        MaxConcurrency: maxConcurrency,
        ItemProcessor: processor,
        End: true,
        ...more,
    };
    return { StartAt: "Map", States: { Map: map, Caught: { Type: "Pass", End: true } } };
}

function history({ history: { events } }: Execution): readonly string[] {
    return events.map(({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`);
}

describe("Map states", () => {
    it("have the history of AWS", async () => {
        const execution = machineOf(mapOf(1)).start('{"photoId":"p","filters":["a","b"]}');
        await execution.ended;
        assert.deepEqual(JSON.parse(execution.output ?? ""), [
            { filter: "a", index: 0, photoId: "p" },
            { filter: "b", index: 1, photoId: "p" },
        ]);
        assert.deepEqual(history(execution).slice(1, 10), [
            "2 0 MapStateEntered",
            "3 2 MapStateStarted",
            "4 3 MapIterationStarted",
            "5 4 TaskStateEntered",
            "6 5 TaskScheduled",
            "7 6 TaskStarted",
            "8 7 TaskSucceeded",
            "9 8 TaskStateExited",
            "10 9 MapIterationSucceeded",
        ]);
        assert.deepEqual(history(execution).slice(-3), [
            "18 17 MapStateSucceeded",
            "19 17 MapStateExited",
            "20 19 ExecutionSucceeded",
        ]);
    });

    it("stop at the first failure: no further item begins, and those under way are told", async () => {
        const targets = new TestTargets((event) =>
            Object(event).index === 1 ? failed("Broken") : new Promise<never>(() => undefined),
        );
        const catcher = [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Caught" }];
        const machine = machineOf(mapOf(2, { Catch: catcher }), { targets });
        const execution = machine.start('{"photoId":"p","filters":["a","b","c","d"]}');
        await execution.ended;
        assert.equal(targets.calls.length, 2);
        assert.equal(targets.calls[0]?.signal.aborted, true);
        assert.equal(JSON.parse(execution.output ?? "").error.Error, "Broken");
        const types = execution.history.events.map(({ type }) => type);
        assert.deepEqual(types.slice(-8), [
            "TaskFailed",
            "MapIterationFailed",
            "MapIterationAborted",
            "MapStateFailed",
            "MapStateExited",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded",
        ]);
    });

    it("have no item for an empty list, and fail for what is no list", async () => {
        const [empty, none] = [machineOf(mapOf(0)).start('{"filters":[]}'), machineOf(mapOf(0)).start('{"filters":1}')];
        await Promise.all([empty.ended, none.ended]);
        assert.equal(empty.output, "[]");
        assert.match(String(none.error?.errorCause), /Map state input must be an array but was: 1/);
    });

    it("keep the order of the items and the maximum, whatever the tasks take (property)", async () => {
        const durations = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 15 });
        await fc.assert(
            fc.asyncProperty(durations, fc.integer({ min: 1, max: 5 }), async (seconds, maxConcurrency) => {
                const clock = new MovingClock();
                let [running, most, ended] = [0, 0, 0];
                const targets = new TestTargets((event) => {
                    const { index } = Object(event);
                    most = Math.max(most, ++running);
                    return new Promise((resolve) => {
                        clock.after((seconds[index] ?? 0) * 1000, () => {
                            running--;
                            ended++;
                            resolve(payload(index));
                        });
                    });
                });
                const execution = machineOf(mapOf(maxConcurrency), { targets, clock }).start(
                    JSON.stringify({ photoId: "p", filters: seconds }),
                );
                while (ended < seconds.length) {
                    await settled();
                    clock.move(1);
                }
                await execution.ended;
                assert.deepEqual(
                    JSON.parse(execution.output ?? ""),
                    seconds.map((_, index) => index),
                );
                assert.equal(most, Math.min(maxConcurrency, seconds.length));
            }),
            { seed: 20, numRuns: 30 },
        );
    });
});

describe("Parallel states", () => {
    it("have the results of their branches in order, and the error of the first that fails", async () => {
        const branch = (state: object) => ({ StartAt: "B", States: { B: { ...state, End: true } } });
        const wait = { Type: "Wait", Seconds: 5 };
        const clock = new MovingClock();
        const parallel = { Type: "Parallel", Branches: [branch(wait), branch({ Type: "Pass", Result: 2 })], End: true };
        const execution = machineOf({ StartAt: "A", States: { A: parallel } }, { clock }).start("1");
        await until(() => execution.history.events.some(({ type }) => type === "PassStateExited"));
        clock.move(5);
        await execution.ended;
        assert.equal(execution.output, "[1,2]");

        const fail = { StartAt: "B", States: { B: { Type: "Fail", Error: "Own", Cause: "why" } } };
        const failing = { ...parallel, Branches: [branch(wait), fail] };
        const failed = machineOf({ StartAt: "A", States: { A: failing } }).start("1");
        await failed.ended;
        assert.deepEqual([failed.error?.error, failed.error?.errorCause], ["Own", "why"]);
        assert.deepEqual(failed.history.events.map(({ type }) => type).slice(-2), [
            "ParallelStateFailed",
            "ExecutionFailed",
        ]);
    });
});

describe("The delay before a retry", () => {
    it("grows by the rate up to the maximum, and full jitter only shortens it (property)", () => {
        const retrier = fc.record({
            ErrorEquals: fc.constant(["States.ALL"]),
            IntervalSeconds: fc.integer({ min: 1, max: 100 }),
            MaxAttempts: fc.constant(10),
            BackoffRate: fc.double({ min: 1, max: 5, noNaN: true }),
            MaxDelaySeconds: fc.option(fc.integer({ min: 101, max: 1000 }), { nil: undefined }),
        });
        fc.assert(
            fc.property(
                retrier,
                fc.integer({ min: 0, max: 20 }),
                fc.double({ min: 0, max: 1, noNaN: true }),
                (given, retries, random) => {
                    const plain: Retrier = { ...given, JitterStrategy: "NONE" };
                    const [delay, next] = [
                        retryDelay(plain, retries, () => random),
                        retryDelay(plain, retries + 1, () => 0),
                    ];
                    assert.ok(
                        delay >= given.IntervalSeconds && delay <= (given.MaxDelaySeconds ?? Number.POSITIVE_INFINITY),
                    );
                    const isCapped = next === given.MaxDelaySeconds;
                    if (!isCapped) assert.ok(Math.abs(next / delay - given.BackoffRate) < 1e-9);
                    const jittered = retryDelay({ ...plain, JitterStrategy: "FULL" }, retries, () => random);
                    assert.equal(jittered, delay * random);
                },
            ),
            { seed: 20 },
        );
    });
});
