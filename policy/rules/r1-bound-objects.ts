import { type Finding, finding } from "../finding";
import { dependedOn } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { type Judgement, judged } from "../rule";
import { isList, read, readString } from "../value";
import { isKubernetesType, type Manifest, readManifest } from "./manifest";
import { controllerGroups } from "./r1-ingress";

const targetGroupTypes: ReadonlySet<string> = new Set([
    "aws:lb/targetGroup:TargetGroup",
    "aws:alb/targetGroup:TargetGroup",
]);

const gatewayGroup = "gateway.networking.k8s.io";

/** Objects that lean on another one: a Gateway on its settings, a route on its Gateway, a binding on its target group. */
export function judgeBound(stack: Stack, manifest: Manifest): Judgement {
    const { resource, kind, group } = manifest;
    if (kind === "Gateway" && group === gatewayGroup) return judged("Gateway", gateway(stack, manifest));
    if (group === gatewayGroup && /^(ListenerSet|[A-Z]+Route)$/.test(kind))
        return judged("route", route(stack, manifest));
    if (kind !== "TargetGroupBinding" || !controllerGroups.has(group)) return { counts: {}, findings: [] };
    const findings =
        dependedOn(stack, resource, "spec", targetGroupTypes).length > 0
            ? []
            : [
                  finding(resource, {
                      found: "its target group is not one of this stack, so its load balancer may face the internet",
                      wanted: "a target group of this stack, whose load balancer is judged",
                      change: "set spec.targetGroupARN from an aws.lb.TargetGroup of this program",
                  }),
              ];
    return judged("TargetGroupBinding", findings);
}

function gateway(stack: Stack, manifest: Manifest): Finding[] {
    const own = readManifest(manifest, "spec", "infrastructure", "parametersRef");
    const className = readManifest(manifest, "spec", "gatewayClassName");
    const classes = stack.resources.filter(
        (each) => each.type.startsWith(`kubernetes:${gatewayGroup}/`) && each.type.endsWith(":GatewayClass"),
    );
    const ofClass = classes.find((each) => className.state === "known" && objectName(each) === className.value);
    const reference = own.state === "absent" && ofClass ? read(ofClass.props, "spec", "parametersRef") : own;
    const settings = reference.state === "known" && isInternalReference(stack, reference.value);
    if (settings) return [];
    return [
        finding(manifest.resource, {
            found: "nothing in this stack shows that its load balancer is internal",
            wanted: 'no Gateway, or one whose parametersRef names a LoadBalancerConfiguration of this stack with the scheme "internal"',
            change: "set spec.infrastructure.parametersRef to it, or publish the API through the API gateway",
        }),
    ];
}

// What the settings themselves say is judged where they stand.
function isInternalReference(stack: Stack, reference: Plain): boolean {
    const kind = readString(reference, "kind");
    const name = readString(reference, "name");
    if (kind.state !== "known" || kind.value !== "LoadBalancerConfiguration" || name.state !== "known") return false;
    return stack.resources.some(
        (each) =>
            isKubernetesType(each.type) &&
            each.type.endsWith(":LoadBalancerConfiguration") &&
            objectName(each) === name.value,
    );
}

// A route opens what its Gateway opens, so that has to be one that is judged.
function route(stack: Stack, manifest: Manifest): Finding[] {
    const parents = readManifest(manifest, "spec", "parentRefs");
    const parent = readManifest(manifest, "spec", "parentRef");
    const refs = parents.state === "known" && isList(parents.value) ? parents.value : [];
    const all: readonly Plain[] = parent.state === "known" ? [...refs, parent.value] : refs;
    const gateways = stack.resources.filter(
        ({ type }) => type.startsWith(`kubernetes:${gatewayGroup}/`) && type.endsWith(":Gateway"),
    );
    const isKnown = (ref: Plain): boolean => {
        const kind = readString(ref, "kind");
        if (kind.state === "known" && kind.value === "Service") return true;
        const name = readString(ref, "name");
        if (name.state === "known") return gateways.some((each) => objectName(each) === name.value);
        return (manifest.resource.propertyDependencies.spec ?? []).some((urn) =>
            gateways.some((each) => each.urn === urn),
        );
    };
    if (parents.state !== "unknown" && parent.state !== "unknown" && all.every(isKnown)) return [];
    return [
        finding(manifest.resource, {
            found: "it hangs on a Gateway that is not shown to be one of this stack, and may face the internet",
            wanted: "routes of Gateways that this program declares, or none",
            change: "set the name in spec.parentRefs to a Gateway of this program, or publish through the API gateway",
        }),
    ];
}

const objectName = (resource: Resource): string => {
    const name = readString(resource.props, "metadata", "name");
    return name.state === "known" ? name.value : resource.name;
};
