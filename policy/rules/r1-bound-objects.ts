import { type Finding, finding } from "../finding";
import { dependedOn, idOf } from "../links";
import type { Plain, Stack } from "../resource";
import { type Judgement, judged, nothing } from "../rule";
import { type Reading, read, readList, readString } from "../value";
import { type Manifest, readManifest } from "./manifest";
import { targetGroupTypes } from "./r1-balanced";
import { controllerGroups } from "./r1-ingress";
import { judgeIngressClass } from "./r1-ingress-class";
import { hasName, isNamed, namespaceOf, objectsOf, valueOr } from "./r1-named-objects";

const gatewayGroups: ReadonlySet<string> = new Set(["gateway.networking.k8s.io", "gateway.networking.x-k8s.io"]);
const settings = { group: "gateway.k8s.aws", kind: "LoadBalancerConfiguration" };
const controllers: ReadonlySet<Plain> = new Set(["gateway.k8s.aws/alb", "gateway.k8s.aws/nlb"]);

/** Objects that lean on another one: a Gateway on its settings, a route on its Gateway, a binding on its target group. */
export function judgeBound(stack: Stack, manifest: Manifest): Judgement {
    const { kind, group, patch } = manifest;
    // A patch that says nothing of what an object leans on changes nothing of it.
    if (patch && readManifest(manifest, "spec").state === "absent") return nothing;
    if (gatewayGroups.has(group)) {
        if (kind === "Gateway") return judged("Gateway", gateway(stack, manifest));
        if (/(ListenerSet|Route)$/.test(kind)) return judged("route", route(stack, manifest));
    }
    if (kind === "TargetGroupBinding" && controllerGroups.has(group))
        return judged("TargetGroupBinding", binding(stack, manifest));
    return { counts: {}, findings: judgeIngressClass(manifest) };
}

function binding(stack: Stack, manifest: Manifest): Finding[] {
    const arn = readManifest(manifest, "spec", "targetGroupARN");
    const name = readManifest(manifest, "spec", "targetGroupName");
    const depended = dependedOn(stack, manifest.resource, dependentProperty(manifest), targetGroupTypes);
    const isJudged = stack.ofType(targetGroupTypes).some((target) => {
        if (arn.state === "known") return idOf(target) === arn.value;
        if (arn.state === "absent" && name.state === "known") return target.props.name === name.value;
        return (arn.state === "unknown" || name.state === "unknown") && depended.includes(target);
    });
    if (isJudged) return [];
    return [
        finding(manifest.resource, {
            found: "its target group is not one of this stack, so its load balancer may face the internet",
            wanted: "a target group of this stack, whose load balancer is judged",
            change: "set spec.targetGroupARN from an aws.lb.TargetGroup of this program",
        }),
    ];
}

function gateway(stack: Stack, manifest: Manifest): Finding[] {
    const own = readManifest(manifest, "spec", "infrastructure", "parametersRef");
    const className = readManifest(manifest, "spec", "gatewayClassName");
    const classes = objectsOf(stack, gatewayGroups, "GatewayClass").filter((each) => mayBeNamed(each, className));
    const ofClass = classes.find((each) => hasName(each, valueOr(undefined, className)));
    const isInternal =
        own.state === "absent"
            ? ofClass !== undefined && isInternalClass(stack, ofClass)
            : own.state === "known" && isInternalReference(stack, own.value, namespaceOf(manifest));
    if (isInternal && classes.every(isOfController)) return [];
    return [
        finding(manifest.resource, {
            found: "nothing in this stack shows that its load balancer is internal",
            wanted: 'no Gateway, or one whose parametersRef names a LoadBalancerConfiguration of this stack with the scheme "internal"',
            change: "set spec.infrastructure.parametersRef to it, or publish the API through the API gateway",
        }),
    ];
}

// Where either name is not known, they may be the same.
function mayBeNamed(gatewayClass: Manifest, className: Reading<Plain>): boolean {
    const name = readManifest(gatewayClass, "metadata", "name");
    return (
        name.state === "unknown" ||
        className.state === "unknown" ||
        hasName(gatewayClass, valueOr(undefined, className))
    );
}

function isInternalClass(stack: Stack, gatewayClass: Manifest): boolean {
    const reference = readManifest(gatewayClass, "spec", "parametersRef");
    if (reference.state !== "known") return false;
    return isInternalReference(stack, reference.value, valueOr("default", read(reference.value, "namespace")));
}

// Another controller does not read the settings of the AWS Load Balancer Controller.
function isOfController(gatewayClass: Manifest): boolean {
    const controller = readManifest(gatewayClass, "spec", "controllerName");
    return controller.state === "absent" || (controller.state === "known" && controllers.has(controller.value));
}

// What the settings themselves say is judged where they stand.
function isInternalReference(stack: Stack, reference: Plain, namespace: Plain | undefined): boolean {
    const [group, kind, name] = ["group", "kind", "name"].map((key) => valueOr(undefined, read(reference, key)));
    return (
        group === settings.group &&
        kind === settings.kind &&
        objectsOf(stack, new Set([settings.group]), settings.kind).some((each) => isNamed(each, name, namespace))
    );
}

// A route opens what its Gateway opens, so that has to be one that is judged.
function route(stack: Stack, manifest: Manifest): Finding[] {
    const parents = readList(manifest.resource.props, ...manifest.at, "spec", "parentRefs");
    // A set of listeners has a single one.
    const parent = readManifest(manifest, "spec", "parentRef");
    const isReadable = [parents, parent].every(({ state }) => state === "known" || state === "absent");
    const listed = parents.state === "known" ? parents.value : [];
    const refs: readonly Plain[] = parent.state === "known" ? [...listed, parent.value] : listed;
    if (isReadable && refs.every((ref) => isJudgedParent(stack, manifest, ref))) return [];
    return [
        finding(manifest.resource, {
            found: "it hangs on a Gateway that is not shown to be one of this stack, and may face the internet",
            wanted: "routes of Gateways that this program declares, or none",
            change: "set the name in spec.parentRefs to a Gateway of this program, or publish through the API gateway",
        }),
    ];
}

function isJudgedParent(stack: Stack, manifest: Manifest, ref: Plain): boolean {
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

// The engine knows where a list's items come from, and not where each of them does.
const dependentProperty = ({ at }: Manifest): string => String(at[0] ?? "spec");
