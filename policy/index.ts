import { PolicyPack } from "@pulumi/policy";
import { buildPolicies } from "./pack/crossguard";
import { engineRun } from "./pack/engine-run";

new PolicyPack("gatehouse", {
    description: "Public access to APIs only through a gateway that caches, throttles and requires a key.",
    enforcementLevel: "mandatory",
    policies: buildPolicies(undefined, undefined, engineRun(process.env)),
});
