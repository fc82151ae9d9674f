import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../tools/cli/project/project";
import { TemporaryFolders } from "../tools/cloud-simulator/engine/temporary-folder";
import { runWorkflow } from "./run-workflow";
import { readWorkflow } from "./workflow";

const common = { stack: "dev", base: "HEAD", repository: projectFolder, linksPackages: true };

function scriptsOf(workflow: string, job: string): (string | undefined)[] {
    const { steps = [] } = readWorkflow(projectFolder, workflow).jobs[job] ?? {};
    return steps.filter(({ run }) => run !== undefined).map(({ name, run }) => name ?? run);
}

describe("The scripts of the workflows", function () {
    this.timeout(20 * 60_000);

    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    it("runs every script of a pull request's report from a clean clone, up to the comment", async () => {
        const { outcomes, comment, summary, calls } = await runWorkflow({
            ...common,
            workflow: "preview",
            job: "report",
        });
        const ran = outcomes.filter(({ kind }) => kind === "ran");
        assert.deepEqual(
            ran.map(({ title }) => title),
            scriptsOf("preview", "report"),
        );
        for (const { title, status, output } of ran) assert.equal(status, 0, `${title}: ${output}`);
        assert.match(comment ?? "", /^<!-- gatehouse-report dev -->\n## ✅ dev: every rule holds \(strict\)\n/);
        assert.equal(summary, comment);
        assert.ok(
            calls.some((call) => call.startsWith("gh api --silent --method POST repos/example/gatehouse/code-sc")),
        );
    });

    it("previews with the real CLI and its event log, as against AWS, and comments in addition to the offline report", async () => {
        const { outcomes, comment } = await runWorkflow({ ...common, workflow: "preview-aws" });
        const ran = outcomes.filter(({ kind }) => kind === "ran");
        assert.deepEqual(
            ran.map(({ title }) => title),
            scriptsOf("preview-aws", "preview"),
        );
        for (const { title, status, output } of ran) assert.equal(status, 0, `${title}: ${output}`);
        assert.match(comment ?? "", /^<!-- gatehouse-aws dev -->\nAgainst AWS:\n\n.*\n## ✅ dev: every rule holds/);
    });

    it("reports, comments and fails if a rule is broken", async () => {
        const repository = folders.make();
        execFileSync("git", ["clone", "--quiet", projectFolder, repository]);
        symlinkSync(join(projectFolder, "node_modules"), join(repository, "node_modules"));
        const file = join(repository, "Pulumi.dev.yaml");
        writeFileSync(
            file,
            readFileSync(file, "utf8").replace(/requestsPerSecond: 1000,/, "requestsPerSecond: 100001,"),
        );
        const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
        execFileSync("git", [...identity, "commit", "--quiet", "--all", "--message", "faster"], { cwd: repository });
        const { outcomes, comment } = await runWorkflow({ ...common, repository, workflow: "preview-aws" });
        const statuses = outcomes.flatMap(({ title, kind, status }) => (kind === "ran" && status > 0 ? [title] : []));
        assert.deepEqual(statuses, ["Preview", "Report"]);
        assert.match(
            comment ?? "",
            /^<!-- gatehouse-aws dev -->\nAgainst AWS:\n\n.*\n## ❌ dev: R3 broken \(strict\)\n/,
        );
    });

    it("builds an image once, scans it and proposes its digest for the stack's file", async () => {
        const image = { api: "books", findings: { HIGH: 0, LOW: 7 } };
        const { outcomes, calls } = await runWorkflow({ ...common, stack: "prod", image, workflow: "image" });
        const ran = outcomes.filter(({ kind }) => kind === "ran");
        assert.deepEqual(
            ran.map(({ title }) => title),
            scriptsOf("image", "image"),
        );
        for (const { title, status, output } of ran) assert.equal(status, 0, `${title}: ${output}`);
        const built = calls.filter((call) => call.startsWith("docker buildx build "));
        assert.equal(built.length, 1);
        assert.match(
            built[0] ?? "",
            /--platform linux\/amd64 .*\/gatehouse\/books:\d{8}-\d{6}-[0-9a-f]{12} --provenance=mode=max --sbom=true/,
        );
        const scans = calls.filter((call) => call.includes("describe-image-scan-findings"));
        assert.equal(scans.length, 2);
        for (const scan of scans)
            assert.match(scan, /--repository-name gatehouse\/books --image-id imageDigest=sha256:0{63}2 /);
        const [content = ""] = calls.flatMap(
            (call) => /contents\/Pulumi\.prod\.yaml .*content=(\S+)$/.exec(call)?.[1] ?? [],
        );
        const reference = `123456789012.dkr.ecr.eu-central-1.amazonaws.com/gatehouse/books@sha256:${"0".repeat(63)}1`;
        assert.ok(Buffer.from(content, "base64").toString().includes(`books: { image: ${reference}, port: 5000`));
        assert.ok(calls.some((call) => call.startsWith("gh pr create --head image/books --base main ")));
    });

    it("proposes no image in which the scan finds too much", async () => {
        const image = { api: "books", findings: { CRITICAL: 2, HIGH: 1 } };
        const { outcomes, calls } = await runWorkflow({ ...common, stack: "prod", image, workflow: "image" });
        const [failed] = outcomes.filter(({ status }) => status > 0);
        assert.equal(failed?.title, "Scan");
        assert.match(failed.output, /::error::2 findings of severity CRITICAL in gatehouse\/books@sha256:0{63}2\n/);
        assert.match(failed.output, /::error::1 findings of severity HIGH/);
        assert.deepEqual(
            calls.filter((call) => call.startsWith("gh ")),
            [],
        );
    });

    it("ends at an image that cannot be built", async () => {
        const image = { api: "books", buildFails: true };
        const { outcomes, calls } = await runWorkflow({ ...common, stack: "prod", image, workflow: "image" });
        const [failed] = outcomes.filter(({ status }) => status > 0);
        assert.equal(failed?.title, "Build");
        assert.match(failed.output, /docker buildx build failed/);
        assert.deepEqual(
            calls.filter((call) => call.includes("imagetools") || call.startsWith("gh ")),
            [],
        );
    });

    it("deploys with the real CLI, and tests each stage with a key that appears in no log", async () => {
        const { outcomes, calls } = await runWorkflow({ ...common, workflow: "deploy" });
        const ran = outcomes.filter(({ kind }) => kind === "ran");
        assert.deepEqual(
            ran.map(({ title }) => title),
            scriptsOf("deploy", "deploy"),
        );
        for (const { title, status, output } of ran) assert.equal(status, 0, `${title}: ${output}`);
        const tested = calls.filter((call) => call.includes("conformance"));
        assert.equal(tested.length, 1);
        const [, stage, key = ""] =
            /--silent conformance -- --publisher rest --url (\S+) --key (\S+) --path \/pictures\/all$/.exec(
                tested[0] ?? "",
            ) ?? [];
        assert.match(stage ?? "", /^https:\/\/.*\/Test$/);
        assert.ok(key.length >= 20, "the key of the client");
        const shown = outcomes.map(({ output }) => output).join("");
        assert.ok(shown.includes(`::add-mask::${key}\n`));
        assert.ok(!shown.replace(`::add-mask::${key}\n`, "").includes(key), "the key is shown");
    });
});
