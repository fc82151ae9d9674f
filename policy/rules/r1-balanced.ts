import { type Finding, finding } from "../finding";
import { ignoredChanges } from "../ignored";
import { allLead } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { isList, isObject, knownValue, readString } from "../value";
import { loadBalancerTypes } from "./r1-load-balancer";

// Both modules are live tokens; the two longer ones are names of before.
const balancing = (token: string): string[] =>
    ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((module) => `aws:${module}/${token}`);

const listenerTypes: ReadonlySet<string> = new Set(balancing("listener:Listener"));
const ruleTypes: ReadonlySet<string> = new Set(balancing("listenerRule:ListenerRule"));

/** Groups of targets that a load balancer hands traffic to. */
export const targetGroupTypes: ReadonlySet<string> = new Set(balancing("targetGroup:TargetGroup"));

interface Attachment {
    /** Property names down to what is named, with `*` for every element of a list. */
    readonly path: readonly [string, ...string[]];
    /** What it has to be, in words. */
    readonly wanted: string;
    readonly types: ReadonlySet<string>;
}

const to = (wanted: string, ...types: ReadonlySet<string>[]) => ({
    wanted,
    types: new Set(types.flatMap((each) => [...each])),
});
const toBalancer = to("load balancer", loadBalancerTypes);
const toListener = to("listener", listenerTypes);
const toTargets = to("target group", targetGroupTypes);
const toSource = to(
    "target group or load balancer",
    targetGroupTypes,
    loadBalancerTypes,
    new Set(["aws:vpclattice/targetGroup:TargetGroup"]),
);

const attachment = (path: Attachment["path"], leads: Omit<Attachment, "path">): Attachment => ({ path, ...leads });
const each = (types: readonly string[], ...attachments: Attachment[]): [string, readonly Attachment[]][] =>
    types.map((type) => [type, attachments]);

const toEither = to("listener or rule of one", listenerTypes, ruleTypes);
const changeOver = ["loadBalancers", "*", "advancedConfiguration"] as const;
const ofTasks = [
    attachment(["loadBalancers", "*", "targetGroupArn"], toTargets),
    attachment(["loadBalancers", "*", "elbName"], toBalancer),
    attachment(["loadBalancers", "*", "loadBalancerName"], toBalancer),
    attachment([...changeOver, "alternateTargetGroupArn"], toTargets),
    attachment([...changeOver, "productionListenerRule"], toEither),
    attachment([...changeOver, "testListenerRule"], toEither),
];
const ofMachines = [
    attachment(["targetGroupArns", "*"], toTargets),
    attachment(["loadBalancers", "*"], toBalancer),
    attachment(["trafficSources", "*", "identifier"], toSource),
];

const attachments: ReadonlyMap<string, readonly Attachment[]> = new Map([
    ...each([...listenerTypes], attachment(["loadBalancerArn"], toBalancer)),
    ...each([...ruleTypes], attachment(["listenerArn"], toListener)),
    ...each(balancing("targetGroupAttachment:TargetGroupAttachment"), attachment(["targetGroupArn"], toTargets)),
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
]);

/** What stands behind a load balancer, or adds a way into one. */
export const balancedTypes: ReadonlySet<string> = new Set(attachments.keys());

/**
 * What is put behind a load balancer is put behind one of this stack, where it is judged; one elsewhere may face the
 * internet.
 */
export function judgeBalanced(stack: Stack, resource: Resource): Finding[] {
    const all = attachments.get(resource.type) ?? [];
    for (const { path, wanted, types } of all) {
        if (valuesAt(resource.props, path).length === 0) continue;
        // What a property depends on explains each of its unknown values once.
        const named = all
            .filter((other) => other.path[0] === path[0] && other.types === types)
            .flatMap((other) => valuesAt(resource.props, other.path));
        if (allLead(stack, resource, path[0], named, types, ({ props }) => knownValue(readString(props, "name"))))
            continue;
        const at = path.filter((key) => key !== "*").join(".");
        return [
            finding(resource, {
                found: `${at} leads to no ${wanted} of this stack, so the load balancer before it may face the internet`,
                wanted: `a ${wanted} that this program declares, where it is judged`,
                change: `set ${at} from the resource, and declare its load balancer here too`,
            }),
        ];
    }
    return ignoredChanges(
        resource,
        all.filter(({ path }) => valuesAt(resource.props, path).length > 0).map(({ path }) => path[0]),
    );
}

// Of a list or an object that nobody knows, nobody knows how much it names: it leads nowhere.
const nowhere: Plain = {};

function valuesAt(value: Plain | undefined, [key, ...rest]: readonly string[]): readonly Plain[] {
    if (value === undefined || value === null || value === "") return [];
    if (key === undefined) return [value];
    if (key === "*") return isList(value) ? value.flatMap((element) => valuesAt(element, rest)) : [nowhere];
    return isObject(value) ? valuesAt(value[key], rest) : [nowhere];
}
