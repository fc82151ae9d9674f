import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportCommand } from "../../../../tools/cli/report/report-command";
import { createReportFolder } from "../../../../tools/cli/report/write-report";

describe("The folder of a report", () => {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    after(() => rmSync(folder, { recursive: true }));

    it("is created with its parents, and left empty", () => {
        const nested = join(folder, "a", "b");
        for (const _ of ["missing", "there"]) {
            createReportFolder(nested);
            assert.deepEqual(readdirSync(nested), []);
        }
    });

    it("is rejected before the preview if it cannot be created or written", async () => {
        const file = join(folder, "file");
        writeFileSync(file, "");
        const rejected = [file, join(file, "below")];
        // Where the system has it: creating a folder in it fails as if it were missing.
        if (existsSync("/proc/self")) rejected.push("/proc", "/proc/gatehouse/deep");
        for (const out of rejected) {
            const rejection = {
                name: "UsageError",
                message: new RegExp(`^"--out ${out}": got E\\w+, want a writable`),
            };
            assert.throws(() => createReportFolder(out), rejection);
            await assert.rejects(reportCommand(["--out", out], new AbortController().signal), rejection);
        }
    });
});
