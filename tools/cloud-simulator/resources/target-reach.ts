import type { Cloud } from "../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, type PropertyValue, text } from "../state/property-values";
import { listeners } from "./listeners";

/** Targets of a target group that have the same port and security groups. */
export interface Targets {
    /** ARN of the target group. */
    readonly targetGroup: string;
    readonly port: number;
    /** Ids of their security groups. */
    readonly securityGroups: PropertyValue;
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
 * (docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html). Only rules that are separate
 * resources and name the other group are read; a group with any other rule counts as open.
 */
export function portProblem({ targetGroup, port, securityGroups }: Targets, cloud: Cloud): string | undefined {
    const theirs = elementsOf(securityGroups).map(text);
    const ours = balancersOf(targetGroup, cloud).flatMap((balancer) => elementsOf(balancer.securityGroups).map(text));
    if (theirs.length === 0 || ours.length === 0) return undefined;
    const admits = (direction: Direction, groups: readonly string[], others: readonly string[]) =>
        groups.some((group) => isOpen(direction, group, cloud)) ||
        rulesOf(direction, cloud).some(
            (rule) =>
                groups.includes(text(rule.securityGroupId)) &&
                others.includes(text(rule.referencedSecurityGroupId)) &&
                covers(rule, port),
        );
    if (!admits("egress", ours, theirs)) return `no rule lets the load balancer connect to port ${port}`;
    return admits("ingress", theirs, ours) ? undefined : `no rule admits the load balancer at port ${port}`;
}

type Direction = "egress" | "ingress";

const ruleTypes: Readonly<Record<Direction, string>> = {
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
};

function balancersOf(targetGroup: string, cloud: Cloud): PropertyMap[] {
    const arns = listeners(cloud)
        .filter(({ inputs }) => listOf(inputs.defaultActions).some((own) => text(own.targetGroupArn) === targetGroup))
        .map(({ inputs }) => text(inputs.loadBalancerArn));
    return cloud.store
        .ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer")
        .flatMap(({ id, outputs }) => (arns.includes(id) ? [outputs] : []));
}

function rulesOf(direction: Direction, { store }: Cloud): PropertyMap[] {
    return store.ofType(ruleTypes[direction]).map(({ inputs }) => inputs);
}

function isOpen(direction: Direction, group: string, cloud: Cloud): boolean {
    const { store } = cloud;
    const inline = store.find("aws:ec2/securityGroup:SecurityGroup", group)?.inputs[direction];
    const isLegacy = store
        .ofType("aws:ec2/securityGroupRule:SecurityGroupRule")
        .some(({ inputs }) => text(inputs.securityGroupId) === group);
    const own = rulesOf(direction, cloud).filter((rule) => text(rule.securityGroupId) === group);
    const byAddress = own.some((rule) => text(rule.referencedSecurityGroupId) === "" && text(rule.ipProtocol) === "-1");
    return elementsOf(inline).length > 0 || isLegacy || byAddress;
}

function covers({ ipProtocol, fromPort, toPort }: PropertyMap, port: number): boolean {
    if (text(ipProtocol) === "-1") return true;
    return Number(text(fromPort)) <= port && port <= Number(text(toPort));
}
