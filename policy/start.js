// Runs the pack as a single bundled file, because Pulumi's own loader type-checks TypeScript on every start, which takes
// tens of seconds. A package contains the bundle; a folder with sources is bundled after each change.
require("node:module").enableCompileCache?.();
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const { compileFunction } = require("node:vm");

if (existsSync(join(__dirname, "index.ts"))) {
    const { file, code } = require("./bundle.js").bundleOf(__dirname);
    compileFunction(code, ["require", "exports"], { filename: file })(require, {});
} else if (existsSync(join(__dirname, "pack.js"))) {
    require("./pack.js");
} else {
    throw new Error(
        "The package has no bundle: it was packed without its scripts, so pack it with --ignore-scripts=false.",
    );
}
