import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkPackages } from "../tools/cloud-simulator/engine/sample-project";

const source = join(__dirname, "../../policy");

describe("The start of the pack", function () {
    this.timeout(60_000);

    let folder: string;
    let pack: string;
    let cache: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        pack = join(folder, "policy");
        cache = join(pack, "node_modules/.cache/gatehouse-policy");
        cpSync(source, pack, { recursive: true, filter: (path) => path !== join(source, "node_modules") });
        linkPackages(folder);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("translates the pack once, and says its port each time", async () => {
        assert.deepEqual(await start(pack), { said: "a port", errors: "" });
        const [file = "", ...others] = readdirSync(cache);
        assert.match(file, /^[0-9a-f]{32}\.js$/);
        assert.deepEqual(others, []);
        const { ino, mtimeMs } = statSync(join(cache, file));
        assert.deepEqual(await start(pack), { said: "a port", errors: "" });
        assert.deepEqual(readdirSync(cache), [file]);
        const again = statSync(join(cache, file));
        assert.deepEqual([again.ino, again.mtimeMs], [ino, mtimeMs]);
    });

    it("translates what was edited, and forgets what it was before", async () => {
        await start(pack);
        const before = readdirSync(cache);
        appendFileSync(join(pack, "rules/r2-reads.ts"), 'console.error("edited");\n');
        assert.deepEqual(await start(pack), { said: "a port", errors: "edited\n" });
        const after = readdirSync(cache);
        assert.equal(after.length, 1);
        assert.notDeepEqual(after, before);
    });

    it("judges without a place to keep it, and says so", async () => {
        mkdirSync(join(pack, "node_modules"));
        writeFileSync(join(pack, "node_modules/.cache"), "in its place");
        const { said, errors } = await start(pack);
        assert.equal(said, "a port");
        assert.match(
            errors,
            /^The policy pack starts slower than it could: ".*gatehouse-policy" cannot be written \(.+\)\.\n$/,
        );
    });

    it("fails where a source cannot be translated", async () => {
        appendFileSync(join(pack, "rules/r2-reads.ts"), "const = 1;\n");
        const { said, errors } = await start(pack);
        assert.equal(said, "code 1");
        assert.match(errors, /rules\/r2-reads\.ts:\d+:\d+: ERROR/);
    });
});

// The SDK prints the port that it listens on, and serves until it is ended.
function start(pack: string): Promise<{ said: string; errors: string }> {
    const child = spawn(process.execPath, ["start.js"], { cwd: pack, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors += text;
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        child.kill();
    });
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => resolve({ said: /^\d+\n?$/.test(said) ? "a port" : `code ${code}`, errors }));
    });
}
