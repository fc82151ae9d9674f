// Runs the pack as a single bundled file, because Pulumi's own loader type-checks TypeScript on every start, which takes
// tens of seconds.
require("node:module").enableCompileCache?.();
const { compileFunction } = require("node:vm");
const { bundleOf } = require("./bundle.js");

const { file, code } = bundleOf(__dirname);
compileFunction(code, ["require", "exports"], { filename: file })(require, {});
