import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../local/project/project";
import { reportBase, resolveBase } from "../../../local/report/base-report";
import { compare } from "../../../local/report/compare";
import { asMarkdown } from "../../../local/report/markdown";
import { judgedAndEnded, resource } from "./events";
import { brokenEvents, reportOf } from "./sample";

const signal = new AbortController().signal;
const stack = resource("pulumi:pulumi:Stack", "gatehouse-x");
const nat = resource("aws:ec2/natGateway:NatGateway", "nat");

describe("The base of a change", function () {
    this.timeout(60_000);
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        git("init", "--quiet");
        symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function git(...args: string[]): string {
        const who = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
        return execFileSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" }).trim();
    }

    // A base is asked by its own command: this one writes what it is given and ends as a broken rule does.
    async function baseThat(command: string) {
        mkdirSync(join(folder, "local/commands"), { recursive: true });
        writeFileSync(join(folder, "local/commands/report.ts"), command);
        git("add", "local");
        git("commit", "--quiet", "--message", "base");
        return reportBase(folder, await resolveBase(folder, "HEAD"), "x", signal);
    }

    function writes(report: unknown): string {
        return `import { mkdirSync, writeFileSync } from "node:fs";
            const out = process.argv[5] ?? "";
            mkdirSync(out);
            writeFileSync(out + "/report.json", ${JSON.stringify(JSON.stringify(report))});
            process.exitCode = 1;`;
    }

    it("reports by its own program, also where a rule is broken there, and leaves no worktree", async () => {
        const report = reportOf(brokenEvents);
        assert.deepEqual(await baseThat(writes(report)), { commit: git("rev-parse", "HEAD"), report });
        assert.equal(git("worktree", "list").split("\n").length, 1);
    });

    it("is said to have no report where its command fails, or its report has another form or failed", async () => {
        for (const [command, error] of [
            ['throw new Error("no such thing");', "Error: no such thing"],
            [writes({ version: 2 }), "its report has another form"],
            [writes(reportOf([stack])), "The events end before the preview did."],
        ] as const) {
            const base = await baseThat(command);
            assert.ok("error" in base);
            assert.equal(base.error, error);
            assert.match(
                asMarkdown({ ...reportOf([stack]), difference: compare(reportOf([stack]), base) }),
                /could not be rendered/,
            );
        }
    });

    it("is a fault where the repository has no such commit", async () => {
        for (const ref of ["nowhere", "--help"]) await assert.rejects(resolveBase(folder, ref), /got no commit/);
    });
});

describe("The difference to a base", () => {
    const base = (...events: (typeof brokenEvents)[number][]) => ({ commit: "c".repeat(40), report: reportOf(events) });

    it("is what comes, what goes, what it costs, and which rules it breaks or mends", () => {
        const holds = reportOf([stack, nat, ...judgedAndEnded]);
        const worse = compare(reportOf(brokenEvents), base(stack, nat, ...judgedAndEnded));
        assert.ok("added" in worse);
        assert.deepEqual(worse.newlyBroken, ["R1", "R2", "R4"]);
        assert.deepEqual(
            worse.removed.map(({ name }) => name),
            ["nat"],
        );
        assert.equal(worse.fixedCost, -32.85);
        const better = compare(holds, base(...brokenEvents));
        assert.ok("added" in better);
        assert.deepEqual([better.mended, better.newlyBroken], [["R1", "R2", "R4"], []]);
        assert.match(
            asMarkdown({ ...holds, difference: better }),
            /Against cccccccccc: 1 more and 5 fewer resources; \+&#36;32\.85/,
        );
    });

    it("mends nothing where the preview failed", () => {
        const difference = compare(reportOf([stack]), base(...brokenEvents));
        assert.ok("mended" in difference);
        assert.deepEqual(difference.mended, []);
    });
});
