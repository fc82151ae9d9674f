const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { readFile } = require("node:fs/promises");
const { dirname, join } = require("node:path");
const { pruneCache } = require("./prune-cache.js");

/**
 * A TypeScript program as one file of JavaScript, translated when one of its sources has changed and cached in
 * node_modules: loading several hundred files of TypeScript one by one takes longer than a preview.
 * @param {string} root the project's folder.
 * @param {string} entry the program, relative to it.
 * @returns {Promise<{ file: string, code: string, map: () => string, sources: string[], isCurrent: () => boolean }>} the
 * code, its name in stack traces, its source map, its files relative to the root, and whether these are still as translated.
 * @throws {Error} with the file and line of each syntax error and each import that cannot be resolved.
 */
exports.bundleOf = async (root, entry) => {
    const cache = join(root, "node_modules/.cache/gatehouse");
    const manifest = join(cache, `${keyOf(root, entry)}.json`);
    const former = readManifest(manifest);
    if (former !== undefined && isCurrent(root, former.inputs)) {
        const file = join(cache, former.name);
        const code = read(file);
        if (code !== undefined) {
            return { file, code, map: () => readFileSync(`${file}.map`, "utf8"), ...sourcesOf(root, former.inputs) };
        }
    }
    const { code, map, inputs } = await translate(root, entry, cache);
    const name = `${hash(code)}.js`;
    const file = join(cache, name);
    try {
        mkdirSync(cache, { recursive: true });
        replace(`${file}.map`, map);
        replace(file, code);
        replace(manifest, JSON.stringify({ root, name, inputs }));
        if (former !== undefined && former.name !== name) {
            for (const old of [former.name, `${former.name}.map`]) rmSync(join(cache, old), { force: true });
        }
        pruneCache(cache);
    } catch (error) {
        // The folder may be read-only, or belong to another user.
        process.stderr.write(`Each start takes longer than it need: "${cache}" is not writable (${error.message}).\n`);
    }
    return { file, code, map: () => map, ...sourcesOf(root, inputs) };
};

function sourcesOf(root, inputs) {
    return { sources: Object.keys(inputs), isCurrent: () => isCurrent(root, inputs) };
}

async function translate(root, entry, cache) {
    const before = Date.now();
    const { outputFiles, metafile } = await require("esbuild").build({
        absWorkingDir: root,
        entryPoints: [entry],
        outfile: join(cache, "bundle.js"),
        bundle: true,
        packages: "external",
        platform: "node",
        format: "cjs",
        target: `node${process.versions.node}`,
        sourcemap: "external",
        sourcesContent: false,
        metafile: true,
        write: false,
        logLevel: "silent",
        plugins: [ownFolders],
    });
    const inputs = Object.fromEntries(
        // A source that was saved meanwhile counts as changed.
        Object.keys(metafile.inputs).map((name) => {
            const { size, mtimeMs } = statSync(join(root, name));
            return [name, mtimeMs < before ? [size, mtimeMs] : []];
        }),
    );
    const [map, code] = outputFiles.map(({ text }) => text);
    return { code, map, inputs };
}

// In a bundle `__dirname` would be the bundle's folder.
const ownFolders = {
    name: "own-folders",
    setup: ({ onLoad }) =>
        onLoad({ filter: /\.ts$/ }, async ({ path }) => {
            const contents = await readFile(path, "utf8");
            if (!contents.includes("__dirname")) return { contents, loader: "ts" };
            return { contents: `const __dirname = ${JSON.stringify(dirname(path))}; ${contents}`, loader: "ts" };
        }),
};

// Work trees may share the packages, and so the cache.
function keyOf(root, entry) {
    const { version } = require("esbuild/package.json");
    const parts = [root, entry, process.version, version, read(join(root, "tsconfig.json")), read(__filename)];
    return hash(JSON.stringify(parts));
}

function isCurrent(root, inputs) {
    return Object.entries(inputs).every(([name, [size, mtimeMs]]) => {
        const found = statSync(join(root, name), { throwIfNoEntry: false });
        return found !== undefined && found.size === size && found.mtimeMs === mtimeMs;
    });
}

function readManifest(file) {
    const text = read(file);
    return text === undefined ? undefined : JSON.parse(text);
}

function read(file) {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        if (["ENOENT", "ENOTDIR", "EACCES", "EPERM"].includes(error.code)) return undefined;
        throw error;
    }
}

// Written under another name first, so that another process never reads half a file.
function replace(file, content) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, content);
    renameSync(draft, file);
}

function hash(text) {
    return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
