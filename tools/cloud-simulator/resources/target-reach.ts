import type { Cloud } from "../state/cloud";
import { loadBalancerTypes } from "../state/load-balancer-states";
import { elementsOf, listOf, mapOf, type PropertyMap, type PropertyValue, text } from "../state/property-values";
import { forwardsTo, listenerRules, listeners } from "./listeners";
import { admits, blocksOf, type Peer } from "./network/packets";

/** Targets of a target group that have the same port, security groups and subnets. */
export interface Targets {
    /** ARN of the target group. */
    readonly targetGroup: string;
    readonly port: number;
    /** Ids of their security groups. */
    readonly securityGroups: PropertyValue;
    /** Ids of their subnets. */
    readonly subnets: PropertyValue;
}

const targetGroupTypes = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];

/** The properties of a target group. */
export function targetGroupOf(arn: string, { store }: Cloud): PropertyMap | undefined {
    return store.ofType(...targetGroupTypes).find(({ id }) => id === arn)?.outputs;
}

/** Why the health checks of a target group fail; undefined if they do not. */
export function healthCheckProblem(targetGroup: string, cloud: Cloud): string | undefined {
    const path = text(mapOf(targetGroupOf(targetGroup, cloud)?.healthCheck).path);
    return cloud.missingPaths.has(path) ? `${path} does not return 200` : undefined;
}

/**
 * Why a load balancer cannot connect to targets: no rule of its security groups, or of theirs, admits the port
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html).
 */
export function portProblem({ targetGroup, port, ...theirs }: Targets, cloud: Cloud): string | undefined {
    const balancers = balancersOf(targetGroup, cloud);
    const target = peerOf([theirs.securityGroups], [theirs.subnets], cloud);
    const balancer = peerOf(
        balancers.map(({ securityGroups }) => securityGroups),
        balancers.map(({ subnets }) => subnets),
        cloud,
    );
    if (target.groups.length === 0 || balancer.groups.length === 0) return undefined;
    if (!admits(balancer.groups, "egress", port, target, cloud))
        return `no rule lets the load balancer connect to port ${port}`;
    return admits(target.groups, "ingress", port, balancer, cloud)
        ? undefined
        : `no rule admits the load balancer at port ${port}`;
}

function peerOf(
    groups: readonly (PropertyValue | undefined)[],
    subnets: readonly (PropertyValue | undefined)[],
    cloud: Cloud,
): Peer {
    return {
        groups: groups.flatMap(elementsOf).map(text),
        blocks: blocksOf(subnets.flatMap(elementsOf).map(text), cloud),
    };
}

function balancersOf(targetGroup: string, cloud: Cloud): PropertyMap[] {
    const isForward = (actions: PropertyValue | undefined) =>
        listOf(actions).some((own) => forwardsTo(own).includes(targetGroup));
    const ofRules = listenerRules(cloud)
        .filter(({ inputs }) => isForward(inputs.actions))
        .map(({ inputs }) => text(inputs.listenerArn));
    const arns = listeners(cloud)
        .filter(({ id, inputs }) => isForward(inputs.defaultActions) || ofRules.includes(id))
        .map(({ inputs }) => text(inputs.loadBalancerArn));
    return cloud.store.ofType(...loadBalancerTypes).flatMap(({ id, outputs }) => (arns.includes(id) ? [outputs] : []));
}
