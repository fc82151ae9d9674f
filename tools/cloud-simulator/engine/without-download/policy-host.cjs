// Runs the policy pack of the working folder, as `pulumi-language-nodejs` does. Plain JavaScript, so that it starts fast.
const { existsSync } = require("node:fs");
const Module = require("node:module");
const { join } = require("node:path");

const fromPack = Module.createRequire(`${process.cwd()}/`);
const runner = fromPack.resolve("@pulumi/pulumi/cmd/run-policy-pack");

// The runner readies itself for TypeScript whatever the pack is, and the SDK for serialising closures. Together that is
// two thirds of the start-up of a pack that is JavaScript to its entry, and has no closures to serialise.
if (isJavaScript(join(process.cwd(), "package.json"))) {
    const load = Module._load;
    Module._load = (request, ...rest) => {
        if (request === "@npmcli/arborist") return {};
        // The runner reads nothing but the version.
        if (request === "typescript") return { version: "5.0.0" };
        return /\bts-node(@[\d.]+)?$/.test(request) ? { register: () => {} } : load(request, ...rest);
    };
}

process.argv[1] = runner;
require(runner);

function isJavaScript(packageFile) {
    return existsSync(packageFile) && String(fromPack(packageFile).main).endsWith(".js");
}
