import type { Part } from "./attachment-table";

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
export const targetGroupTypes: ReadonlySet<string> = new Set(loadBalancingTypes("targetGroup:TargetGroup"));

/** Type tokens of each part in the providers `aws` and `aws-native`. */
export const partTypes: Readonly<Record<Part, ReadonlySet<string>>> = {
    "load balancer": new Set([...loadBalancerTypes, native("LoadBalancer")]),
    listener: new Set([...listenerTypes, native("Listener")]),
    rule: new Set([...ruleTypes, native("ListenerRule")]),
    "target group": new Set([...targetGroupTypes, native("TargetGroup")]),
};
