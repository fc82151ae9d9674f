import { checked, type ResourceRule, type RuleResult, type StackRule, together } from "../../contract/rule";
import type { Settings } from "../../contract/settings";
import { type Finding, finding } from "../../reading/finding";
import { allLead } from "../../reading/references";
import { type Resource, type Stack, UNKNOWN } from "../../reading/resource";
import { knownValue, readString } from "../../reading/value";
import { checkPrefixLists } from "./aws/prefix-list";
import { securityGroupTypes } from "./aws/security-group";
import { checkDistribution, distributionTypes } from "./edge/distribution";
import { checkRecord, isModuleRecord, recordTypes } from "./edge/dns-record";
import { checkMapping, mappingTypes } from "./edge/domain-mapping";
import { manifestsOf } from "./kubernetes/manifest";
import { checkBound } from "./kubernetes/object-references";
import { balancedTypes, checkBalanced } from "./load-balancing/attachments";
import { checkLaunchTemplate, launchTypes } from "./machines/launch-template";
import { checkPlacement, placedTypes } from "./machines/public-subnet";
import { checkDescribedBalanced } from "./other-tools/load-balancer-attachments";
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

/** What makes stacks of a stack set in accounts and regions. */
const stackInstanceTypes: ReadonlySet<string> = new Set([
    "aws:cloudformation/stackInstances:StackInstances",
    "aws:cloudformation/stackSetInstance:StackSetInstance",
]);

const stackSets: ReadonlySet<string> = new Set(["aws:cloudformation/stackSet:StackSet"]);

/** Stacks are made of a template that this program shows: that of a stack set elsewhere nobody can judge here. */
function checkStackInstances(stack: Stack, instances: Resource): Finding[] {
    const name = instances.props.stackSetName ?? UNKNOWN;
    const nameOf = ({ props }: Resource) => knownValue(readString(props, "name"));
    if (allLead(stack, instances, "stackSetName", [name], stackSets, nameOf)) return [];
    return [
        finding(instances, {
            found: "stackSetName leads to no stack set of this program, so what it creates is not shown to any policy",
            expected: "a stack set whose template is declared here, where it is judged",
            change: "declare the StackSet here too and set stackSetName from it, or declare its resources in the program",
        }),
    ];
}
