import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findCli } from "../../tools/cloud-simulator/engine/find-cli";
import { noEngine } from "./root-hooks";
import { needsEngine } from "./tier-of";

// Mocha's own file search, which its type declarations omit.
const { lookupFiles } = require("mocha/lib/cli/cli") as {
    lookupFiles(pattern: string, extensions: readonly string[]): string[];
};
const root = resolve(__dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The files that an npm script passes to mocha. */
function filesOf(script: string): string[] {
    const patterns = [...String(scripts[script]).matchAll(/'(test\/[^']+)'/g)].map(([, pattern = ""]) => pattern);
    return patterns.flatMap((pattern) => lookupFiles(join(root, pattern), [".ts"]));
}

describe("The tiers of the tests", () => {
    it("have no file in common, and together contain all tests", () => {
        const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .map((file) => join(root, "test", file));
        const tests = files.filter((file) => file.endsWith(".test.ts"));
        const unit = tests.filter((file) => !needsEngine(file));
        assert.deepEqual(filesOf("test:unit").sort(), unit.sort());
        assert.deepEqual(filesOf("test:engine").sort(), tests.filter(needsEngine).sort());
        assert.deepEqual(filesOf("test").sort(), tests.sort());
        const others = files.filter((file) => !tests.includes(file));
        const lost = others.filter((file) => /^describe\(/m.test(readFileSync(file, "utf8")));
        assert.deepEqual(lost, []);
    });

    it("fail a unit test that starts the engine, and say how to name it", async () => {
        assert.equal(process.env.GATEHOUSE_PULUMI, noEngine);
        await assert.rejects(findCli(), /rename-the-file-to-\*\.engine\.test\.ts" does not run/);
    });
});
