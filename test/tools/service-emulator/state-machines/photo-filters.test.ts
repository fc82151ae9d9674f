import assert from "node:assert/strict";
import { filterDefinition } from "../../../../infra/pipelines/photos/filter-definition";
import type { FunctionResult } from "../../../../tools/service-emulator/function-result";
import type { Execution } from "../../../../tools/service-emulator/state-machines/execution";
import { MovingClock } from "../moving-clock";
import { settled } from "../until";
import { failed, filterArn, finishArn, machineOf, payload, queueArn, TestTargets } from "./test-machine";

const run = { photoId: "p", runId: "r", filters: ["sepia", "blur", "sharpen"] };

describe("The filters of photos, as they are deployed", () => {
    const clock = new MovingClock();
    let targets: TestTargets;

    async function ended(filter: (name: string, attempt: number) => FunctionResult): Promise<Execution> {
        const attempts = new Map<string, number>();
        targets = new TestTargets((event, functionArn) => {
            if (functionArn === finishArn) return payload(null);
            const { filter: name } = Object(event);
            attempts.set(name, (attempts.get(name) ?? 0) + 1);
            return filter(name, attempts.get(name) ?? 0);
        });
        const definition = filterDefinition({
            partition: "aws",
            filterArn,
            finishArn,
            deadLetterUrl: "http://127.0.0.1:1/~local/aws/sqs/123456789012/photos-dead",
            filterSeconds: 30,
        });
        const execution = machineOf(JSON.parse(definition), { targets, clock }).start(JSON.stringify(run));
        while (execution.status === "RUNNING") {
            await settled();
            clock.move(1);
        }
        return execution;
    }

    function eventsOf(functionArn: string): readonly unknown[] {
        return targets.calls.filter((call) => call.functionArn === functionArn).map(({ event }) => event);
    }

    it("make an image for each filter, then end the run", async () => {
        const execution = await ended(() => payload({ image: "x" }));
        assert.equal(execution.status, "SUCCEEDED");
        assert.deepEqual(
            eventsOf(filterArn),
            run.filters.map((filter) => ({ photoId: "p", runId: "r", filter })),
        );
        assert.deepEqual(eventsOf(finishArn), [run]);
        assert.deepEqual(targets.messages, []);
    });

    it("attempt an image again after a crash", async () => {
        const execution = await ended((name, attempt) =>
            name === "blur" && attempt < 3 ? failed("Runtime.ExitError") : payload({}),
        );
        assert.equal(execution.status, "SUCCEEDED");
        assert.equal(eventsOf(filterArn).length, 5);
        assert.equal(eventsOf(finishArn).length, 1);
    });

    it("send a run with a photo that is rejected to the dead-letter queue at once, and end it as failed", async () => {
        const execution = await ended((name) =>
            name === "sepia" ? failed("PhotoRejected", "too many pixels") : payload({}),
        );
        assert.equal(execution.status, "FAILED");
        assert.equal(execution.error?.error, "PhotoRejected");
        assert.equal(eventsOf(filterArn).filter((event) => Object(event).filter === "sepia").length, 1);
        const Cause = JSON.stringify({ errorType: "PhotoRejected", errorMessage: "too many pixels" });
        const error = { Error: "PhotoRejected", Cause };
        assert.deepEqual(eventsOf(finishArn), [{ ...run, error }]);
        assert.equal(targets.messages[0]?.queueArn, queueArn);
        assert.deepEqual(JSON.parse(targets.messages[0]?.body ?? ""), { ...run, error });
    });

    it("give up after four more attempts", async () => {
        const execution = await ended((name) => (name === "blur" ? failed("Sandbox.Timedout") : payload({})));
        assert.equal(execution.error?.error, "Sandbox.Timedout");
        assert.equal(eventsOf(filterArn).filter((event) => Object(event).filter === "blur").length, 5);
        assert.equal(targets.messages.length, 1);
    });
});
