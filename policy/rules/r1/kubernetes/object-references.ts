import { combineResults, countedResult, emptyResult, type RuleResult, uncountedResult } from "../../../contract/result";
import type { Settings } from "../../../contract/settings";
import { type Finding, finding, ofTier, quietly, unknownValueFinding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import {
    dependentProperty,
    gatewayGroups,
    isNamed,
    type Manifest,
    namespaceOf,
    objectsOf,
    readManifest,
    valueOr,
} from "../../../reading/manifest";
import type { Plain, Stack } from "../../../reading/resource";
import {
    isObject,
    knownValue,
    type Path,
    pathText,
    read,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";
import { inPublicSubnet } from "../machines/subnets";
import { opaque } from "./custom-object";
import { checkGateway } from "./gateway";
import { controllerGroups, isIngress, openIngress } from "./ingress";
import { checkClassOfIngress, checkIngressClass } from "./ingress-class";
import { checkBinding, openSources } from "./target-group-binding";

/**
 * Checks objects that depend on others: a Gateway on its settings, a route on its Gateway, a binding on its target
 * group.
 */
export function checkReferences(stack: Stack, manifest: Manifest, settings: Settings): RuleResult {
    const result = checkObject(stack, manifest, settings);
    const items = readManifest(manifest);
    if (result.findings.length > 0 || items.state !== "unknown") return result;
    // Any object may be in the list. r1-private-kubernetes warns of it.
    return uncountedResult(quietly([unknownValueFinding(manifest.resource, items)]));
}

function checkObject(stack: Stack, manifest: Manifest, settings: Settings): RuleResult {
    const { kind, group, patch } = manifest;
    // A patch without a spec changes none of an object's references.
    if (patch && readManifest(manifest, "spec").state === "absent") return emptyResult;
    if (gatewayGroups.has(group)) {
        if (kind === "GatewayClass") return uncountedResult(ignored(manifest, ["controllerName", "parametersRef"]));
        if (kind === "Gateway")
            return countedResult("Gateway", one(checkGateway(stack, manifest), ignored(manifest, gatewayProperties)));
        if (/(ListenerSet|Route)$/.test(kind))
            return countedResult("route", one(route(stack, manifest), ignored(manifest, ["parentRefs", "parentRef"])));
    }
    if (kind === "TargetGroupBinding" && controllerGroups.has(group))
        return countedResult(
            "TargetGroupBinding",
            one(
                checkBinding(stack, manifest),
                openSources(manifest, settings),
                ignored(manifest, ["targetGroupARN", "targetGroupName"]),
            ),
        );
    if (isNodeClass(manifest)) return uncountedResult(checkNodeSubnets(stack, manifest));
    return combineResults([
        checkClassOfIngress(stack, manifest, settings),
        uncountedResult(isIngress(manifest) ? openIngress(manifest) : []),
        uncountedResult(checkIngressClass(manifest)),
    ]);
}

const gatewayProperties = ["gatewayClassName", "infrastructure.parametersRef", "infrastructure.annotations"];

const one = (...findings: readonly Finding[][]): Finding[] => findings.flat().slice(0, 1);

const ignored = ({ resource, at }: Manifest, properties: readonly string[]): Finding[] =>
    ignoredChanges(
        resource,
        properties.map((property) => [...at, "spec", property].join(".")),
    );

// A route is exposed as its Gateway is, so that has to be a Gateway that is checked.
function route(stack: Stack, manifest: Manifest): Finding[] {
    const parents = readList(manifest.resource.props, ...manifest.at, "spec", "parentRefs");
    // A ListenerSet has a single parent.
    const parent = readManifest(manifest, "spec", "parentRef");
    const hidden = [parents, parent].find(({ state }) => state === "unknown");
    if (hidden) return [unknownValueFinding(manifest.resource, hidden)];
    const listed = parents.state === "known" ? parents.value : [];
    const refs: readonly Plain[] = parent.state === "known" ? [...listed, parent.value] : listed;
    if (parents.state === "known" || parents.state === "absent") {
        if (refs.every((ref) => isCheckedParent(stack, manifest, ref))) return [];
    }
    return [
        opaque(manifest.resource, {
            actual: "its parent does not resolve to a Gateway of this stack, and may face the internet",
            decidedBy: "the Gateway that it belongs to",
            change: "set the name in spec.parentRefs to a Gateway of this program, or publish through the API gateway",
        }),
    ];
}

function isCheckedParent(stack: Stack, manifest: Manifest, ref: Plain): boolean {
    const stated = readString(ref, "kind");
    const kind = stated.state === "absent" ? "Gateway" : stated.state === "known" ? stated.value : undefined;
    if (kind === "Service") return true;
    const candidates = kind === undefined ? [] : objectsOf(stack, gatewayGroups, kind);
    const name = read(ref, "name");
    const from = manifest.resource.propertyDependencies[dependentProperty(manifest)] ?? [];
    if (name.state === "unknown") return candidates.some(({ resource }) => from.includes(resource.urn));
    const namespace = valueOr(namespaceOf(manifest), read(ref, "namespace"));
    return candidates.some((each) => isNamed(each, valueOr(undefined, name), namespace));
}

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
const isNodeClass = ({ group, kind }: Manifest): boolean => groups.has(group) && kinds.test(kind);

/** Reports a node class with a subnet of the stack that assigns public addresses. */
function checkNodeSubnets(stack: Stack, manifest: Manifest): Finding[] {
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
