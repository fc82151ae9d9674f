import { type Finding, finding, ofTier } from "../../../reading/finding";
import type { Plain, Stack } from "../../../reading/resource";
import { isObject, knownValue, type Path, pathText, readBoolean, readList } from "../../../reading/value";
import { inPublicSubnet } from "../machines/subnets";
import { type Manifest, readManifest } from "./manifest";

const groups: ReadonlySet<string> = new Set(["karpenter.k8s.aws", "eks.amazonaws.com"]);
const kinds = /^(EC2NodeClass|NodeClass|AWSNodeTemplate)$/;

// Karpenter has `associatePublicIPAddress`, EKS Auto Mode has it under `advancedNetworking`.
const addresses: readonly Path[] = [
    ["spec", "associatePublicIPAddress"],
    ["spec", "advancedNetworking", "associatePublicIPAddress"],
];

/**
 * Reports a node class of Karpenter or EKS Auto Mode that selects public subnets: unless the class rejects public
 * addresses, the subnet determines them (karpenter.sh, NodeClasses; docs.aws.amazon.com/eks, Create a Node Class).
 */
export function checkNodeClass(manifest: Manifest): Finding[] {
    const { resource, at } = manifest;
    if (!isNodeClass(manifest) || rejectsAddresses(manifest)) return [];
    const key = ["subnetSelectorTerms", "subnetSelector"].find((name) =>
        choosesPublic(knownValue(readManifest(manifest, "spec", name)) ?? null),
    );
    if (key === undefined) return [];
    return ofTier("network", [
        finding(resource, {
            actual: `${pathText([...at, "spec", key])} selects subnets that are named or tagged as public, which may assign public addresses to its instances`,
            expected: "instances in private subnets",
            change: 'select subnets by the tag "kubernetes.io/role/internal-elb" or by an id, or set associatePublicIPAddress to false',
        }),
    ]);
}

/** Whether an object is a node class of Karpenter or EKS Auto Mode. */
export const isNodeClass = ({ group, kind }: Manifest): boolean => groups.has(group) && kinds.test(kind);

/** Reports a node class with a subnet of the stack that assigns public addresses. */
export function checkNodeSubnets(stack: Stack, manifest: Manifest): Finding[] {
    const at = [...manifest.at, "spec", "subnetSelectorTerms"];
    const terms = knownValue(readList(manifest.resource.props, ...at)) ?? [];
    if (rejectsAddresses(manifest)) return [];
    const all = terms.flatMap((_term, index) => inPublicSubnet(stack, manifest.resource, [...at, index, "id"]));
    return all.slice(0, 1);
}

const rejectsAddresses = ({ resource, at }: Manifest): boolean =>
    addresses.some((path) => knownValue(readBoolean(resource.props, ...at, ...path)) === false);

// The tag kubernetes.io/role/elb marks subnets for internet-facing load balancers.
function choosesPublic(value: Plain): boolean {
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value).some(([key, own]) => {
        if (isRejection(own)) return false;
        if (key === "kubernetes.io/role/elb" || (isObject(value) && /public/i.test(key))) return true;
        return typeof own === "string" ? /public/i.test(own) : choosesPublic(own);
    });
}

const isRejection = (value: Plain): boolean => /^(false|no|0)$/i.test(String(typeof value === "symbol" ? "" : value));
