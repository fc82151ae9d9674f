import assert from "node:assert/strict";
import { readRun, stackOf } from "../../../../../tools/cli/report/facts/engine-run";
import { checkedAndEnded, failure, resource } from "../events";
import { brokenEvents } from "../sample";

const stack = resource("pulumi:pulumi:Stack", "gatehouse-x");

describe("A run read from events", () => {
    it("holds if the pack checked the stack without findings", () => {
        const run = readRun("x", [stack, ...checkedAndEnded]);
        assert.deepEqual([run.exitCode, run.errors], [0, []]);
        assert.deepEqual(
            run.rules.map(({ checked }) => checked),
            Array(4).fill("1 check"),
        );
    });

    it("is broken if there are findings", () => {
        const run = readRun("x", brokenEvents);
        assert.equal(run.exitCode, 1);
        assert.deepEqual(
            run.rules.map(({ findings }) => findings.length),
            [1, 1, 0, 1],
        );
    });

    it("fails if the pack checked nothing", () => {
        const run = readRun("x", [stack, ...checkedAndEnded.slice(1)]);
        assert.equal(run.exitCode, 3);
        assert.match(run.errors.join(), /"gatehouse" did not check/);
    });

    it("fails if the log is incomplete", () => {
        const run = readRun("x", [stack, ...checkedAndEnded.slice(0, 1)]);
        assert.deepEqual([run.exitCode, run.errors], [3, ["The events end before the preview did."]]);
    });

    it("fails with the engine's errors first", () => {
        assert.deepEqual(readRun("x", [stack, failure("no such thing")]).errors, ["no such thing"]);
    });

    it("names its stack", () => {
        assert.equal(stackOf(brokenEvents), "x");
        assert.equal(stackOf(checkedAndEnded), undefined);
    });
});
