import { appendFileSync } from "node:fs";
import { PolicyPack } from "@pulumi/policy";
import type { ResourcePolicy, StackPolicy } from "../../../../../policy/contract/policy";
import { buildPolicies } from "../../../../../policy/pack/crossguard";
import { stackOf } from "../../../../../policy/reading/resource";
import { policies } from "../../../../../policy/rules/policies";
import { traced } from "./traced";

const file = process.env.PROBE_FILE ?? "";
const record = (reading: string) => appendFileSync(file, `${reading}\n`);

const ofResource = (policy: ResourcePolicy): ResourcePolicy => ({
    ...policy,
    check: (resource, settings) => policy.check(traced(resource, record), settings),
});

const ofStack = (policy: StackPolicy): StackPolicy => ({
    ...policy,
    check: (stack, settings) =>
        policy.check(stackOf(stack.resources.map((resource) => traced(resource, record))), settings),
});

new PolicyPack("probe", {
    policies: buildPolicies(
        policies.map((policy) => (policy.scope === "resource" ? ofResource(policy) : ofStack(policy))),
    ),
});
