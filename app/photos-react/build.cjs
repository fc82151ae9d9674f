// The build of the page. As CommonJS, because NODE_PATH, which may lead to packages outside of this folder, counts
// for no other module.
const { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { buildSync } = require("esbuild");

/** The files that the page refers to, as it does so in the source. */
const entries = ["main.tsx", "style.css"];

// The hash of the content is part of each name, so that caches may keep a file for ever, and one build never runs with parts of another.
rmSync("dist/public", { recursive: true, force: true });
const { metafile } = buildSync({
    entryPoints: entries,
    bundle: true,
    minify: true,
    format: "esm",
    jsx: "automatic",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    entryNames: "assets/[name]-[hash]",
    outdir: "dist/public",
    nodePaths: (process.env.NODE_PATH ?? "").split(delimiter).filter((folder) => folder !== ""),
    metafile: true,
    logLevel: "warning",
});

let page = readFileSync("index.html", "utf8");
for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint === undefined) continue;
    const reference = `"/${entryPoint}"`;
    if (!page.includes(reference)) throw new Error(`index.html does not refer to ${reference}`);
    page = page.replaceAll(reference, `"/${file.replace("dist/public/", "")}"`);
}
writeFileSync(join("dist/public", "index.html"), page);
mkdirSync("dist", { recursive: true });
cpSync("icon.svg", "dist/public/icon.svg");
