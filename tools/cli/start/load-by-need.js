const Module = require("node:module");

/**
 * Delays loading modules until one of their members is used.
 * @param {string} user package whose `require` calls are affected.
 * @param {readonly string[]} requests names of the modules.
 */
exports.loadByNeed = (user, requests) => {
    const load = Module._load;
    Module._load = (request, parent, isMain) => {
        const isDelayed = requests.includes(request) && parent?.filename?.includes(`/node_modules/${user}/`);
        return isDelayed ? delayed(() => load(request, parent, isMain)) : load(request, parent, isMain);
    };
};

function delayed(load) {
    let loaded;
    const get = (_, key) => {
        // TypeScript's helper for `import *` would otherwise copy every member.
        if (key === "__esModule") return true;
        loaded ??= load();
        return loaded[key];
    };
    return new Proxy({}, { get });
}
