// A pack without policies: the cost of the SDK alone, to compare ours with.
require("node:module").enableCompileCache?.();
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", { policies: [] });
