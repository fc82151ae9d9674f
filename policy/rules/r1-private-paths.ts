import type { Stack } from "../resource";
import { type Judgement, judged, type ResourceRule, type StackRule, together } from "../rule";
import type { Settings } from "../settings";
import { manifestsOf } from "./manifest";
import { balancedTypes, judgeBalanced } from "./r1-balanced";
import { judgeMapping, mappingTypes } from "./r1-base-path";
import { judgeBound } from "./r1-bound-objects";
import { judgeDescribedBalanced } from "./r1-described-balanced";
import { distributionTypes, judgeDistribution } from "./r1-distribution";
import { judgeLaunchTemplate, launchTypes } from "./r1-launch-template";
import { judgePrefixLists } from "./r1-prefix-list";
import { privateAws } from "./r1-private-aws";
import { privateBackend } from "./r1-private-backend";
import { privateKubernetes } from "./r1-private-kubernetes";
import { judgePlacement, placedTypes } from "./r1-public-subnet";
import { isModuleRecord, judgeRecord, recordTypes } from "./r1-record";
import { securityGroupTypes } from "./r1-security-group";
import { judgeStackInstances, stackInstanceTypes } from "./r1-stack-instances";

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
