import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interpolate, isMet } from "./expressions";
import { runJob } from "./run-job";

const contexts = { vars: { RUNNERS: '{"prod":"vpc"}' }, matrix: { stack: "prod" }, inputs: {} };

describe("The expressions of a workflow", () => {
    let workspace = "";
    beforeEach(() => {
        workspace = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(workspace, { recursive: true }));

    it("are replaced by their values, and by an empty string if they have none", async () => {
        const jobStatus = { hasFailed: false, workspace };
        const runner = "${{ fromJSON(vars.RUNNERS || '{}')[matrix.stack] || 'ubuntu-24.04' }}";
        assert.equal(await interpolate(runner, contexts, jobStatus), "vpc");
        assert.equal(await interpolate(runner, { ...contexts, vars: {} }, jobStatus), "ubuntu-24.04");
        assert.equal(await interpolate("a${{ vars.NONE }}b", contexts, jobStatus), "ab");
        assert.equal(await interpolate("${{ format('[\"{0}\"]', matrix.stack) }}", contexts, jobStatus), '["prod"]');
    });

    it("require success unless they call a status function", async () => {
        const failed = { hasFailed: true, workspace };
        assert.equal(await isMet(undefined, contexts, failed), false);
        assert.equal(await isMet("${{ matrix.stack == 'prod' }}", contexts, failed), false);
        assert.equal(await isMet("${{ !cancelled() && matrix.stack == 'prod' }}", contexts, failed), true);
        assert.equal(await isMet("${{ !cancelled() && hashFiles('x') != '' }}", contexts, failed), false);
        writeFileSync(join(workspace, "x"), "");
        assert.equal(await isMet("${{ !cancelled() && hashFiles('x') != '' }}", contexts, failed), true);
    });

    it("are rejected if they name an unknown context or function", async () => {
        const jobStatus = { hasFailed: false, workspace };
        await assert.rejects(interpolate("${{ varz.NONE }}", contexts, jobStatus), /varz/);
        await assert.rejects(interpolate("${{ hashFile('x') }}", contexts, jobStatus), /hashFile/);
    });

    it("let a job report after a failure, and read the outputs of a step", async () => {
        const seen: string[] = [];
        const step = (run: string, others: object = {}) => ({ run, with: {}, env: {}, ...others });
        const job = {
            permissions: {},
            env: { STACK: "${{ matrix.stack }}" },
            steps: [
                step('echo "region=a=b" >> "$GITHUB_OUTPUT"', { id: "region" }),
                step('echo "$STACK $REGION"', { env: { REGION: "${{ steps.region.outputs.region }}" } }),
                step("false | true"),
                step("echo never"),
                step("echo report", { if: "${{ !cancelled() }}" }),
            ],
        };
        const runnerFolder = join(workspace, "runner");
        const environment = { PATH: process.env.PATH };
        const outcomes = await runJob({
            ...{ job, contexts, workspace, runnerFolder, environment },
            onStep: ({ kind, status, output }) => seen.push(`${kind} ${status} ${output}`.trim()),
        });
        assert.equal(outcomes.length, 5);
        assert.deepEqual(seen, ["ran 0", "ran 0 prod a=b", "ran 1", "skipped 0", "ran 0 report"]);
    });
});
