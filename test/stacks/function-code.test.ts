import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { bundledFunction, functionCode } from "../../stacks/apis/function-code";

const entries = ["database-user/mysql", "database-user/postgres"];

async function folderOf(archive: pulumi.asset.Archive): Promise<string> {
    return await (archive as pulumi.asset.FileArchive).path;
}

describe("the code of a function", () => {
    for (const entry of entries) {
        it(`of ${entry} is a single file with a handler, without the SDK, which Lambda has`, async () => {
            const folder = await folderOf(functionCode(entry).archive);
            const script = [
                "const asked = [];",
                "const load = require('node:module')._load;",
                "require('node:module')._load = (name, ...rest) => name.startsWith('@aws-sdk/') ? (asked.push(name), {}) : load(name, ...rest);",
                `const { handler } = require(${JSON.stringify(join(folder, "index.js"))});`,
                "console.log(typeof handler, asked.join());",
            ];
            // From a folder without packages.
            const found = execFileSync(process.execPath, ["-e", script.join("\n")], { cwd: "/", encoding: "utf8" });
            assert.equal(found.trim(), "function @aws-sdk/client-secrets-manager");
        });
    }

    it("is bundled again after an edit of a file in it", () => {
        const folder = mkdtempSync(join(tmpdir(), "function-code-"));
        try {
            writeFileSync(join(folder, "price.ts"), "export const price = 1;");
            writeFileSync(
                join(folder, "main.ts"),
                'import { price } from "./price"; export const handler = () => price;',
            );
            const before = bundledFunction(join(folder, "main.ts"));
            assert.equal(bundledFunction(join(folder, "main.ts")), before);
            writeFileSync(join(folder, "price.ts"), "export const price = 234;");
            assert.notEqual(bundledFunction(join(folder, "main.ts")).hash, before.hash);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("is bundled once a process, and differs by engine", () => {
        const [one, other] = entries.map(functionCode);
        assert.equal(functionCode("database-user/mysql"), one);
        assert.notEqual(one?.hash, other?.hash);
        assert.match(one?.hash ?? "", /^[0-9a-f]{64}$/);
    });

    it("is the same file in another process", async () => {
        const folder = await folderOf(functionCode("database-user/postgres").archive);
        const script = `require("tsx/cjs"); console.log(require("./stacks/apis/function-code").functionCode("database-user/postgres").hash)`;
        const root = join(__dirname, "../..");
        const hash = execFileSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" }).trim();
        assert.ok(folder.endsWith(hash), `${folder} ${hash}`);
    });
});
