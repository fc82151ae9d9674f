const { SourceMap } = require("node:module");
const { dirname, resolve } = require("node:path");

/**
 * Makes stack traces name the TypeScript file and line for the frames of a bundle.
 * @param {string} file the bundle, as its stack frames name it.
 * @param {() => string} readMap reads its source map as JSON; called at the first stack trace with a frame of the bundle.
 */
exports.mapStackTraces = (file, readMap) => {
    sources.set(file, readMap);
    Error.prepareStackTrace = prepare;
};

const sources = new Map();
const maps = new Map();

function prepare(error, sites) {
    // Pulumi's SDK reads the stack of every promise, and shows it only with this variable.
    if (sites[0]?.getFunctionName() === "debuggablePromise" && !process.env.PULUMI_DEBUG_PROMISE_LEAKS) return "";
    return [String(error), ...sites.map((site) => `    at ${original(site)}`)].join("\n");
}

function original(site) {
    const text = String(site);
    const file = site.getFileName();
    const map = mapOf(file);
    if (map === undefined) return text;
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
    if (originalSource === undefined) return text;
    const source = resolve(dirname(file), originalSource);
    return text.replace(`${file}:${line}:${column}`, `${source}:${originalLine + 1}:${originalColumn + 1}`);
}

function mapOf(file) {
    if (!maps.has(file)) maps.set(file, sources.has(file) ? parse(sources.get(file)) : undefined);
    return maps.get(file);
}

// Another process may have replaced the bundle and its map. An exception here would hide the error that is being reported.
function parse(readMap) {
    try {
        return new SourceMap(JSON.parse(readMap()));
    } catch {
        return undefined;
    }
}
