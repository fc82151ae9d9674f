import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../../tools/cli/project/project";
import { reportSchema } from "../../../../tools/cli/report/facts/report-schema";
import { checkedAndEnded, failure, resource } from "../report/events";
import { brokenEvents, waivers } from "../report/sample";

function run(...args: string[]) {
    const command = ["tools/cli/start.js", "report", ...args];
    return spawnSync(process.execPath, command, { cwd: projectFolder, encoding: "utf8" });
}

describe("npm run report", function () {
    this.timeout(20 * 60_000);
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("reports on an offline preview of a stack", () => {
        const { status, stderr } = run("--stack", "dev", "--out", folder);
        assert.equal(status, 0, stderr);
        const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, "report.json"), "utf8")));
        assert.equal(report.verdict, "holds");
        for (const { id, checked } of report.rules) assert.match(checked, /\d/, `${id} judged nothing`);
        assert.ok(report.resources.length >= 60, String(report.resources.length));
    });

    for (const [what, events, code] of [
        ["holds", [resource("pulumi:pulumi:Stack", "gatehouse-x"), ...checkedAndEnded], 0],
        ["is broken", brokenEvents, 1],
        ["failed", [resource("pulumi:pulumi:Stack", "gatehouse-x"), failure("no")], 3],
    ] as const) {
        it(`ends with ${code} on the events of a preview that ${what}`, () => {
            const file = join(folder, "events.jsonl");
            writeFileSync(file, events.map((event) => JSON.stringify(event)).join("\n"));
            assert.equal(run("--events", file, "--out", join(folder, "made", "out")).status, code);
            assert.equal(readdirSync(join(folder, "made", "out")).length, 5);
        });
    }

    it("prints the schema of report.json", () => {
        const { properties } = JSON.parse(run("--schema").stdout);
        assert.deepEqual(Object.keys(properties), Object.keys(reportSchema.shape));
    });

    it("ends with 2 where an assumption or what the pack wrote cannot be understood", () => {
        const file = join(folder, "events.jsonl");
        writeFileSync(file, brokenEvents.map((event) => JSON.stringify(event)).join("\n"));
        const assumed = run("--events", file, "--out", folder, "--assume", "natGb=many", "--assume", "more=1");
        assert.equal(assumed.status, 2);
        assert.match(assumed.stderr, /"--assume": got "natGb=many", want.*\n.*got "more=1", want/);
        const checked = run("--events", file, "--out", folder, "--checked", file);
        assert.equal(checked.status, 2);
        assert.match(checked.stderr, /got another format, want the file that GATEHOUSE_POLICY_REPORT named/);
        assert.match(run("--checked", file, "--out", folder).stderr, /"--checked": got it without --events/);
    });

    it("knows the waivers of a preview that was run from what the pack wrote", () => {
        const events = join(folder, "events.jsonl");
        const checked = join(folder, "judged.json");
        writeFileSync(
            events,
            checkedAndEnded
                .concat(brokenEvents[0] ?? [])
                .map((event) => JSON.stringify(event))
                .join("\n"),
        );
        writeFileSync(checked, JSON.stringify(waivers));
        assert.equal(run("--events", events, "--checked", checked, "--out", folder).status, 0);
        assert.match(readFileSync(join(folder, "report.md"), "utf8"), /### Waivers/);
    });

    it("ends with 2 and names every fault of its flags", () => {
        const { status, stderr } = run("--stack", "dev", "--events", "x");
        assert.equal(status, 2);
        assert.match(stderr, /"--stack": got it together with --events.*\n.*"--out": got nothing/);
        assert.equal(run("--sttack", "dev").status, 2);
    });
});
