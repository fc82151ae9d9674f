import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

/** The project's folders and files that each folder may import from. */
const allowedImports: Readonly<Record<string, readonly RegExp[]>> = {
    openapi: [/^openapi\//],
    infra: [/^infra\//, /^openapi\//],
    policy: [/^policy\//],
    // An app is a separate build context, so it shares nothing with the other one.
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

/** Imports that are allowed in one file only; the file's comment gives the reason. */
const exceptions = new Map([["tools/bench/check-once.ts", "policy/pack/crossguard"]]);

describe("Imports between folders", () => {
    for (const [folder, allowed] of Object.entries(allowedImports)) {
        it(`${folder} imports only from ${allowed.map(String).join(", ")}`, () => {
            const violations = sources(folder)
                .filter((file) => file !== "policy/start.js")
                .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
                .filter(({ file, target }) => exceptions.get(file) !== target)
                .filter(({ target }) => !allowed.some((pattern) => pattern.test(target)));
            assert.deepEqual(violations, []);
        });
    }

    it("no file imports an entry file or a test", () => {
        const violations = Object.keys(allowedImports)
            .flatMap(sources)
            .filter((file) => file !== "policy/start.js")
            .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
            .filter(({ target }) => entries.some((pattern) => pattern.test(target)));
        assert.deepEqual(violations, []);
    });

    it("a component of infra uses components of other folders through the port only", () => {
        const shared = ["infra/map-values", "infra/backends/backend"];
        const violations = sources("infra").flatMap((file) =>
            importsOf(file)
                .filter((target) => target.startsWith("infra/") && dirname(target) !== dirname(file))
                .filter((target) => !shared.includes(target))
                .map((target) => ({ file, target })),
        );
        assert.deepEqual(violations, []);
    });

    it("every folder has source files", () => {
        for (const folder of Object.keys(allowedImports)) assert.ok(sources(folder).length > 0, folder);
    });
});
