import { type Plain, UNKNOWN } from "../../../reading/resource";
import { isList, isObject } from "../../../reading/value";

/** A part of a load balancing configuration. */
export type Part = (typeof allParts)[number];

/** Every part of a load balancing configuration. */
export const allParts = ["load balancer", "listener", "rule", "target group"] as const;

/** Path of a property that attaches a CloudFormation or Terraform resource to a load balancer. */
export interface AttachmentPath {
    /** Property names, normalised by `normaliseKey`, with `*` for every element of a list. */
    readonly path: readonly string[];
    readonly parts: readonly Part[];
    /** Whether it applies only if the property `principal` is Elastic Load Balancing. */
    readonly asPrincipal?: true;
}

const attachmentPath = (path: string, ...parts: Part[]): AttachmentPath => ({ path: path.split("."), parts });

/** Normalises a property name, so that `TargetGroupARNs`, `targetGroupArns` and `target_group_arns` are equal. */
export const normaliseKey = (name: string): string => name.replaceAll("_", "").toLowerCase();

const ofListener = [attachmentPath("loadbalancerarn", "load balancer")];
const ofRule = [attachmentPath("listenerarn", "listener")];
const ofTargets = [attachmentPath("targetgrouparn", "target group")];
const ofPermission: readonly AttachmentPath[] = [{ ...attachmentPath("sourcearn", "target group"), asPrincipal: true }];
const advanced = "loadbalancers.*.advancedconfiguration";
const ofTasks = [
    attachmentPath("loadbalancers.*.targetgrouparn", "target group"),
    attachmentPath("loadbalancers.*.loadbalancername", "load balancer"),
    attachmentPath(`${advanced}.alternatetargetgrouparn`, "target group"),
    attachmentPath(`${advanced}.productionlistenerrule`, "listener", "rule"),
    attachmentPath(`${advanced}.testlistenerrule`, "listener", "rule"),
];
const ofMachines = [
    attachmentPath("targetgrouparns.*", "target group"),
    // The names in CloudFormation and in Terraform.
    attachmentPath("loadbalancernames.*", "load balancer"),
    attachmentPath("loadbalancers.*", "load balancer"),
    attachmentPath("trafficsources.*.identifier", "target group", "load balancer"),
    attachmentPath("trafficsource.*.identifier", "target group", "load balancer"),
];

/** By CloudFormation's type name in lower case, or Terraform's. Types that are always reported have no entry. */
export const attachmentPaths: ReadonlyMap<string, readonly AttachmentPath[]> = new Map([
    ["aws::elasticloadbalancingv2::listener", ofListener],
    ["aws::elasticloadbalancingv2::listenerrule", ofRule],
    ["aws::autoscaling::autoscalinggroup", ofMachines],
    ["aws::ecs::service", ofTasks],
    ["aws::ecs::taskset", ofTasks],
    ["aws::lambda::permission", ofPermission],
    ["aws_lb_listener", ofListener],
    ["aws_alb_listener", ofListener],
    ["aws_lb_listener_rule", ofRule],
    ["aws_alb_listener_rule", ofRule],
    ["aws_lb_target_group_attachment", ofTargets],
    ["aws_alb_target_group_attachment", ofTargets],
    ["aws_elb_attachment", [attachmentPath("elb", "load balancer")]],
    [
        "aws_autoscaling_attachment",
        [attachmentPath("elb", "load balancer"), attachmentPath("lbtargetgrouparn", "target group")],
    ],
    [
        "aws_autoscaling_traffic_source_attachment",
        [attachmentPath("trafficsource.*.identifier", "target group", "load balancer")],
    ],
    ["aws_autoscaling_group", ofMachines],
    ["aws_lambda_permission", ofPermission],
]);

const v2 = "elasticloadbalancingv2";
const names: Readonly<
    Record<Part, { readonly cloudformation: readonly string[]; readonly terraform: readonly string[] }>
> = {
    "load balancer": {
        cloudformation: [`${v2}::loadbalancer`, "elasticloadbalancing::loadbalancer"],
        terraform: ["aws_lb", "aws_alb", "aws_elb"],
    },
    listener: { cloudformation: [`${v2}::listener`], terraform: ["aws_lb_listener", "aws_alb_listener"] },
    rule: { cloudformation: [`${v2}::listenerrule`], terraform: ["aws_lb_listener_rule", "aws_alb_listener_rule"] },
    "target group": {
        cloudformation: [`${v2}::targetgroup`],
        terraform: ["aws_lb_target_group", "aws_alb_target_group"],
    },
};

/** Whether a CloudFormation or Terraform type is such a part. */
export const isPart = (part: Part, name: string): boolean =>
    names[part].terraform.includes(name) ||
    names[part].cloudformation.some((cloudformation) => name.toLowerCase() === `aws::${cloudformation}`);

/** Service that invokes functions for a load balancer. */
export const loadBalancerService = "elasticloadbalancing.amazonaws.com";

// A value of another type may hold any number of references, so it counts as one that does not resolve.
const unresolvable: Plain = {};

/** Values of the properties that attach a resource to a load balancer, in any spelling of their names. */
export function attachedValues(own: Plain, { path, asPrincipal }: AttachmentPath): readonly Plain[] {
    if (asPrincipal && member(own, "principal") !== loadBalancerService) return [];
    return valuesAt(own, path);
}

function valuesAt(value: Plain | undefined, path: readonly string[]): readonly Plain[] {
    const [key, ...rest] = path;
    if (value === undefined || value === null || value === "") return [];
    // A condition of a template has two results, one of which may be absent.
    const outcomes = isObject(value) ? value["Fn::If"] : undefined;
    if (isList(outcomes)) return outcomes.slice(1).flatMap((outcome) => valuesAt(outcome, path));
    const ref = isObject(value) ? value.Ref : undefined;
    if (ref === "AWS::NoValue") return [];
    if (key === undefined || value === UNKNOWN) return [value];
    // A parameter may be a list.
    if (key === "*" && ref !== undefined && rest.length === 0) return [value];
    if (key === "*") return isList(value) ? value.flatMap((element) => valuesAt(element, rest)) : [unresolvable];
    // Terraform writes a single block as a list.
    if (isList(value)) return value.flatMap((element) => valuesAt(element, path));
    return isObject(value) ? valuesAt(member(value, key), rest) : [unresolvable];
}

const member = (value: Plain, key: string): Plain | undefined =>
    isObject(value) ? Object.entries(value).find(([name]) => normaliseKey(name) === key)?.[1] : undefined;

/** A type token in each of the provider's modules for load balancing, including the deprecated ones. */
export const loadBalancingTypes = (token: string): string[] =>
    ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((module) => `aws:${module}/${token}`);

/** Load balancers under every type token of the provider, classic ones too. */
export const loadBalancerTypes: ReadonlySet<string> = new Set([
    ...loadBalancingTypes("loadBalancer:LoadBalancer"),
    ...["elb", "elasticloadbalancing"].map((module) => `aws:${module}/loadBalancer:LoadBalancer`),
]);

const native = (kind: string): string => `aws-native:elasticloadbalancingv2:${kind}`;

/** Listeners of load balancers. */
export const listenerTypes: ReadonlySet<string> = new Set(loadBalancingTypes("listener:Listener"));

/** Listener rules. */
export const ruleTypes: ReadonlySet<string> = new Set(loadBalancingTypes("listenerRule:ListenerRule"));

/** Target groups. */
const targetGroupTypes: ReadonlySet<string> = new Set(loadBalancingTypes("targetGroup:TargetGroup"));

/** Type tokens of each part in the providers `aws` and `aws-native`. */
export const partTypes: Readonly<Record<Part, ReadonlySet<string>>> = {
    "load balancer": new Set([...loadBalancerTypes, native("LoadBalancer")]),
    listener: new Set([...listenerTypes, native("Listener")]),
    rule: new Set([...ruleTypes, native("ListenerRule")]),
    "target group": new Set([...targetGroupTypes, native("TargetGroup")]),
};
