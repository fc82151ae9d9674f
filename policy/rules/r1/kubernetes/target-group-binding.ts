import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr } from "../../../reading/cidr";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { dependentProperty, type Manifest, readManifest } from "../../../reading/manifest";
import { dependenciesOf } from "../../../reading/references";
import type { Stack } from "../../../reading/resource";
import { describeReading, knownValue, type Path, pathText, read, readList, readString } from "../../../reading/value";
import { partTypes } from "../load-balancing/attachment-table";
import { opaque } from "./custom-object";

/**
 * Reports a TargetGroupBinding whose target group is not in this stack. In an update its ARN is known before the ids of
 * the preview are, so that dependencies decide as long as the target group shows none.
 */
export function checkBinding(stack: Stack, manifest: Manifest): Finding[] {
    const arn = readManifest(manifest, "spec", "targetGroupARN");
    const name = readManifest(manifest, "spec", "targetGroupName");
    const depended = dependenciesOf(stack, manifest.resource, dependentProperty(manifest), types);
    const stated = arn.state === "absent" ? name : arn;
    const keys = arn.state === "absent" ? ["name", "targetGroupName"] : ["id", "arn", "targetGroupArn"];
    const isChecked = stack.ofType(types).some((target) => {
        const own = [target.outputs, target.props].flatMap((props) => keys.map((key) => knownValue(read(props, key))));
        const known = own.filter((value) => value !== undefined);
        if (stated.state === "known" && known.length > 0) return known.includes(stated.value);
        if (stated.state === "known" && readString(target.outputs, "id").state !== "unknown") return false;
        return stated.state !== "absent" && depended.includes(target);
    });
    if (isChecked) return [];
    if (stated.state === "unknown" && dependsOnNothing(manifest))
        return [unknownValueFinding(manifest.resource, stated)];
    return [
        opaque(manifest.resource, {
            actual: "its target group is not one of this stack, so its load balancer may face the internet",
            decidedBy: "the load balancer of its target group",
            change: "set spec.targetGroupARN from a TargetGroup of this program, or waive it after a review of its load balancer",
        }),
    ];
}

const types = partTypes["target group"];

const dependsOnNothing = (manifest: Manifest): boolean =>
    (manifest.resource.propertyDependencies[dependentProperty(manifest)] ?? []).length === 0;

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
