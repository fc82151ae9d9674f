import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
    appendFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
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

    it("translates the pack once, and prints its port each time", async () => {
        assert.deepEqual(await start(pack), { output: "a port", errors: "" });
        const [file = "", ...others] = readdirSync(cache);
        assert.match(file, /^[0-9a-f]{32}\.js$/);
        assert.deepEqual(others, []);
        const { ino, mtimeMs } = statSync(join(cache, file));
        assert.deepEqual(await start(pack), { output: "a port", errors: "" });
        assert.deepEqual(readdirSync(cache), [file]);
        const again = statSync(join(cache, file));
        assert.deepEqual([again.ino, again.mtimeMs], [ino, mtimeMs]);
    });

    it("translates edited sources, and deletes the older bundle", async () => {
        await start(pack);
        const before = readdirSync(cache);
        appendFileSync(join(pack, "index.ts"), 'console.error("edited");\n');
        assert.deepEqual(await start(pack), { output: "a port", errors: "edited\n" });
        const after = readdirSync(cache);
        assert.equal(after.length, 1);
        assert.notDeepEqual(after, before);
    });

    it("works without a writable cache, and prints a warning", async () => {
        mkdirSync(join(pack, "node_modules"));
        writeFileSync(join(pack, "node_modules/.cache"), "a file instead of a folder");
        const { output, errors } = await start(pack);
        assert.equal(output, "a port");
        assert.match(errors, /^The policy pack cannot be cached: ".*gatehouse-policy" cannot be written \(.+\)\.\n$/);
    });

    it("fails if a source cannot be translated", async () => {
        appendFileSync(join(pack, "index.ts"), "const = 1;\n");
        const { output, errors } = await start(pack);
        assert.equal(output, "code 1");
        assert.match(errors, /index\.ts:\d+:\d+: ERROR/);
    });

    it("takes the bundle of a package, which has no sources", async () => {
        execFileSync(process.execPath, ["bundle.js"], { cwd: pack });
        rmSync(join(pack, "index.ts"));
        // Packed again, as `pulumi policy publish` does, it keeps its bundle.
        for (const args of [["bundle.js"], ["bundle.js", "remove"]])
            execFileSync(process.execPath, args, { cwd: pack });
        assert.deepEqual(await start(pack), { output: "a port", errors: "" });
        assert.ok(!existsSync(cache));
    });

    it("fails in a package without a bundle, and says how to pack it", async () => {
        rmSync(join(pack, "index.ts"));
        const { output, errors } = await start(pack);
        assert.equal(output, "code 1");
        assert.match(errors, /pack it with --ignore-scripts=false/);
    });
});

// The SDK prints its port and runs until it is killed.
function start(pack: string): Promise<{ output: string; errors: string }> {
    const child = spawn(process.execPath, ["start.js"], { cwd: pack, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors += text;
    });
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        child.kill();
    });
    return new Promise((resolve, reject) => {
        child.once("error", reject);
        child.once("close", (code) => resolve({ output: /^\d+\n?$/.test(output) ? "a port" : `code ${code}`, errors }));
    });
}
