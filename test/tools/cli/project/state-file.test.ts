import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewCommand } from "../../../../tools/cli/preview/preview-command";
import { rehearseCommand } from "../../../../tools/cli/rehearsal/rehearse-command";
import { reportCommand } from "../../../../tools/cli/report/report-command";

describe("The flag --state", () => {
    const { signal } = new AbortController();
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    const state = join(folder, "dev.json");
    before(() => {
        const urn = "urn:pulumi:dev::gatehouse::pulumi:pulumi:Stack::gatehouse-dev";
        const resources = [{ urn, type: "pulumi:pulumi:Stack" }];
        writeFileSync(state, JSON.stringify({ version: 3, deployment: { resources } }));
    });
    after(() => rmSync(folder, { recursive: true }));

    it("rejects a state of another stack", async () => {
        const message = `"--state": "${state}": got a state of stack "dev", want one of "prod"`;
        const flags = ["--stack", "prod", "--state", state];
        await assert.rejects(previewCommand(flags, signal), { name: "UsageError", message });
        await assert.rejects(rehearseCommand(flags, signal), { name: "UsageError", message });
        const out = join(folder, "report");
        await assert.rejects(reportCommand([...flags, "--out", out], signal), { name: "UsageError", message });
    });

    it("is rejected by scenarios that create every resource", async () => {
        const message =
            '"--state": got it with "failures", "interrupted", want scenarios that need not create everything';
        const flags = ["--state", state, "--scenario", "failures", "--scenario", "interrupted"];
        await assert.rejects(rehearseCommand(flags, signal), { name: "UsageError", message });
        await assert.rejects(rehearseCommand(["--state", state, "--all"], signal), /"--state": got it with .*"scale"/);
    });
});
