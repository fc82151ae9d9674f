// Entry of `npm run preview`, `report`, …: node tools/cli/start.js COMMAND [flags]
// Plain JavaScript, because it runs before anything can translate TypeScript.
const { enableCompileCache } = require("node:module");
const { join, resolve } = require("node:path");
const { loadByNeed } = require("./start/load-by-need.js");
const { loadProgram } = require("./start/load-program.js");

const root = resolve(__dirname, "../..");
enableCompileCache?.(join(root, "node_modules/.cache/gatehouse/v8"));

// Only programs that serialise functions, such as the code of a Lambda function, need these two; loading them takes longer
// than loading all other packages.
loadByNeed("@pulumi/pulumi", ["typescript", "@npmcli/arborist"]);

loadProgram(root, "tools/cli/main.ts").then(
    ({ exports }) => exports.main(process.argv.slice(2)),
    (error) => {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 3;
    },
);
