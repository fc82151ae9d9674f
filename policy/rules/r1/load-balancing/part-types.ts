import type { Part } from "./attachment-table";
import { loadBalancerTypes } from "./load-balancer";

/** A type of load balancing under each of its modules: two are live tokens, the longer ones are names of before. */
export const loadBalancingTypes = (token: string): string[] =>
    ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((module) => `aws:${module}/${token}`);

const native = (kind: string): string => `aws-native:elasticloadbalancingv2:${kind}`;

/** Listeners of load balancers. */
export const listenerTypes: ReadonlySet<string> = new Set(loadBalancingTypes("listener:Listener"));

/** Rules of listeners. */
export const ruleTypes: ReadonlySet<string> = new Set(loadBalancingTypes("listenerRule:ListenerRule"));

/** Groups of targets that a load balancer hands traffic to. */
export const targetGroupTypes: ReadonlySet<string> = new Set(loadBalancingTypes("targetGroup:TargetGroup"));

/** Type tokens of each part, of the providers `aws` and `aws-native`. */
export const partTypes: Readonly<Record<Part, ReadonlySet<string>>> = {
    "load balancer": new Set([...loadBalancerTypes, native("LoadBalancer")]),
    listener: new Set([...listenerTypes, native("Listener")]),
    rule: new Set([...ruleTypes, native("ListenerRule")]),
    "target group": new Set([...targetGroupTypes, native("TargetGroup")]),
};
