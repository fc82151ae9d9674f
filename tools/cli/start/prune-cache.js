const { existsSync, readdirSync, readFileSync, rmSync, statSync } = require("node:fs");
const { join } = require("node:path");

const maxAge = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes bundles of project folders that no longer exist, and everything that is older than 30 days.
 * @param {string} cache folder of the bundles, their manifests (`*.json`) and V8's code cache (`v8`).
 */
exports.pruneCache = (cache) => {
    const remove = (name) => rmSync(join(cache, name), { force: true });
    const names = readdirSync(cache, { recursive: true });
    for (const name of names) if (isOld(join(cache, name))) remove(name);
    const manifests = names.filter((name) => /^\w+\.json$/.test(name)).map((name) => [name, read(join(cache, name))]);
    const isUsed = ([, manifest]) => manifest?.root !== undefined && existsSync(manifest.root);
    const kept = new Set(manifests.filter(isUsed).flatMap(([, { name }]) => [name, `${name}.map`]));
    for (const manifest of manifests.filter((each) => !isUsed(each))) {
        const [file, bundle = ""] = [manifest[0], manifest[1]?.name];
        for (const name of [file, bundle, `${bundle}.map`]) if (name !== "" && !kept.has(name)) remove(name);
    }
};

function isOld(file) {
    const found = statSync(file, { throwIfNoEntry: false });
    return found?.isFile() && Date.now() - found.mtimeMs > maxAge;
}

// Another process may remove it meanwhile.
function read(manifest) {
    try {
        return JSON.parse(readFileSync(manifest, "utf8"));
    } catch {
        return undefined;
    }
}
