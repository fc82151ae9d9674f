import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import { z } from "zod";
import { projectFolder } from "../../tools/cli/project/project";
import { asMarkdown } from "../../tools/cli/report/render/markdown";
import { asSarif } from "../../tools/cli/report/render/sarif";
import { brokenEvents, reportOf } from "../tools/cli/report/sample";

const text = readFileSync(join(projectFolder, ".github/workflows/preview.yml"), "utf8");
const step = z.object({ name: z.string().optional(), uses: z.string().optional(), run: z.string().optional() });
const job = z.object({ permissions: z.record(z.string(), z.string()), steps: z.array(step) });
const workflow = z
    .object({ on: z.string(), permissions: z.strictObject({}), jobs: z.record(z.string(), job) })
    .parse(parse(text));
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

// Records its calls; lists the comment with the id in FAKE_ID.
const fakeGh = `#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
case "$*" in *--paginate*) if [ -n "$FAKE_ID" ]; then echo "$FAKE_ID"; echo 99; fi ;; esac
`;

describe("The workflow of a pull request", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        mkdirSync(join(folder, "report"));
        cpSync(join(projectFolder, ".github"), join(folder, ".github"), { recursive: true });
        const report = reportOf(brokenEvents);
        writeFileSync(join(folder, "report/report.md"), asMarkdown(report));
        writeFileSync(join(folder, "report/results.sarif"), asSarif(report));
        writeFileSync(join(folder, "gh"), fakeGh);
        chmodSync(join(folder, "gh"), 0o755);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function runStep(name: string, environment: Readonly<Record<string, string>> = {}): string[] {
        const calls = join(folder, "calls");
        writeFileSync(calls, "");
        const env = {
            PATH: `${folder}:${process.env.PATH}`,
            CALLS: calls,
            GITHUB_REPOSITORY: "o/r",
            NUMBER: "7",
            GITHUB_SHA: "abc",
            GITHUB_REF: "refs/pull/7/merge",
            ...environment,
        };
        const run = steps.find((step) => step.name === name)?.run ?? assert.fail(`no step ${name}`);
        const options = { cwd: folder, env, encoding: "utf8" } as const;
        const { status, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", run], options);
        assert.equal(status, 0, stderr);
        return readFileSync(calls, "utf8").trim().split("\n");
    }

    it("runs the code of forks without secrets and with minimal permissions", () => {
        assert.equal(workflow.on, "pull_request");
        assert.deepEqual(workflow.jobs.check?.permissions, { contents: "read" });
        assert.deepEqual(Object.keys(workflow.jobs.report?.permissions ?? {}), [
            "contents",
            "pull-requests",
            "security-events",
        ]);
        assert.doesNotMatch(text, /secrets\./);
    });

    it("creates a comment if the pull request has none", () => {
        const [list = "", create = "", ...rest] = runStep("Comment");
        assert.match(list, /--paginate repos\/o\/r\/issues\/7\/comments/);
        assert.match(create, /--method POST repos\/o\/r\/issues\/7\/comments --field body=@report\/report\.md/);
        assert.deepEqual(rest, []);
    });

    it("updates an existing comment", () => {
        const calls = runStep("Comment", { FAKE_ID: "42" });
        assert.match(
            calls[1] ?? "",
            /--method PATCH repos\/o\/r\/issues\/comments\/42 --field body=@report\/report\.md/,
        );
    });

    it("sends the findings to code scanning, compressed as its API requires", () => {
        const [call = ""] = runStep("Code scanning");
        assert.match(call, /commit_sha=abc .*ref=refs\/pull\/7\/merge .*sarif=@report\/results\.sarif\.gz\.base64/);
        const sent = readFileSync(join(folder, "report/results.sarif.gz.base64"), "utf8");
        assert.equal(gunzipSync(Buffer.from(sent, "base64")).toString(), asSarif(reportOf(brokenEvents)));
    });

    it("adds the report to the summary of the run", () => {
        const summary = join(folder, "summary.md");
        runStep("Summary", { GITHUB_STEP_SUMMARY: summary });
        assert.equal(readFileSync(summary, "utf8"), asMarkdown(reportOf(brokenEvents)));
    });
});
