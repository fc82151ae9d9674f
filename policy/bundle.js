// Plain JavaScript, as it runs before there is anything that could translate it.
const { createHash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const version = require("esbuild/package.json").version;

/**
 * The pack as one file of JavaScript, translated when its sources are new and kept beside its packages: to load more
 * than a hundred files of TypeScript one by one takes longer than to judge a stack by them.
 * @param {string} folder the pack's folder.
 * @returns {{ file: string, code: string }} what to run, and under which name.
 */
exports.bundleOf = (folder) => {
    const cache = join(folder, "node_modules/.cache/gatehouse-policy");
    const file = join(cache, `${keyOf(folder)}.js`);
    const kept = textOf(file);
    if (kept !== undefined) return { file, code: kept };
    const code = translate(folder);
    try {
        keep(cache, file, code);
    } catch (error) {
        // The pack judges as well without: a folder may be read-only, or shared by a user who may not write.
        console.error(`The policy pack starts slower than it could: "${cache}" cannot be written (${error.message}).`);
    }
    return { file, code };
};

function keyOf(folder) {
    const hash = createHash("sha256").update(`${version} ${process.version}\n`);
    for (const name of sourcesOf(folder)) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
    return hash.digest("hex").slice(0, 32);
}

function sourcesOf(folder, under = "") {
    return readdirSync(join(folder, under), { withFileTypes: true })
        .flatMap((entry) => {
            const name = join(under, entry.name);
            if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesOf(folder, name);
            return entry.name.endsWith(".ts") ? [name] : [];
        })
        .sort();
}

function textOf(file) {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
        throw error;
    }
}

function translate(folder) {
    const { outputFiles } = require("esbuild").buildSync({
        absWorkingDir: folder,
        entryPoints: ["index.ts"],
        bundle: true,
        packages: "external",
        platform: "node",
        format: "cjs",
        target: `node${process.versions.node}`,
        write: false,
    });
    return outputFiles[0].text;
}

// Written under another name first, so that a start beside this one never reads half a file. What older sources became goes.
function keep(cache, file, code) {
    mkdirSync(cache, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    const older = readdirSync(cache).filter((name) => name.endsWith(".js") && join(cache, name) !== file);
    for (const name of older) rmSync(join(cache, name), { force: true });
}
