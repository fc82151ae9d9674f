require("@pulumi/policy");
require("tsx/cjs/api").register();
require("./pack.ts");
