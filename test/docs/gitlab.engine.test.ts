import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { runJob } from "../ci/run-job";
import { Stubs } from "../ci/stubs";
import { TemporaryFolders } from "../tools/cloud-simulator/engine/temporary-folder";
import { fenced, root } from "./markdown";

const job = z.object({
    script: z.array(z.string()).default([]),
    artifacts: z.object({ paths: z.array(z.string()), reports: z.object({ junit: z.string() }) }).optional(),
});
const jobs = z
    .record(z.string(), job)
    .parse(Object.assign({}, ...fenced("docs/gitlab.md", "yaml").map((text) => parse(text))));

describe("docs/gitlab.md", function () {
    this.timeout(10 * 60_000);

    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    it("has a job for each purpose", () => {
        assert.deepEqual(Object.keys(jobs), ["check", "report", ".aws", "preview-aws", "deploy"]);
    });

    it("reports from a clean clone, and writes the files that are kept as artifacts", async () => {
        const folder = folders.make();
        const workspace = join(folder, "clone");
        execFileSync("git", ["clone", "--quiet", root, workspace]);
        const base = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
        const stubs = new Stubs(join(folder, "stubs"), root);
        const { script, artifacts } = jobs.report ?? assert.fail("no job");
        const outcomes = await runJob({
            job: { permissions: {}, env: {}, steps: script.map((run) => ({ run, with: {}, env: {} })) },
            contexts: {},
            workspace,
            runnerFolder: join(folder, "runner"),
            environment: {
                ...process.env,
                PATH: `${stubs.binFolder}:${process.env.PATH}`,
                STACK: "dev",
                CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
            },
        });
        for (const { title, status, output } of outcomes) assert.equal(status, 0, `${title}: ${output}`);
        assert.match(readFileSync(join(workspace, "report/report.md"), "utf8"), /✅ dev: every rule holds/);
        for (const path of artifacts?.paths ?? []) assert.ok(readdirSync(join(workspace, path)).length > 0, path);
        assert.ok(existsSync(join(workspace, artifacts?.reports.junit ?? "")));
    });
});
