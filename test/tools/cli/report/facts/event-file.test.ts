import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEvents } from "../../../../../tools/cli/report/facts/event-file";
import { UsageError } from "../../../../../tools/cli/terminal/usage-error";
import { brokenEvents } from "../sample";

describe("An event log", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function problemsOf(text: string): readonly string[] {
        const file = join(folder, "events.jsonl");
        writeFileSync(file, text);
        try {
            readEvents(file);
        } catch (error) {
            assert.ok(error instanceof UsageError, String(error));
            return error.problems.map((problem) => problem.replace(folder, ""));
        }
        return [];
    }

    it("returns its events unchanged", () => {
        const file = join(folder, "events.jsonl");
        writeFileSync(file, brokenEvents.map((event) => JSON.stringify(event)).join("\n"));
        assert.deepEqual(readEvents(file), brokenEvents);
    });

    it("names each line that is not an event", () => {
        const [first = "", second = "", ...rest] = problemsOf('{"sequence":0}\n{\n[]\n');
        assert.match(first, /line 2: got a line that is not an engine event, want/);
        assert.match(second, /line 3/);
        assert.deepEqual(rest, []);
    });

    it("is rejected if it is empty or missing", () => {
        assert.match(problemsOf("\n").join(), /got no events, want/);
        assert.throws(() => readEvents(join(folder, "none")), /got ENOENT, want the log/);
    });
});
