import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

/** What the files of a folder may import of ours: other folders, or exactly named files. */
const arrows: Readonly<Record<string, readonly RegExp[]>> = {
    openapi: [/^openapi\//],
    infra: [/^infra\//, /^openapi\//],
    policy: [/^policy\//],
    // An app is one build context: it shares nothing with the other.
    "app/pictures": [/^app\/pictures\//],
    "app/books": [/^app\/books\//],
    stacks: [/^stacks\//, /^infra\//, /^openapi\//],
    tools: [
        /^tools\//,
        /^stacks\//,
        /^openapi\//,
        /^policy\/(contract\/|pack\/report$)/,
        /^infra\/(gateway\/rest\/method-settings$|map-values$|backends\/backend$|backends\/kubernetes\/association-delay$)/,
    ],
};

const entries = [/^stacks\/index$/, /^policy\/index$/, /^test\//];

function sources(folder: string): string[] {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|cjs|js)$/.test(file) && !file.includes("node_modules"))
        .map((file) => join(folder, file));
}

function importsOf(file: string): string[] {
    const text = readFileSync(join(root, file), "utf8");
    const specifiers = [...text.matchAll(/(?:from|import|require\(|import\()\s*"(\.[^"]+)"/g)].map(
        (match) => match[1] ?? "",
    );
    return specifiers.map((specifier) =>
        relative(root, resolve(root, dirname(file), specifier)).replace(/\.(ts|js)$/, ""),
    );
}

/** Files that may do what their folder may not, each for a reason that its own text gives. */
const exceptions = new Map([["tools/bench/check-once.ts", "policy/pack/crossguard"]]);

describe("Arrows between folders", () => {
    for (const [folder, allowed] of Object.entries(arrows)) {
        it(`${folder} imports nothing of ours but ${allowed.map(String).join(", ")}`, () => {
            const unmatched = sources(folder)
                .filter((file) => file !== "policy/start.js")
                .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
                .filter(({ file, target }) => exceptions.get(file) !== target)
                .filter(({ target }) => !allowed.some((pattern) => pattern.test(target)));
            assert.deepEqual(unmatched, []);
        });
    }

    it("nobody imports an entry file or a test", () => {
        const unmatched = Object.keys(arrows)
            .flatMap(sources)
            .filter((file) => file !== "policy/start.js")
            .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
            .filter(({ target }) => entries.some((pattern) => pattern.test(target)));
        assert.deepEqual(unmatched, []);
    });

    it("a component of infra imports no other folder's component but through the port", () => {
        const shared = ["infra/map-values", "infra/backends/backend"];
        const unmatched = sources("infra").flatMap((file) =>
            importsOf(file)
                .filter((target) => target.startsWith("infra/") && dirname(target) !== dirname(file))
                .filter((target) => !shared.includes(target))
                .map((target) => ({ file, target })),
        );
        assert.deepEqual(unmatched, []);
    });

    it("every folder has files to look at", () => {
        for (const folder of Object.keys(arrows)) assert.ok(sources(folder).length > 0, folder);
    });
});
