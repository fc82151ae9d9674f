// Plain JavaScript, because Pulumi's own loader type-checks TypeScript on every start, which takes tens of seconds.
require("node:module").enableCompileCache?.();
// Loaded before tsx looks at every module: its look-ups would add a third to the time that the SDK takes.
require("@pulumi/policy");
require("tsx/cjs/api").register();
require("./index.ts");
