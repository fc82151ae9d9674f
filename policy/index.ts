import { PolicyPack } from "@pulumi/policy";
import { buildPolicies } from "./pack/crossguard";

new PolicyPack("gatehouse", {
    description: "Public access to APIs only through a gateway that caches, throttles and requires a key.",
    enforcementLevel: "mandatory",
    policies: buildPolicies(),
});
