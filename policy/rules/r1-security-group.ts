import { containedIn, parseCidr } from "../cidr";
import { type Finding, finding, undecidable } from "../finding";
import { type Plain, type Resource, UNKNOWN } from "../resource";
import type { Settings } from "../settings";
import { isList, isObject, type Path, pathText, read, readString } from "../value";

/** Security groups with rules of their own, and rules that stand alone. */
export const securityGroupTypes: ReadonlySet<string> = new Set([
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
]);

/** Properties that decide who may come in. */
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

/** Properties that admit prefix lists, whose addresses `r1-prefix-list` joins. */
export const prefixListKeys = ["prefixListIds", "prefixListId"];

/** Whether a group or a rule lets traffic in; a rule whose direction is not known may. */
export function isIngress(group: Resource): boolean {
    const type = readString(group.props, "type");
    return !(group.type.endsWith(":SecurityGroupRule") && type.state === "known" && type.value === "egress");
}

/** Every address that may come in is private or trusted; egress is not judged. */
export function judgeSecurityGroup(group: Resource, settings: Settings): Finding[] {
    if (!isIngress(group)) return [];
    if (/Rule$/.test(group.type)) return judgeRule(group, group.props, [], settings);
    const ingress = read(group.props, "ingress");
    if (ingress.state === "absent") return [];
    if (ingress.state !== "known" || !isList(ingress.value)) return [undecidable(group, ingress)];
    return ingress.value.flatMap((rule, index) => judgeRule(group, rule, ["ingress", index], settings));
}

function judgeRule(group: Resource, rule: Plain, at: Path, settings: Settings): Finding[] {
    if (!isObject(rule)) return [undecidable(group, read(group.props, ...at))];
    for (const key of sources) {
        const blocks = isList(rule[key]) ? rule[key] : rule[key] === undefined || rule[key] === null ? [] : [rule[key]];
        for (const [index, cidr] of blocks.entries()) {
            const path = isList(rule[key]) ? [...at, key, index] : [...at, key];
            if (cidr === UNKNOWN || typeof cidr !== "string") {
                return [
                    undecidable(
                        group,
                        read(group.props, ...path),
                        `name the block, or admit a source security group instead of ${pathText(path)}`,
                    ),
                ];
            }
            const block = parseCidr(cidr);
            if (block && containedIn(block, settings.trustedCidrs)) continue;
            return [
                finding(group, {
                    found: `${pathText(path)} admits ${JSON.stringify(cidr)}, which is not a private address block`,
                    wanted: "addresses that are private, or in the policy's trustedCidrs",
                    change: `replace ${JSON.stringify(cidr)} by the network's own block or a source security group`,
                }),
            ];
        }
    }
    return [];
}
