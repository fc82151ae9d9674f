// JavaScript, because it runs before anything can translate TypeScript.
const { createHash } = require("node:crypto");
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Bundles the pack into one JavaScript file, which is cached beside its packages until a source changes. Loading more
 * than a hundred TypeScript files one by one would take longer than checking a stack.
 * @param {string} folder folder of the pack.
 * @returns {{ file: string, code: string }} the bundle and its file name.
 */
exports.bundleOf = (folder) => {
    const cache = join(folder, "node_modules/.cache/gatehouse-policy");
    const file = join(cache, `${keyOf(folder)}.js`);
    const cached = textOf(file);
    if (cached !== undefined) return { file, code: cached };
    const code = translate(folder);
    try {
        store(cache, file, code);
    } catch (error) {
        // The cache is optional: the folder may be read-only or belong to another user.
        console.error(`The policy pack cannot be cached: "${cache}" cannot be written (${error.message}).`);
    }
    return { file, code };
};

function keyOf(folder) {
    const { version } = require("esbuild/package.json");
    const hash = createHash("sha256").update(`${version} ${process.version}\n`).update(readFileSync(__filename));
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
        if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(error.code)) return undefined;
        throw error;
    }
}

function translate(folder, target = `node${process.versions.node}`) {
    const { outputFiles } = require("esbuild").buildSync({
        absWorkingDir: folder,
        entryPoints: ["index.ts"],
        bundle: true,
        packages: "external",
        platform: "node",
        format: "cjs",
        target,
        write: false,
    });
    return outputFiles[0].text;
}

// Written under a temporary name first, so that a concurrent start never reads half a file. Older bundles are deleted.
function store(cache, file, code) {
    mkdirSync(cache, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, file);
    const older = readdirSync(cache).filter((name) => name.endsWith(".js") && join(cache, name) !== file);
    for (const name of older) rmSync(join(cache, name), { force: true });
}

// Run by `npm pack`, so that a package needs neither the sources nor esbuild. A package has no sources: packed again, as
// `pulumi policy publish` does, it keeps its bundle.
if (require.main === module && existsSync(join(__dirname, "index.ts"))) {
    const file = join(__dirname, "pack.js");
    if (process.argv[2] === "remove") rmSync(file);
    else writeFileSync(file, translate(__dirname, "node20.19"));
}
