import type { ResourcePolicy, StackPolicy } from "../../contract/policy";
import { combineResults, countedResult, type RuleResult, sharedCheck, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { onTranslated } from "../../contract/translated-checks";
import { gatewayOf } from "../../gateway/graph";
import { type Finding, ofTier, undecidedFinding } from "../../reading/finding";
import { manifestsOf } from "../../reading/manifest";
import { allResolve } from "../../reading/references";
import { type Resource, type Stack, UNKNOWN } from "../../reading/resource";
import { knownValue, readString } from "../../reading/value";
import { checkBuckets } from "./aws/buckets";
import { countResourcePolicies } from "./aws/resource-policies";
import { checkDoors } from "./doors";
import { checkDistribution, distributionAndTenantTypes } from "./edge/distribution";
import { checkMapping, checkRecord, isModuleRecord, mappingTypes, recordTypes } from "./edge/domain-mapping";
import { checkOriginLock } from "./edge/origin-lock";
import { hiddenObjects } from "./kubernetes/helm";
import { checkReferences } from "./kubernetes/object-references";
import { attachmentTypes, checkAttachments } from "./load-balancing/attachments";
import { checkTranslatedAttachments } from "./other-tools/load-balancer-attachments";
import { privateAws } from "./private-aws";
import { privateBackend } from "./private-backend";
import { privateKubernetes } from "./private-kubernetes";

// Each of them also finds what belongs to the other tiers.
const resourceChecks: readonly ResourcePolicy[] = [privateKubernetes, privateAws, privateBackend];

/**
 * R1 for the whole stack: no chain of resources bypasses the gateway. Resources that are only in the state are checked
 * here too.
 */
export const privatePaths: StackPolicy = {
    name: "r1-private-paths",
    ruleId: "R1",
    tier: "gateway",
    scope: "stack",
    displayName: "No chain of resources bypasses the gateway",
    description: "No combination of resources makes a backend public.",
    severity: "critical",
    remediationSteps: "Remove the public address, or keep every resource of the chain in this stack and private.",
    tags: ["aws", "kubernetes", "network"],
    settings: ["trustedCidrs", "trustedCharts", "loadBalancerClasses"],
    check: sharedCheck((stack: Stack, settings) =>
        combineResults([
            ...onlyInState(stack, settings),
            checkJoined(stack, settings),
            ...stack.ofType(attachmentTypes).map((each) => uncountedResult(checkAttachments(stack, each))),
            uncountedResult(stack.resources.flatMap((each) => checkTranslatedAttachments(stack, each))),
            ...stack.ofType(stackInstanceTypes).map((each) => uncountedResult(checkStackInstances(stack, each))),
            uncountedResult(hiddenObjects(stack)),
            checkBuckets(stack, settings),
            ...countResourcePolicies(stack, settings),
        ]),
    ),
};

// The parts of a path may be declared in different ways.
const checkJoined = onTranslated((stack, settings) =>
    combineResults([
        ...checkDoors(stack, settings),
        // A stage may serve the body of an earlier snapshot.
        ...gatewayOf(stack).stages.flatMap(({ kept }) => kept.map((api) => privateBackend.check(api, settings))),
        ...stack.ofType(distributionAndTenantTypes).flatMap((each) => checkEdge(stack, each)),
        ...stack.ofType(mappingTypes).map((each) => uncountedResult(checkMapping(stack, each))),
        ...[...stack.ofType(recordTypes), ...stack.resources.filter(({ type }) => isModuleRecord(type))].map((each) =>
            uncountedResult(checkRecord(stack, each)),
        ),
        ...stack.resources.flatMap(manifestsOf).map((manifest) => checkReferences(stack, manifest, settings)),
    ]),
);

// If an origin is something else than the gateway or a bucket, it does not matter whether the gateway is locked too.
function checkEdge(stack: Stack, distribution: Resource): RuleResult[] {
    const findings = checkDistribution(stack, distribution);
    const result = countedResult("distribution", findings);
    const isElsewhere = findings.some(({ tier }) => tier === undefined);
    return isElsewhere ? [result] : [result, checkOriginLock(stack, distribution)];
}

function onlyInState(stack: Stack, settings: Settings): RuleResult[] {
    return stack.resources
        .filter(({ declared }) => !declared)
        .flatMap((resource) =>
            resourceChecks.filter((rule) => rule.applies(resource.type)).map((rule) => rule.check(resource, settings)),
        );
}

/** Resources that create stacks of a stack set in accounts and regions. */
const stackInstanceTypes: ReadonlySet<string> = new Set([
    "aws:cloudformation/stackInstances:StackInstances",
    "aws:cloudformation/stackSetInstance:StackSetInstance",
]);

const stackSets: ReadonlySet<string> = new Set(["aws:cloudformation/stackSet:StackSet"]);

/** Reports stack instances of a stack set outside this stack, whose template cannot be checked. */
function checkStackInstances(stack: Stack, instances: Resource): Finding[] {
    const name = instances.props.stackSetName ?? UNKNOWN;
    const nameOf = ({ props }: Resource) => knownValue(readString(props, "name"));
    if (allResolve(stack, instances, "stackSetName", [name], stackSets, nameOf)) return [];
    return ofTier("strict", [
        undecidedFinding(instances, {
            actual: "stackSetName does not resolve to a stack set of this program, so its resources are not visible to policies",
            decidedBy: "the template of its stack set",
            change: "declare the StackSet here too and set stackSetName from it, or declare its resources in the program",
        }),
    ]);
}

const ofResources = {
    ruleId: "R1",
    scope: "resource",
    severity: "medium",
    settings: privatePaths.settings,
    applies: (type) => resourceChecks.some((each) => each.applies(type)),
    check: (resource, settings) =>
        combineResults(
            resourceChecks.filter((each) => each.applies(resource.type)).map((each) => each.check(resource, settings)),
        ),
} satisfies Partial<ResourcePolicy>;

const ofStacks = {
    ruleId: "R1",
    scope: "stack",
    severity: "medium",
    settings: privatePaths.settings,
    check: privatePaths.check,
} satisfies Partial<StackPolicy>;

/** R1 for single resources: what widens the network, but opens no door by itself. */
export const networkAccess: ResourcePolicy = {
    ...ofResources,
    name: "r1-network-access",
    tier: "network",
    displayName: "The network admits no more than it has to",
    description: "No resource admits the internet where nothing public needs it.",
    remediationSteps: "Narrow the address range, or make the endpoint private.",
    tags: ["aws", "kubernetes", "network"],
};

/** R1 for the whole stack: what widens the network, but leads to no backend. */
export const networkPaths: StackPolicy = {
    ...ofStacks,
    name: "r1-network-paths",
    tier: "network",
    displayName: "Machines, groups and origins stay private",
    description: "No security group, load balancer, machine or origin is open to the internet without need.",
    remediationSteps: "Narrow the security group, move the machine to a private subnet, or lock the origin.",
    tags: ["aws", "kubernetes", "network"],
};

/** R1 for single resources whose effects no policy can read. */
export const opaqueResources: ResourcePolicy = {
    ...ofResources,
    name: "r1-opaque-resources",
    tier: "strict",
    displayName: "Every resource can be checked",
    description: "No resource hides from the policies what it makes public.",
    remediationSteps: "Declare what it creates in the program, or waive it after a review.",
    tags: ["aws", "kubernetes", "opaque"],
};

/** R1 for the whole stack: paths that lead out of the stack, where no policy can follow them. */
export const opaquePaths: StackPolicy = {
    ...ofStacks,
    name: "r1-opaque-paths",
    tier: "strict",
    displayName: "Every path can be followed",
    description: "No path to a backend leads through resources outside the stack.",
    remediationSteps: "Declare the other end in this program, or waive it after a review.",
    tags: ["aws", "kubernetes", "opaque"],
};
