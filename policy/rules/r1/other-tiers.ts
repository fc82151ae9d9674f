import type { ResourcePolicy, StackPolicy } from "../../contract/policy";
import { combineResults } from "../../contract/result";
import { privateAws } from "./private-aws";
import { privateBackend } from "./private-backend";
import { privateKubernetes } from "./private-kubernetes";
import { privatePaths } from "./private-paths";

// Each of them also finds what belongs to the other tiers.
const checks: readonly ResourcePolicy[] = [privateKubernetes, privateAws, privateBackend];

const ofResources = {
    ruleId: "R1",
    scope: "resource",
    severity: "medium",
    settings: privatePaths.settings,
    applies: (type) => checks.some((each) => each.applies(type)),
    check: (resource, settings) =>
        combineResults(
            checks.filter((each) => each.applies(resource.type)).map((each) => each.check(resource, settings)),
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
    displayName: "Machines and groups stay private",
    description: "No security group, load balancer or machine is open to the internet without need.",
    remediationSteps: "Narrow the security group, or move the machine to a private subnet.",
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
