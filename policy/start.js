// The whole pack is one file by the time that it runs: Pulumi's own loader type-checks TypeScript on every start, which
// takes tens of seconds.
require("node:module").enableCompileCache?.();
const { compileFunction } = require("node:vm");
const { bundleOf } = require("./bundle.js");

const { file, code } = bundleOf(__dirname);
compileFunction(code, ["require", "exports"], { filename: file })(require, {});
