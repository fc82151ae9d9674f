import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr } from "../../../reading/cidr";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { dependenciesOf, idOf } from "../../../reading/references";
import type { Stack } from "../../../reading/resource";
import { describeReading, type Path, pathText, read, readList } from "../../../reading/value";
import { targetGroupTypes } from "../load-balancing/part-types";
import { type Manifest, dependentProperty, readManifest } from "./manifest";

/** Reports a TargetGroupBinding whose target group is not in this stack. */
export function checkBinding(stack: Stack, manifest: Manifest): Finding[] {
    const arn = readManifest(manifest, "spec", "targetGroupARN");
    const name = readManifest(manifest, "spec", "targetGroupName");
    const depended = dependenciesOf(stack, manifest.resource, dependentProperty(manifest), targetGroupTypes);
    const isChecked = stack.ofType(targetGroupTypes).some((target) => {
        if (arn.state === "known") return idOf(target) === arn.value;
        if (arn.state === "absent" && name.state === "known") return target.props.name === name.value;
        return (arn.state === "unknown" || name.state === "unknown") && depended.includes(target);
    });
    if (isChecked) return [];
    return [
        finding(manifest.resource, {
            actual: "its target group is not one of this stack, so its load balancer may face the internet",
            expected: "a target group of this stack, so that its load balancer is checked",
            change: "set spec.targetGroupARN from an aws.lb.TargetGroup of this program",
        }),
    ];
}

/**
 * Reports public address blocks that a TargetGroupBinding admits: the controller adds them to the security groups of
 * nodes and pods (kubernetes-sigs.github.io/aws-load-balancer-controller, TargetGroupBinding, `networking`).
 */
export function openSources(manifest: Manifest, settings: Settings): Finding[] {
    return eachOf(manifest, [...manifest.at, "spec", "networking", "ingress"], (rule) =>
        eachOf(manifest, [...rule, "from"], (peer) => checkPeer(manifest, peer, settings)),
    );
}

function eachOf({ resource }: Manifest, path: Path, check: (path: Path) => Finding[]): Finding[] {
    const list = readList(resource.props, ...path);
    if (list.state === "absent") return [];
    if (list.state !== "known") return [unknownValueFinding(resource, list)];
    return [...list.value.keys()].flatMap((index) => check([...path, index]));
}

function checkPeer({ resource }: Manifest, peer: Path, { trustedCidrs }: Settings): Finding[] {
    const cidr = read(resource.props, ...peer, "ipBlock", "cidr");
    if (cidr.state === "absent") return [];
    if (cidr.state !== "known") return [unknownValueFinding(resource, cidr)];
    const block = typeof cidr.value === "string" ? parseCidr(cidr.value) : undefined;
    if (block && containedIn(block, trustedCidrs)) return [];
    const at = pathText(cidr.path);
    return [
        finding(resource, {
            actual: `${at} is ${describeReading(cidr)}, which the controller admits in the security groups of nodes and pods`,
            expected: "addresses that are private, or in the policy's trustedCidrs",
            change: `set ${at} to a block of the network, or name a security group`,
        }),
    ];
}
