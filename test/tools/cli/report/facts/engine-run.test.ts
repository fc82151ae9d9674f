import assert from "node:assert/strict";
import { readRun, stackOf } from "../../../../../tools/cli/report/facts/engine-run";
import { checkedAndEnded, failure, resource } from "../events";
import { brokenEvents } from "../sample";

const stack = resource("pulumi:pulumi:Stack", "gatehouse-x");

describe("A run read from events", () => {
    it("holds where our pack judged the stack and found nothing", () => {
        const run = readRun("x", [stack, ...checkedAndEnded]);
        assert.deepEqual([run.exitCode, run.errors], [0, []]);
        assert.deepEqual(
            run.rules.map(({ checked }) => checked),
            Array(4).fill("judged once"),
        );
    });

    it("is broken where something was found", () => {
        const run = readRun("x", brokenEvents);
        assert.equal(run.exitCode, 1);
        assert.deepEqual(
            run.rules.map(({ findings }) => findings.length),
            [1, 1, 0, 1],
        );
    });

    it("fails where our pack judged nothing", () => {
        const run = readRun("x", [stack, ...checkedAndEnded.slice(1)]);
        assert.equal(run.exitCode, 3);
        assert.match(run.errors.join(), /"gatehouse" did not judge/);
    });

    it("fails where the log was cut off", () => {
        const run = readRun("x", [stack, ...checkedAndEnded.slice(0, 1)]);
        assert.deepEqual([run.exitCode, run.errors], [3, ["The events end before the preview did."]]);
    });

    it("fails with the engine's own errors first", () => {
        assert.deepEqual(readRun("x", [stack, failure("no such thing")]).errors, ["no such thing"]);
    });

    it("knows the stack that it is about", () => {
        assert.equal(stackOf(brokenEvents), "x");
        assert.equal(stackOf(checkedAndEnded), undefined);
    });
});
