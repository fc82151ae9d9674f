import { type Judgement, judged, type ResourceRule, type StackRule, together } from "../../contract/rule";
import type { Settings } from "../../contract/settings";
import type { Stack } from "../../reading/resource";
import { judgePrefixLists } from "./aws/prefix-list";
import { securityGroupTypes } from "./aws/security-group";
import { judgeDescribedBalanced } from "./described/described-balanced";
import { judgeStackInstances, stackInstanceTypes } from "./described/stack-instances";
import { judgeMapping, mappingTypes } from "./edge/base-path";
import { distributionTypes, judgeDistribution } from "./edge/distribution";
import { isModuleRecord, judgeRecord, recordTypes } from "./edge/record";
import { judgeBound } from "./kubernetes/bound-objects";
import { manifestsOf } from "./kubernetes/manifest";
import { balancedTypes, judgeBalanced } from "./load-balancing/balanced";
import { judgeLaunchTemplate, launchTypes } from "./machines/launch-template";
import { judgePlacement, placedTypes } from "./machines/public-subnet";
import { privateAws } from "./private-aws";
import { privateBackend } from "./private-backend";
import { privateKubernetes } from "./private-kubernetes";

/** No chain of resources goes past the gateway; resources that the engine did not show one by one are judged here too. */
export const privatePaths: StackRule = {
    policy: "r1-private-paths",
    judge: (stack, settings) =>
        together([
            ...unseen(stack, settings),
            ...stack.ofType(launchTypes).map((each) => judged("launch template", judgeLaunchTemplate(stack, each))),
            ...stack.ofType(distributionTypes).map((each) => judged("distribution", judgeDistribution(stack, each))),
            ...stack.ofType(securityGroupTypes).map((each) => silent(judgePrefixLists(stack, each, settings))),
            ...stack.ofType(placedTypes).map((each) => silent(judgePlacement(stack, each))),
            ...stack.ofType(balancedTypes).map((each) => silent(judgeBalanced(stack, each))),
            silent(stack.resources.flatMap((each) => judgeDescribedBalanced(stack, each))),
            ...stack.ofType(mappingTypes).map((each) => silent(judgeMapping(stack, each))),
            ...stack.ofType(stackInstanceTypes).map((each) => silent(judgeStackInstances(stack, each))),
            ...[...stack.ofType(recordTypes), ...stack.resources.filter(({ type }) => isModuleRecord(type))].map(
                (each) => silent(judgeRecord(stack, each)),
            ),
            ...stack.resources.flatMap(manifestsOf).map((manifest) => judgeBound(stack, manifest, settings)),
        ]),
};

function unseen(stack: Stack, settings: Settings): Judgement[] {
    const single: readonly ResourceRule[] = [privateKubernetes, privateAws, privateBackend];
    return stack.resources
        .filter(({ declared }) => !declared)
        .flatMap((resource) =>
            single.filter((rule) => rule.applies(resource.type)).map((rule) => rule.judge(resource, settings)),
        );
}

// These are counted where each is judged by itself.
const silent = (findings: Judgement["findings"]): Judgement => ({ counts: {}, findings });
