const Module = require("node:module");
const { bundleOf } = require("./bundle.js");
const { mapStackTraces } = require("./stack-traces.js");

/**
 * Loads a TypeScript program, translated as one file; its stack traces name the TypeScript file and line.
 * @param {string} root the project's folder, which has the packages.
 * @param {string} entry the program, relative to it.
 * @returns {Promise<{ exports: any, sources: string[], isCurrent: () => boolean }>} the exports of the program, its files
 * relative to the root, and whether these are still as loaded.
 * @throws {Error} with the file and line of each syntax error and each import that cannot be resolved.
 */
exports.loadProgram = async (root, entry) => {
    const { file, code, map, sources, isCurrent } = await bundleOf(root, entry);
    mapStackTraces(file, map);
    const program = new Module(file);
    program.filename = file;
    program.paths = Module._nodeModulePaths(root);
    program._compile(code, file);
    return { exports: program.exports, sources, isCurrent };
};
