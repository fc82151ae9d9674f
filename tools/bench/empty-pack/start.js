// A pack that judges nothing: what the SDK alone costs. Ours is compared with it.
require("node:module").enableCompileCache?.();
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty", { policies: [] });
