import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { projectFolder } from "../../../../tools/cli/project/project";
import { reportBase, resolveBase } from "../../../../tools/cli/report/base-report";
import { compare } from "../../../../tools/cli/report/difference/compare";
import { asMarkdown } from "../../../../tools/cli/report/render/markdown";
import { checkedAndEnded, resource } from "./events";
import { brokenEvents, reportOf, waivers } from "./sample";

const flags = { source: { name: "x" }, prices: "prices.json", assume: { natGb: 7 } };
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

    // Commits a base whose report command is the given program.
    async function baseThat(command: string, more: { readonly state?: string } = {}) {
        writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { report: "node -r tsx/cjs base.ts" } }));
        writeFileSync(join(folder, "base.ts"), command);
        git("add", "package.json", "base.ts");
        git("commit", "--quiet", "--message", "base");
        return reportBase(folder, await resolveBase(folder, "HEAD"), { ...flags, ...more }, signal);
    }

    function writes(report: unknown): string {
        return `import { mkdirSync, writeFileSync } from "node:fs";
            const out = process.argv[5] ?? "";
            mkdirSync(out);
            writeFileSync(out + "/report.json", ${JSON.stringify(JSON.stringify(report))});
            process.exitCode = 1;`;
    }

    it("is reported by its own program, even if a rule is broken there, and leaves no worktree", async () => {
        const report = reportOf(brokenEvents);
        assert.deepEqual(await baseThat(writes(report)), { commit: git("rev-parse", "HEAD"), report });
        assert.equal(git("worktree", "list").split("\n").length, 1);
    });

    it("is estimated with the same prices and assumptions", async () => {
        const base = await baseThat("throw new Error(process.argv.slice(6).join());");
        assert.deepEqual(base, {
            commit: git("rev-parse", "HEAD"),
            error: `Error: --prices,${resolve("prices.json")},--assume,natGb=7`,
        });
    });

    it("starts from the same state", async () => {
        const base = await baseThat("throw new Error(process.argv.slice(6, 8).join());", { state: "dev.json" });
        assert.deepEqual(base, { commit: git("rev-parse", "HEAD"), error: `Error: --state,${resolve("dev.json")}` });
        const report = { ...reportOf(brokenEvents), source: "offline preview over a state" as const };
        const over = await baseThat(writes(report), { state: "dev.json" });
        assert.deepEqual(over, { commit: git("rev-parse", "HEAD"), report });
    });

    it("has no report over a state if its command does not know the flag", async () => {
        for (const [command, error] of [
            [
                `process.stderr.write('"--state": got an unknown flag, want one of --stack'); process.exitCode = 2;`,
                'its report command does not know "--state"',
            ],
            ['throw new Error("no such thing");', "Error: no such thing"],
            [writes(reportOf(brokenEvents)), "it was previewed without the state"],
        ] as const) {
            const base = await baseThat(command, { state: "dev.json" });
            assert.deepEqual(base, { commit: git("rev-parse", "HEAD"), error });
        }
    });

    it("has no report if its command fails, or its report is invalid, of another version or of a failed preview", async () => {
        for (const [command, error] of [
            ['throw new Error("no such thing");', "Error: no such thing"],
            [writes({ version: 2 }), "its report.json is not valid"],
            [writes({ ...reportOf(brokenEvents), version: 1 }), "its report.json has version 1, want 2"],
            [writes([]), "its report.json has version unknown, want 2"],
            [writes(reportOf([stack])), "The events end before the preview did."],
        ] as const) {
            const base = await baseThat(command);
            assert.ok("error" in base);
            assert.equal(base.error, error);
            assert.match(
                asMarkdown({ ...reportOf([stack]), difference: compare(reportOf([stack]), base) }),
                /No comparison, because the base [0-9a-f]{10} has no report: /,
            );
        }
    });

    it("is rejected if the repository has no such commit", async () => {
        for (const ref of ["nowhere", "--help"]) await assert.rejects(resolveBase(folder, ref), /got no commit/);
    });
});

describe("The difference to a base", () => {
    const base = (...events: (typeof brokenEvents)[number][]) => ({ commit: "c".repeat(40), report: reportOf(events) });

    it("lists added and removed resources, the cost, and the rules that it breaks or fixes", () => {
        const holds = reportOf([stack, nat, ...checkedAndEnded]);
        const worse = compare(reportOf(brokenEvents), base(stack, nat, ...checkedAndEnded));
        assert.ok("added" in worse);
        assert.deepEqual(worse.newlyBroken, ["R1", "R2", "R4"]);
        assert.deepEqual(
            worse.removed.map(({ name }) => name),
            ["nat"],
        );
        assert.equal(worse.fixedCost, -32.85);
        const better = compare(holds, base(...brokenEvents));
        assert.ok("added" in better);
        assert.deepEqual([better.fixed, better.newlyBroken], [["R1", "R2", "R4"], []]);
        assert.match(
            asMarkdown({ ...holds, difference: better }),
            /Against cccccccccc: fixes R1, R2, R4; .*resources: 1 added, 4 removed, 0 changed; \+&#36;32\.85/,
        );
    });

    it("contains changes of remaining resources, limits, waivers and each cost", () => {
        const plan = (rate: number, limit: number) =>
            resource("aws:apigateway/usagePlan:UsagePlan", "standard", {
                inputs: {
                    throttleSettings: { rateLimit: rate, burstLimit: 5 },
                    quotaSettings: { limit, period: "DAY" },
                },
            });
        const stage = (size: string) =>
            resource("aws:apigateway/stage:Stage", "live", {
                inputs: { stageName: "live", cacheClusterEnabled: true, cacheClusterSize: size },
            });
        const key = resource("aws:apigateway/apiKey:ApiKey", "web", { inputs: { enabled: true } });
        const before = reportOf([plan(10, 1000), stage("0.5"), ...checkedAndEnded]);
        const after = reportOf([plan(20, 1000), stage("1.6"), key, ...checkedAndEnded], waivers);
        const difference = compare(after, { commit: "c".repeat(40), report: before });
        assert.ok("limits" in difference);
        assert.deepEqual(
            difference.changed.map(({ name, properties }) => [name, properties]),
            [
                ["live", ["cacheClusterSize"]],
                ["standard", ["throttleSettings"]],
            ],
        );
        assert.deepEqual(difference.limits, [
            { subject: "stage live", limit: "cache", before: "0.5 GB", after: "1.6 GB" },
            { subject: "plan standard", limit: "requests a second", before: "10", after: "20" },
            { subject: "client web", limit: "API key", after: "enabled" },
        ]);
        assert.deepEqual(
            difference.waivers.map(({ policy, before, after }) => [policy, before, after]),
            [
                ["r1-private-kubernetes", undefined, "2026-12-04"],
                ["r3-rate-limits", undefined, "2027-01-31"],
            ],
        );
        assert.deepEqual(
            difference.costs.map(({ before, after }) => [before, after]),
            [
                [14.6, 0],
                [0, 27.74],
            ],
        );
        const text = asMarkdown({ ...after, difference });
        assert.match(text, /- plan standard, requests a second: 10 → 20\n/);
        assert.match(text, /- r3-rate-limits at load, last day: 2027-01-31 \(new\)\n/);
        assert.match(text, /- &#126; aws:apigateway:UsagePlan standard: throttleSettings\n/);
    });

    it("is empty against the same report", () => {
        const report = reportOf(brokenEvents, waivers);
        const { commit, fixedCost, usageCost, notCompared, ...lists } = compare(report, {
            commit: "c",
            report,
        }) as Exclude<ReturnType<typeof compare>, { error: string }>;
        assert.deepEqual([fixedCost, usageCost, notCompared], [0, 0, ["gatehouse-x"]]);
        assert.deepEqual(Object.values(lists).flat(), []);
    });

    it("fixes nothing if the preview failed", () => {
        const difference = compare(reportOf([stack]), base(...brokenEvents));
        assert.ok("fixed" in difference);
        assert.deepEqual(difference.fixed, []);
    });
});
