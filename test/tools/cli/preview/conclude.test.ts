import assert from "node:assert/strict";
import { conclude } from "../../../../tools/cli/preview/conclude";
import { EventLog } from "../../../../tools/cli/preview/event-log";
import { failure, urn, violation } from "../report/events";

function logOf(...events: Parameters<EventLog["add"]>[0][]): EventLog {
    const log = new EventLog();
    for (const event of events) log.add(event);
    return log;
}

const checked = { preset: "strict" as const, rules: [] };
const finding = violation("r3-rate-limits", urn("a:b:C", "plan"), "too fast");

describe("The result of a preview", () => {
    it("is a failure with the engine's errors, else with the exit code, else because the pack did not report", () => {
        const errorsOf = (...args: Parameters<typeof conclude>) => {
            const { exitCode, errors } = conclude(...args);
            assert.equal(exitCode, 3);
            return errors;
        };
        assert.deepEqual(errorsOf("x", logOf(failure("no such thing")), checked, "exit 255"), ["no such thing"]);
        assert.deepEqual(errorsOf("x", logOf(), undefined, "exit 255"), ["exit 255"]);
        assert.deepEqual(errorsOf("x", logOf(), undefined, undefined), [
            "The policy pack did not report what it checked.",
        ]);
    });

    it("reports an unhandled error once, without the stack frames of packages", () => {
        const frames = ["    at main (/p/stacks/platform.ts:1:2)", "    at f (/p/node_modules/a/b.js:3:4)"];
        const unhandled = failure(["Unhandled exception: Error: planned", ...frames, "    at node:a:1:1"].join("\n"));
        const repeated = ["One or more errors occurred: planned", "preview canceled", "context canceled"];
        const log = logOf(unhandled, ...repeated.map(failure));
        assert.deepEqual(log.errors, [`Unhandled exception: Error: planned\n${frames[0]}`]);
    });

    it("is broken if the engine failed only because of findings, and failed otherwise", () => {
        assert.equal(conclude("x", logOf(finding), checked, "exit 255").exitCode, 1);
        assert.equal(conclude("x", logOf(finding, failure("no such thing")), checked, "exit 255").exitCode, 3);
        assert.equal(conclude("x", logOf(finding), undefined, "exit 255").exitCode, 3);
    });

    it("has no rule that holds if the engine failed, even if the pack reported", () => {
        const nothing = { counts: {}, findings: [], undecided: [], waived: [] };
        const report = { rules: [{ id: "R1" as const, checked: "2 Services", ...nothing }] };
        const { rules } = conclude("x", logOf(failure("no such thing")), report, undefined);
        assert.deepEqual([...new Set(rules.map(({ checked }) => checked))], ["not checked"]);
        assert.equal(conclude("x", logOf(), report, undefined).rules[0]?.checked, "2 Services");
    });

    it("holds without findings and failures, and names the preset", () => {
        const { exitCode, preset } = conclude("x", logOf(), checked, undefined);
        assert.deepEqual([exitCode, preset], [0, "strict"]);
    });

    it("holds with advisory findings and undecided ones, but not with a policy that the SDK could not run", () => {
        const at = urn("a:b:C", "plan");
        const warned = logOf(
            violation("r3-rate-limits", at, "too fast", "advisory"),
            violation("r3-rate-limits", at, "Stage: it is not known.\nDecided by: the value of rate.", "advisory"),
        );
        const { exitCode, rules } = conclude("x", warned, checked, undefined);
        assert.equal(exitCode, 0);
        assert.deepEqual(
            rules.flatMap(({ findings, undecided, warnings }) => [
                [findings, undecided, warnings].map((of) => of.length),
            ]),
            [
                [0, 0, 0],
                [0, 0, 0],
                [0, 1, 1],
                [0, 0, 0],
            ],
        );
        const failed = logOf(violation("r3-rate-limits", at, "can't run policy during preview: x", "advisory"));
        assert.equal(conclude("x", failed, checked, undefined).exitCode, 1);
    });
});
