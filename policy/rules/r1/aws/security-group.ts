import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr } from "../../../reading/cidr";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Plain, Resource } from "../../../reading/resource";
import { isList, type Path, pathText, readList, readObject, readString } from "../../../reading/value";

/** Security groups with inline rules, and rules as separate resources. */
export const securityGroupTypes: ReadonlySet<string> = new Set([
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
]);

/** Properties that determine which incoming traffic is admitted. */
export const securityGroupPaths = [
    "ingress",
    "type",
    "cidrBlocks",
    "ipv6CidrBlocks",
    "prefixListIds",
    "cidrIpv4",
    "cidrIpv6",
    "prefixListId",
];

const sources = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"];

/** Properties that admit prefix lists, which `r1-private-paths` checks. */
export const prefixListKeys = ["prefixListIds", "prefixListId"];

/** Whether a group or a rule admits incoming traffic; a rule of unknown direction may. */
export function isIngress(group: Resource): boolean {
    const type = readString(group.props, "type");
    return !(group.type.endsWith(":SecurityGroupRule") && type.state === "known" && type.value === "egress");
}

/** Checks that every admitted address is private or trusted; egress is not checked. */
export function checkSecurityGroup(group: Resource, settings: Settings): Finding[] {
    if (!isIngress(group)) return [];
    if (group.type.endsWith("Rule")) return checkRule(group, [], settings);
    const ingress = readList(group.props, "ingress");
    if (ingress.state === "absent") return [];
    if (ingress.state !== "known") return [unknownValueFinding(group, ingress)];
    return [...ingress.value.keys()].flatMap((index) => checkRule(group, ["ingress", index], settings));
}

function checkRule(group: Resource, at: Path, settings: Settings): Finding[] {
    const rule = readObject(group.props, ...at);
    if (rule.state !== "known") return [unknownValueFinding(group, rule)];
    for (const path of sources.flatMap((key) => blocksOf(rule.value[key], [...at, key]))) {
        const cidr = readString(group.props, ...path);
        if (cidr.state !== "known")
            return [
                unknownValueFinding(
                    group,
                    cidr,
                    `name the block, or admit a source security group instead of ${pathText(path)}`,
                ),
            ];
        const block = parseCidr(cidr.value);
        if (block && containedIn(block, settings.trustedCidrs)) continue;
        return [
            finding(group, {
                actual: `${pathText(path)} admits ${JSON.stringify(cidr.value)}, which is not a private address block`,
                expected: "addresses that are private, or in the policy's trustedCidrs",
                change: `replace ${JSON.stringify(cidr.value)} by the network's own block or a source security group`,
            }),
        ];
    }
    return [];
}

// Paths of the blocks of a property, which is one block or a list.
function blocksOf(value: Plain | undefined, path: Path): Path[] {
    if (value === undefined || value === null) return [];
    return isList(value) ? [...value.keys()].map((index) => [...path, index]) : [path];
}
