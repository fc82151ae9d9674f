import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeUnfinishedAttributes } from "../../../../tools/cloud-simulator/engine/pending-operations";

describe("The state folder of a killed engine", () => {
    it("loses the attributes that were not written to their end, and nothing else", () => {
        const folder = mkdtempSync(join(tmpdir(), "gatehouse-state-"));
        try {
            const stacks = join(folder, ".pulumi", "stacks");
            mkdirSync(stacks, { recursive: true });
            writeFileSync(join(stacks, "dev.json"), "");
            writeFileSync(join(stacks, "dev.json.attrs"), "");
            writeFileSync(join(stacks, "prod.json.attrs"), "{}");
            removeUnfinishedAttributes(folder);
            assert.deepEqual(readdirSync(stacks).sort(), ["dev.json", "prod.json.attrs"]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });
});
