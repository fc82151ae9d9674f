import { checked, type ResourceRule, type RuleResult, type StackRule, together } from "../../contract/rule";
import type { Settings } from "../../contract/settings";
import type { Stack } from "../../reading/resource";
import { checkPrefixLists } from "./aws/prefix-list";
import { securityGroupTypes } from "./aws/security-group";
import { checkDescribedBalanced } from "./described/described-balanced";
import { checkStackInstances, stackInstanceTypes } from "./described/stack-instances";
import { checkMapping, mappingTypes } from "./edge/base-path";
import { checkDistribution, distributionTypes } from "./edge/distribution";
import { checkRecord, isModuleRecord, recordTypes } from "./edge/record";
import { checkBound } from "./kubernetes/bound-objects";
import { manifestsOf } from "./kubernetes/manifest";
import { balancedTypes, checkBalanced } from "./load-balancing/balanced";
import { checkLaunchTemplate, launchTypes } from "./machines/launch-template";
import { checkPlacement, placedTypes } from "./machines/public-subnet";
import { privateAws } from "./private-aws";
import { privateBackend } from "./private-backend";
import { privateKubernetes } from "./private-kubernetes";

/** No chain of resources goes past the gateway; resources that the engine did not show one by one are judged here too. */
export const privatePaths: StackRule = {
    policy: "r1-private-paths",
    check: (stack, settings) =>
        together([
            ...unseen(stack, settings),
            ...stack.ofType(launchTypes).map((each) => checked("launch template", checkLaunchTemplate(stack, each))),
            ...stack.ofType(distributionTypes).map((each) => checked("distribution", checkDistribution(stack, each))),
            ...stack.ofType(securityGroupTypes).map((each) => silent(checkPrefixLists(stack, each, settings))),
            ...stack.ofType(placedTypes).map((each) => silent(checkPlacement(stack, each))),
            ...stack.ofType(balancedTypes).map((each) => silent(checkBalanced(stack, each))),
            silent(stack.resources.flatMap((each) => checkDescribedBalanced(stack, each))),
            ...stack.ofType(mappingTypes).map((each) => silent(checkMapping(stack, each))),
            ...stack.ofType(stackInstanceTypes).map((each) => silent(checkStackInstances(stack, each))),
            ...[...stack.ofType(recordTypes), ...stack.resources.filter(({ type }) => isModuleRecord(type))].map(
                (each) => silent(checkRecord(stack, each)),
            ),
            ...stack.resources.flatMap(manifestsOf).map((manifest) => checkBound(stack, manifest, settings)),
        ]),
};

function unseen(stack: Stack, settings: Settings): RuleResult[] {
    const single: readonly ResourceRule[] = [privateKubernetes, privateAws, privateBackend];
    return stack.resources
        .filter(({ declared }) => !declared)
        .flatMap((resource) =>
            single.filter((rule) => rule.applies(resource.type)).map((rule) => rule.check(resource, settings)),
        );
}

// These are counted where each is judged by itself.
const silent = (findings: RuleResult["findings"]): RuleResult => ({ counts: {}, findings });
