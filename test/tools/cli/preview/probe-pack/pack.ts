import { appendFileSync } from "node:fs";
import { PolicyPack } from "@pulumi/policy";
import { allRules, buildPolicies } from "../../../../../policy/pack/crossguard";
import { stackOf } from "../../../../../policy/reading/resource";
import { traced } from "./traced";

const file = process.env.PROBE_FILE ?? "";
const tell = (reading: string) => appendFileSync(file, `${reading}\n`);

new PolicyPack("probe", {
    policies: buildPolicies({
        ofResources: allRules.ofResources.map((rule) => ({
            ...rule,
            check: (resource, settings) => rule.check(traced(resource, tell), settings),
        })),
        ofStack: allRules.ofStack.map((rule) => ({
            ...rule,
            check: (stack, settings) =>
                rule.check(stackOf(stack.resources.map((resource) => traced(resource, tell))), settings),
        })),
    }),
});
