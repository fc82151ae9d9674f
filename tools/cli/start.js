// Entry of `npm run preview`, `report`, …: node tools/cli/start.js COMMAND [flags]
// Plain JavaScript, because it runs before anything can translate TypeScript.
const Module = require("node:module");
const { join, resolve } = require("node:path");
const { bundleOf } = require("./start/bundle.js");
const { mapStackTraces } = require("./start/stack-traces.js");
const { loadByNeed } = require("./start/load-by-need.js");

const root = resolve(__dirname, "../..");
Module.enableCompileCache?.(join(root, "node_modules/.cache/gatehouse/v8"));

// Only functions that a program serialises, such as the code of a Lambda function, need these two; to load them takes
// longer than all other packages together.
loadByNeed("@pulumi/pulumi", ["typescript", "@npmcli/arborist"]);

bundleOf(root, "tools/cli/main.ts").then(
    ({ file, code, map }) => {
        mapStackTraces(file, map);
        const bundle = new Module(file);
        bundle.filename = file;
        bundle.paths = Module._nodeModulePaths(root);
        bundle._compile(code, file);
        bundle.exports.main(process.argv.slice(2));
    },
    (error) => {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 3;
    },
);
