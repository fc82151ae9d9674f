import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyMap, type PropertyValue, plain, text } from "../../state/property-values";
import { contains } from "./blocks";

/** Where packets come from or go to: network interfaces with security groups, in subnets with these blocks. */
export interface Peer {
    readonly groups: readonly string[];
    readonly blocks: readonly string[];
}

/** Direction of packets, as seen from the network interface or subnet that has the rules. */
export type Direction = "ingress" | "egress";

/** A rule of a security group, in one direction. */
interface Rule {
    readonly protocol: string;
    readonly from: number;
    readonly to: number;
    readonly blocks: readonly string[];
    readonly groups: readonly string[];
}

const ruleTypes = {
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

/** Whether security groups let TCP packets to a port come from, or go to, a peer; a group outside this stack does. */
export function admits(
    groups: readonly string[],
    direction: Direction,
    port: number,
    peer: Peer,
    cloud: Cloud,
): boolean {
    return groups.some((id) => {
        const group = cloud.store.find("aws:ec2/securityGroup:SecurityGroup", id);
        return (
            group === undefined ||
            rulesOf(id, group.inputs, direction, cloud).some(
                (rule) =>
                    isTcp(rule.protocol) &&
                    (rule.protocol === "-1" || (rule.from <= port && port <= rule.to)) &&
                    names(rule, peer),
            )
        );
    });
}

// Blocks outside this stack are not known: then any rule with a block admits them.
function names(rule: Rule, peer: Peer): boolean {
    return (
        rule.groups.some((own) => peer.groups.includes(own)) ||
        (rule.blocks.length > 0 && peer.blocks.every((block) => rule.blocks.some((own) => contains(own, block))))
    );
}

/** The IPv4 blocks of subnets of this stack. */
export function blocksOf(subnets: readonly string[], { store }: Cloud): string[] {
    return subnets
        .map((id) => text(store.find("aws:ec2/subnet:Subnet", id)?.inputs.cidrBlock))
        .filter((block) => block !== "");
}

/** Whether the network ACLs of subnets let TCP packets to ports pass from, or to, all blocks. */
export function aclsAdmit(
    subnets: readonly string[],
    direction: Direction,
    ports: readonly number[],
    blocks: readonly string[],
    cloud: Cloud,
): boolean {
    const acls = subnets.map((subnet) => aclOf(subnet, cloud)).filter((acl) => acl !== undefined);
    return acls.every((acl) =>
        ports.every((port) => blocks.every((block) => firstAction(acl, direction, port, block) === "allow")),
    );
}

function rulesOf(id: string, inline: PropertyMap, direction: Direction, { store }: Cloud): Rule[] {
    const own = store.ofType(ruleTypes[direction]).filter(({ inputs }) => text(inputs.securityGroupId) === id);
    const older = store
        .ofType("aws:ec2/securityGroupRule:SecurityGroupRule")
        .filter(({ inputs }) => text(inputs.securityGroupId) === id && inputs.type === direction);
    return [
        ...own.map(({ inputs }) => ({
            ...portsOf(inputs, inputs.ipProtocol),
            blocks: [text(inputs.cidrIpv4)].filter((block) => block !== ""),
            groups: [text(inputs.referencedSecurityGroupId)],
        })),
        ...older.map(({ inputs }) => ({
            ...portsOf(inputs, inputs.protocol),
            blocks: elementsOf(inputs.cidrBlocks).map(text),
            groups: [inputs.self === true ? id : text(inputs.sourceSecurityGroupId)],
        })),
        ...listOf(inline[direction]).map((rule) => ({
            ...portsOf(rule, rule.protocol),
            blocks: elementsOf(rule.cidrBlocks).map(text),
            groups: [...elementsOf(rule.securityGroups).map(text), ...(rule.self === true ? [id] : [])],
        })),
    ];
}

function portsOf(rule: PropertyMap, protocol: PropertyValue | undefined): Pick<Rule, "protocol" | "from" | "to"> {
    const name = text(protocol).toLowerCase();
    return { protocol: name === "all" ? "-1" : name, from: number(rule.fromPort), to: number(rule.toPort) };
}

function aclOf(subnet: string, { store }: Cloud): PropertyMap | undefined {
    const acls = store.ofType("aws:ec2/networkAcl:NetworkAcl");
    const association = store
        .ofType("aws:ec2/networkAclAssociation:NetworkAclAssociation")
        .find(({ inputs }) => text(inputs.subnetId) === subnet);
    return acls.find(
        ({ id, inputs }) =>
            id === text(association?.inputs.networkAclId) || elementsOf(inputs.subnetIds).map(text).includes(subnet),
    )?.inputs;
}

// Without a rule that matches, an ACL denies.
function firstAction(acl: PropertyMap, direction: Direction, port: number, block: string): string {
    const sorted = listOf(acl[direction]).sort((one, other) => number(one.ruleNo) - number(other.ruleNo));
    const matching = sorted.find(
        (rule) =>
            isTcp(text(rule.protocol).toLowerCase()) &&
            (isAny(rule.protocol) || (number(rule.fromPort) <= port && port <= number(rule.toPort))) &&
            contains(text(rule.cidrBlock), block),
    );
    return text(matching?.action).toLowerCase();
}

function isAny(protocol: PropertyValue | undefined): boolean {
    return ["-1", "all"].includes(text(protocol).toLowerCase());
}

function isTcp(protocol: string): boolean {
    return ["tcp", "6", "-1", "all"].includes(protocol);
}

function number(value: PropertyValue | undefined): number {
    return Number(plain(value ?? null) ?? 0);
}
