import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../../tools/cli/project/project";

describe("Loading a TypeScript program as one file", function () {
    this.timeout(60_000);

    let root = "";
    const cached = () => readdirSync(join(root, "node_modules/.cache/gatehouse")).sort();
    const write = (name: string, text: string) => writeFileSync(join(root, name), text);

    beforeEach(() => {
        root = realpathSync(mkdtempSync(join(tmpdir(), "gatehouse-test-")));
        mkdirSync(join(root, "node_modules"));
        mkdirSync(join(root, "part"));
        write("part/value.ts", "export const value: string = __dirname;\n");
        write("main.ts", 'import { value } from "./part/value";\n\nexport const main = () => value;\n');
    });
    afterEach(() => rmSync(root, { recursive: true }));

    /** Loads the program in a new process, calls `main` and returns the output. */
    function run(): { stdout: string; stderr: string } {
        const module = join(projectFolder, "tools/cli/start/load-program.js");
        const script = `require(${JSON.stringify(module)}).loadProgram(${JSON.stringify(root)}, "main.ts").then(
            ({ exports }) => console.log(exports.main()),
            (error) => console.error(error.message),
        )`;
        const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
        return { stdout: stdout.trim(), stderr };
    }

    it("preserves the folder of each file, and caches the result", () => {
        assert.equal(run().stdout, join(root, "part"));
        const first = cached();
        assert.equal(first.length, 3);
        assert.equal(run().stdout, join(root, "part"));
        assert.deepEqual(cached(), first);
    });

    it("notices an edit of any of its files, and removes the previous result", () => {
        run();
        const first = cached();
        write("part/value.ts", 'export const value = "edited";\n');
        assert.equal(run().stdout, "edited");
        assert.equal(cached().length, 3);
        assert.notDeepEqual(cached(), first);
    });

    it("names the file and line of a syntax error", () => {
        write("part/value.ts", "\nexport const = 1;\n");
        assert.match(run().stderr, /part\/value\.ts:2:13: ERROR: /);
    });

    it("names the TypeScript file and line in a stack trace, even for a cached program", () => {
        write(
            "part/value.ts",
            'export const value: string = "";\n\nexport function fail(): void {\n    throw new Error("x");\n}\n',
        );
        write(
            "main.ts",
            'import { fail } from "./part/value";\nexport function main() {\n    try {\n        fail();\n    } catch (error) {\n        return (error as Error).stack;\n    }\n}\n',
        );
        for (let times = 0; times < 2; times++) {
            const [message, top, next] = run().stdout.split("\n");
            assert.equal(message, "Error: x");
            assert.equal(top, `    at fail (${join(root, "part/value.ts")}:4:11)`);
            assert.match(next ?? "", /main\.ts:4:9\)$/);
        }
    });

    it("works without a writable cache, and says so", () => {
        // No user can write to a broken link.
        symlinkSync("/dev/null/nowhere", join(root, "node_modules/.cache"));
        const { stdout, stderr } = run();
        assert.equal(stdout, join(root, "part"));
        assert.match(stderr, /^Each start takes longer than it need: ".*" is not writable/);
    });
});
