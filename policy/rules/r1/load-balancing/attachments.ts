import { type Finding, ofTier, undecidedFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { allResolve, dependenciesOf } from "../../../reading/references";
import { type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { knownValue, readString } from "../../../reading/value";
import { valuesAt } from "../aws/door";
import {
    listenerTypes,
    loadBalancerService,
    loadBalancingTypes,
    type Part,
    partTypes,
    ruleTypes,
} from "./attachment-table";

interface Attachment {
    /** Property names, with `*` for every element of a list. */
    readonly path: readonly [string, ...string[]];
    /** Type of the expected target, in words. */
    readonly expected: string;
    readonly types: ReadonlySet<string>;
    /** Whether it applies only if the property `principal` is Elastic Load Balancing. */
    readonly asPrincipal?: true;
}

const to = (...parts: Part[]) => ({
    expected: parts.join(" or "),
    types: new Set(parts.flatMap((part) => [...partTypes[part]])),
});
const toBalancer = to("load balancer");
const toListener = to("listener");
const toTargets = to("target group");
const either = to("target group", "load balancer");
const toSource = { ...either, types: new Set([...either.types, "aws:vpclattice/targetGroup:TargetGroup"]) };

const attachment = (path: Attachment["path"], target: Omit<Attachment, "path">): Attachment => ({ path, ...target });
const each = (types: readonly string[], ...attachments: Attachment[]): [string, readonly Attachment[]][] =>
    types.map((type) => [type, attachments]);

const toEither = { ...to("listener", "rule"), expected: "listener or rule of one" };
const changeOver = ["loadBalancers", "*", "advancedConfiguration"] as const;
const ofTasks = [
    attachment(["loadBalancers", "*", "targetGroupArn"], toTargets),
    attachment(["loadBalancers", "*", "elbName"], toBalancer),
    attachment(["loadBalancers", "*", "loadBalancerName"], toBalancer),
    attachment([...changeOver, "alternateTargetGroupArn"], toTargets),
    attachment([...changeOver, "productionListenerRule"], toEither),
    attachment([...changeOver, "testListenerRule"], toEither),
];
const pair = ["loadBalancerInfo", "targetGroupPairInfo"] as const;
const ofDeployments = [
    attachment(["loadBalancerInfo", "elbInfos", "*", "name"], toBalancer),
    attachment(["loadBalancerInfo", "targetGroupInfos", "*", "name"], toTargets),
    attachment([...pair, "targetGroups", "*", "name"], toTargets),
    attachment([...pair, "prodTrafficRoute", "listenerArns", "*"], toListener),
    attachment([...pair, "testTrafficRoute", "listenerArns", "*"], toListener),
];
const ofMachines = [
    attachment(["targetGroupArns", "*"], toTargets),
    attachment(["loadBalancers", "*"], toBalancer),
    attachment(["trafficSources", "*", "identifier"], toSource),
];

const attachments: ReadonlyMap<string, readonly Attachment[]> = new Map([
    ...each([...listenerTypes], attachment(["loadBalancerArn"], toBalancer)),
    ...each([...ruleTypes], attachment(["listenerArn"], toListener)),
    ...each(
        loadBalancingTypes("targetGroupAttachment:TargetGroupAttachment"),
        attachment(["targetGroupArn"], toTargets),
    ),
    ...each(
        ["aws:elb/attachment:Attachment", "aws:elasticloadbalancing/attachment:Attachment"],
        attachment(["elb"], toBalancer),
    ),
    ...each(
        ["aws:autoscaling/attachment:Attachment"],
        attachment(["lbTargetGroupArn"], toTargets),
        attachment(["elb"], toBalancer),
    ),
    ...each(
        ["aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"],
        attachment(["trafficSource", "identifier"], toSource),
    ),
    ...each(["aws:autoscaling/group:Group", "aws:ec2/spotFleetRequest:SpotFleetRequest"], ...ofMachines),
    ...each(["aws:ecs/service:Service", "aws:ecs/taskSet:TaskSet"], ...ofTasks),
    ...each(["aws:codedeploy/deploymentGroup:DeploymentGroup"], ...ofDeployments),
    ...each(["aws:lambda/permission:Permission"], {
        ...attachment(["sourceArn"], toTargets),
        asPrincipal: true,
    }),
]);

/** Types that are attached to a load balancer or add a listener or rule to one. */
export const attachmentTypes: ReadonlySet<string> = new Set(attachments.keys());

/**
 * Reports a resource that is attached to a load balancer outside this stack, which may face the internet. Load balancers
 * of the stack are checked themselves.
 */
export function checkAttachments(stack: Stack, resource: Resource): Finding[] {
    const isForLoadBalancer = knownValue(readString(resource.props, "principal")) === loadBalancerService;
    const all = (attachments.get(resource.type) ?? []).filter(({ asPrincipal }) => !asPrincipal || isForLoadBalancer);
    for (const { path, expected, types } of all) {
        if (valuesAt(resource.props, path).length === 0) continue;
        const others = all.filter((other) => other.path[0] === path[0]);
        // Each dependency of a property explains one of its unknown values.
        const named = others
            .filter((other) => other.types === types)
            .flatMap((other) => valuesAt(resource.props, other.path));
        const isResolved = isHidden(resource, path)
            ? others.some((other) => dependenciesOf(stack, resource, path[0], other.types).length > 0)
            : allResolve(stack, resource, path[0], named, types, ownName);
        if (isResolved) continue;
        const at = path.filter((key) => key !== "*").join(".");
        return ofTier("strict", [
            undecidedFinding(resource, {
                actual: `${at} does not resolve to a ${expected} of this stack, so its load balancer may face the internet`,
                decidedBy: `the load balancer behind ${at}`,
                change: `set ${at} from a ${expected} of this program, or waive it if its load balancer is internal`,
            }),
        ]);
    }
    return ofTier(
        "strict",
        ignoredChanges(
            resource,
            all.filter(({ path }) => valuesAt(resource.props, path).length > 0).map(({ path }) => path[0]),
        ),
    );
}

const ownName = ({ props }: Resource) => knownValue(readString(props, "name"));

// A list that is not known as a whole counts by what it depends on, whichever of its properties that belongs to.
const isHidden = (resource: Resource, path: readonly string[]): boolean =>
    path.length > 1 && resource.props[path[0] ?? ""] === UNKNOWN;
