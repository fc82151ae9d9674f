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
            judge: (resource, settings) => rule.judge(traced(resource, tell), settings),
        })),
        ofStack: allRules.ofStack.map((rule) => ({
            ...rule,
            judge: (stack, settings) =>
                rule.judge(stackOf(stack.resources.map((resource) => traced(resource, tell))), settings),
        })),
    }),
});
