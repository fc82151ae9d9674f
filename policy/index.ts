import { PolicyPack } from "@pulumi/policy";
import { buildPolicies } from "./pack/crossguard";

new PolicyPack("gatehouse", {
    description: "APIs reach the public only through a gateway that caches, throttles and asks for a key.",
    enforcementLevel: "mandatory",
    policies: buildPolicies(),
});
