import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
})
    .trim()
    .split("\n");

// Data in TypeScript: cases and tables, which are read line by line and not as a whole.
const data = /^test\/policy\/(corpus|census)\/|^test\/.*\.test\.ts$/;

// Each entry of a family, and the list of the entries, has its own file, however short, so that it is found by its name.
const family = /^tools\/cli\/(rehearsal\/scenarios|report\/sections)\/|^tools\/cloud-simulator\/aws\//;

// With more lines, the file that takes in another one would have two purposes and be too long to read at once.
const maxMergedLines = 150;

const product = tracked.filter((file) =>
    /^(app|functions|infra|openapi|policy|stacks|tools)\/.*\.(ts|cjs|js)$/.test(file),
);
const linesOf = (file: string) => readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;

function importersOf(): ReadonlyMap<string, readonly string[]> {
    const importers = new Map<string, string[]>();
    for (const file of product) {
        const text = readFileSync(join(root, file), "utf8");
        for (const [, specifier = ""] of text.matchAll(/(?:from|import\(|require\()\s*"(\.[^"]+)"/g)) {
            const target = `${relative(root, resolve(root, dirname(file), specifier))}.ts`;
            importers.set(target, [...(importers.get(target) ?? []), file]);
        }
    }
    return importers;
}

describe("The layout", () => {
    it("has at most 25 files in a folder", () => {
        const counts = new Map<string, number>();
        for (const file of tracked) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
        assert.deepEqual(
            [...counts].filter(([, count]) => count > 25),
            [],
        );
    });

    it("has at most 60 files of policy rules", () => {
        const count = tracked.filter((file) => file.startsWith("policy/rules/")).length;
        assert.ok(count > 40 && count <= 60, String(count));
    });

    it("has at most 200 lines in a file, except data", () => {
        const long = tracked
            .filter((file) => /\.(ts|cjs|js)$/.test(file) && !data.test(file))
            .map((file) => [file, linesOf(file)] as const)
            .filter(([, lines]) => lines > 200);
        assert.deepEqual(long, []);
    });

    it(`has no file under 30 lines whose only user would have at most ${maxMergedLines} lines with it`, () => {
        const crumbs = [...importersOf()]
            .filter(([file, importers]) => product.includes(file) && importers.length === 1 && !family.test(file))
            .map(([file, [importer = ""]]) => ({ file, importer, lines: linesOf(file) }))
            .filter(({ lines, importer }) => lines < 30 && lines + linesOf(importer) <= maxMergedLines)
            .map(({ file, importer, lines }) => `${file} (${lines} lines), used by ${importer}`);
        assert.deepEqual(crumbs, []);
    });

    it("is read from real files", () => {
        assert.ok(product.length > 300, String(product.length));
        assert.ok(importersOf().size > 250);
    });
});
