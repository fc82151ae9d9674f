import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runbook } from "../../infra/watching/alarm-definition";
import { alarmTable } from "../../infra/watching/planned-alarms";
import { root } from "./markdown";

describe("the runbook", () => {
    const text = readFileSync(join(root, runbook), "utf8");
    const keys = Object.values(alarmTable)
        .flat()
        .map(({ key }) => key);

    it("has a section for each alarm, which its messages refer to, and no other", () => {
        // GitHub's anchor of a heading in lower case is the heading itself.
        const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);
        assert.deepEqual(headings, keys);
        assert.equal(new Set(keys).size, keys.length);
    });

    it("says in each section what to do", () => {
        for (const section of text.split(/^### /m).slice(1)) {
            const [heading = "", ...lines] = section.split(/^## /m)[0]?.split("\n") ?? [];
            assert.ok(lines.join(" ").trim().length > 80, heading);
        }
    });

    it("is linked from the page on operation", () => {
        assert.match(readFileSync(join(root, "docs/operation.md"), "utf8"), /\]\(watching\/runbook\.md\)/);
    });
});
