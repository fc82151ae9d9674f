import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
    chmodSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
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

    /** Loads the program in a new process, evaluates an expression of `program` and returns the output. */
    function run(expression = "program.exports.main()"): { stdout: string; stderr: string } {
        const module = join(projectFolder, "tools/cli/start/load-program.js");
        const script = `require(${JSON.stringify(module)}).loadProgram(${JSON.stringify(root)}, "main.ts").then(
            (program) => console.log(${expression}),
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

    it("notices a deleted file, another esbuild configuration, and an edit after the load", () => {
        write("late.ts", 'export const late = "late";\n');
        write("main.ts", 'import { late } from "./late";\nexport const main = () => late;\n');
        run();
        const first = cached();
        write("tsconfig.json", '{ "compilerOptions": { "target": "ES2020" } }\n');
        assert.equal(run().stdout, "late");
        assert.notDeepEqual(cached(), first);
        const edit = `require("node:fs").appendFileSync(${JSON.stringify(join(root, "late.ts"))}, "// edited")`;
        assert.equal(run(`[program.isCurrent(), ${edit}, program.isCurrent()]`).stdout, "[ true, undefined, false ]");
        rmSync(join(root, "late.ts"));
        assert.match(run().stderr, /Could not resolve "\.\/late"/);
    });

    it("counts a file as changed that was saved during the translation and deleted since", () => {
        run();
        const [manifest = ""] = cached().filter((name) => name.endsWith(".json"));
        const file = join(root, "node_modules/.cache/gatehouse", manifest);
        const content = JSON.parse(readFileSync(file, "utf8"));
        writeFileSync(file, JSON.stringify({ ...content, inputs: { ...content.inputs, "part/value.ts": [] } }));
        rmSync(join(root, "part/value.ts"));
        assert.match(run().stderr, /Could not resolve "\.\/part\/value"/);
    });

    it("keeps a stack trace without its source map if another process has removed that", () => {
        write("main.ts", 'export const main = (): string => new Error("x").stack ?? "";\n');
        run();
        const removal = `require("node:fs").rmSync(${JSON.stringify(join(root, "node_modules/.cache"))}, { recursive: true })`;
        assert.match(
            run(`(${removal}, program.exports.main())`).stdout,
            /^Error: x\n {4}at Object\.main \(.*\.js:\d+:\d+\)/,
        );
    });

    it("removes results that are older than 30 days, and those of folders that are gone", () => {
        run();
        const cache = join(root, "node_modules/.cache/gatehouse");
        const gone = { root: join(root, "gone"), name: "b.js", inputs: {} };
        mkdirSync(join(cache, "v8"));
        writeFileSync(join(cache, "a.json"), JSON.stringify(gone));
        for (const name of ["b.js", "b.js.map", "old.js", "v8/old"]) writeFileSync(join(cache, name), "");
        for (const name of ["old.js", "v8/old"]) utimesSync(join(cache, name), 1, 1);
        write("part/value.ts", 'export const value = "edited";\n');
        assert.equal(run().stdout, "edited");
        assert.equal(cached().length, 4);
        assert.deepEqual(readdirSync(join(cache, "v8")), []);
    });

    // The superuser may read every file.
    if (process.getuid?.() !== 0)
        it("ignores a cache that it must not read", () => {
            run();
            for (const name of cached()) chmodSync(join(root, "node_modules/.cache/gatehouse", name), 0);
            assert.equal(run().stdout, join(root, "part"));
        });

    it("works without a writable cache, and says so", () => {
        // No user can write to a broken link.
        symlinkSync("/dev/null/nowhere", join(root, "node_modules/.cache"));
        const { stdout, stderr } = run();
        assert.equal(stdout, join(root, "part"));
        assert.match(stderr, /^Each start takes longer than it need: ".*" is not writable/);
    });
});
