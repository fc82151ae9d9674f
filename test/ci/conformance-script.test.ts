import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../tools/cli/project/project";

const outputs = {
    apiKeyValues: { web: "k-web-0123456789abcdef" },
    invokeUrls: {
        live: { pictures: "https://x.example/live/pictures", books: "https://x.example/live/books" },
        candidate: { pictures: "https://x.example/candidate/pictures", books: "https://x.example/candidate/books" },
    },
};

describe("conformance.sh", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        writeOutputs(outputs);
        command("pulumi", `[ "$*" = "stack output --stack prod --show-secrets --json" ] && cat "${folder}/outputs"`);
        command("sleep", `echo "sleep $*" >> "${folder}/calls"`);
        command(
            "npm",
            `echo "$*" >> "${folder}/calls"\nread -r status rest < "${folder}/statuses"
echo "$rest" > "${folder}/statuses"\nexit "$status"`,
        );
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const writeOutputs = (values: object) => writeFileSync(join(folder, "outputs"), JSON.stringify(values));

    function command(name: string, script: string): void {
        writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`);
        chmodSync(join(folder, name), 0o755);
    }

    /** Runs the script with a suite that ends with these exit codes, in order. */
    function run(statuses: string, environment: Readonly<Record<string, string>> = {}) {
        writeFileSync(join(folder, "calls"), "");
        writeFileSync(join(folder, "statuses"), statuses);
        const PATH = `${folder}:${process.env.PATH}`;
        const env = {
            PATH,
            GITHUB_ACTIONS: "true",
            STACK: "prod",
            CLIENT: "web",
            API_PATH: "/books/all",
            ...environment,
        };
        const script = join(projectFolder, ".github/scripts/conformance.sh");
        const { status, stdout } = spawnSync(script, { env, encoding: "utf8" });
        return { status, stdout, calls: readFileSync(join(folder, "calls"), "utf8").trim().split("\n") };
    }

    it("tests each stage, and prints the key only to mask it", () => {
        const { status, stdout, calls } = run("0 0");
        assert.equal(status, 0);
        const key = outputs.apiKeyValues.web;
        assert.deepEqual(calls, [
            `run --silent conformance -- --publisher rest --url https://x.example/live --key ${key} --path /books/all`,
            `run --silent conformance -- --publisher rest --url https://x.example/candidate --key ${key} --path /books/all`,
        ]);
        assert.deepEqual(stdout.trim().split("\n"), [
            `::add-mask::${key}`,
            "https://x.example/live",
            "https://x.example/candidate",
        ]);
    });

    it("tests each stage below a domain name, also at its root", () => {
        const name = "https://api.shop.example";
        const urls = { live: { books: `${name}/books` }, candidate: { books: `${name}/candidate/books` } };
        writeOutputs({ ...outputs, invokeUrls: urls });
        const { status, calls } = run("0 0");
        assert.equal(status, 0);
        assert.deepEqual(
            calls.map((call) => / --url (\S+) /.exec(call)?.[1]),
            [name, `${name}/candidate`],
        );
    });

    it("tests an HTTP API at the host of its URLs", () => {
        const key = "k-http-0123456789abcdef";
        const host = "https://x.execute-api.eu-central-1.amazonaws.com";
        writeOutputs({
            httpApiKeyValues: { web: key },
            httpUrls: { authors: `${host}/api/authors`, books: `${host}/api/books` },
        });
        const { status, stdout, calls } = run("0", { API_PATH: "/api/books/1" });
        assert.equal(status, 0, stdout);
        assert.deepEqual(calls, [
            `run --silent conformance -- --publisher http --url ${host} --key ${key} --path /api/books/1`,
        ]);
        assert.deepEqual(stdout.trim().split("\n"), [`::add-mask::${key}`, host]);
        assert.equal(run("0", { API_PATH: "/api/booksellers" }).status, 2);
    });

    it("does not print the key outside GitHub Actions, where nothing masks it", () => {
        const { status, stdout } = run("0 0", { GITHUB_ACTIONS: "" });
        assert.equal(status, 0);
        assert.ok(!stdout.includes(outputs.apiKeyValues.web), stdout);
    });

    it("retries once after a pause, because a new key takes a moment", () => {
        const { status, calls } = run("1 0 0");
        assert.equal(status, 0);
        assert.equal(calls[1], "sleep 60");
        assert.equal(calls.length, 4);
    });

    it("fails if the retry fails, and skips the remaining stages", () => {
        const { status, calls } = run("1 1 0");
        assert.equal(status, 1);
        assert.equal(calls.length, 3);
    });

    it("names the variables to set if the client or the API does not exist", () => {
        for (const environment of [{ CLIENT: "unknown" }, { API_PATH: "/nothing/all" }]) {
            const { status, stdout, calls } = run("0 0", environment);
            assert.equal(status, 2);
            assert.match(stdout, /::error::stack prod has no client .* set GATEHOUSE_CLIENT and GATEHOUSE_PATH/);
            assert.deepEqual(calls, [""]);
        }
    });
});
