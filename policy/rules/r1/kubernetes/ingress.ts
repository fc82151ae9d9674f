import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import type { Plain } from "../../../reading/resource";
import { type Path, pathText, type Reading } from "../../../reading/value";
import { checkAttributes } from "./load-balancer-attributes";
import { type Manifest, readManifest } from "./manifest";

const prefix = "alb.ingress.kubernetes.io/";
const annotationPath = (key: string): Path => ["metadata", "annotations", prefix + key];

const deciding = [
    "scheme",
    "enable-frontend-nlb",
    "frontend-nlb-scheme",
    "frontend-nlb-eip-allocations",
    "load-balancer-attributes",
    "frontend-nlb-attributes",
    "ip-address-type",
];

/** Properties that decide whether an Ingress is public. */
export const ingressPaths: readonly string[] = [
    "spec.ingressClassName",
    'metadata.annotations["kubernetes.io/ingress.class"]',
    ...deciding.map((key) => `metadata.annotations["${prefix}${key}"]`),
];

/** Where an Ingress says whether its load balancer faces the internet. */
export const schemePath = annotationPath("scheme");

/** Groups in which the AWS Load Balancer Controller and EKS Auto Mode keep their kinds. */
export const controllerGroups: ReadonlySet<string> = new Set(["elbv2.k8s.aws", "eks.amazonaws.com", "gateway.k8s.aws"]);

/** Whether an object is an Ingress, of the old group too. */
export const isIngress = ({ group, kind }: Manifest): boolean =>
    kind === "Ingress" && (group === "networking.k8s.io" || group === "extensions");

/** What an Ingress says of itself keeps its load balancer internal. What it leaves to its class is judged by its class. */
export function checkIngress(ingress: Manifest): Finding[] {
    const stated = classOf(ingress);
    if (stated.state === "unknown") return [unknownValueFinding(ingress.resource, stated)];
    return [
        ...mustBeInternal(ingress, schemePath, true),
        ...mustBeInternal(ingress, annotationPath("frontend-nlb-scheme"), !hasFrontend(ingress)),
        ...mustBeAbsent(ingress, annotationPath("frontend-nlb-eip-allocations")),
        ...checkAttributes(ingress),
    ].slice(0, 1);
}

/** Whether an Ingress is of another class than "alb", or leaves the scheme to its class; a patch leaves both to what it patches. */
export function dependsOnClass(ingress: Manifest): boolean {
    const stated = classOf(ingress);
    const isAbsent = (reading: Reading<Plain>): boolean => reading.state === "absent" && !ingress.patch;
    const isOther = isAbsent(stated) || (stated.state === "known" && stated.value !== "alb");
    return isOther || isAbsent(readManifest(ingress, ...schemePath));
}

/** The class that an Ingress names: its property, or the annotation that was before it. */
export function classOf(ingress: Manifest): Reading<Plain> {
    const className = readManifest(ingress, "spec", "ingressClassName");
    return className.state === "absent"
        ? readManifest(ingress, "metadata", "annotations", "kubernetes.io/ingress.class")
        : className;
}

/** The finding for an Ingress whose class says nothing for it: nothing shows its controller, or its scheme. */
export function unprovenClass(ingress: Manifest): Finding[] {
    const stated = classOf(ingress);
    if (stated.state === "known" && stated.value === "alb") return mustBeInternal(ingress, schemePath, false);
    return [
        finding(ingress.resource, {
            actual: `its class is ${stated.state === "known" ? JSON.stringify(stated.value) : "absent"}, and nothing here shows that its load balancer is private`,
            expected:
                'no Ingress: the API gateway routes to the Service; or the class "alb", or one of this stack of AWS\'s controller, with an internal scheme',
            change: `remove the Ingress, or set spec.ingressClassName to "alb" and ${prefix}scheme to "internal"`,
        }),
    ];
}

/** The controllers' own settings of a load balancer; `IngressClassParams` overrides what an Ingress says. */
export const checkParameters = (parameters: Manifest): Finding[] =>
    [
        ...mustBeInternal(parameters, ["spec", "scheme"], parameters.kind === "IngressClassParams" || parameters.patch),
        ...checkAttributes(parameters),
    ].slice(0, 1);

// A Network Load Balancer in front of an internal one is a second door.
function hasFrontend(ingress: Manifest): boolean {
    const enabled = readManifest(ingress, ...annotationPath("enable-frontend-nlb"));
    return enabled.state !== "absent" && !(enabled.state === "known" && String(enabled.value) === "false");
}

function mustBeInternal(manifest: Manifest, path: Path, mayBeAbsent: boolean): Finding[] {
    const scheme = readManifest(manifest, ...path);
    if (scheme.state === "known" && scheme.value === "internal") return [];
    if (scheme.state === "absent" && mayBeAbsent) return [];
    const at = pathText([...manifest.at, ...path]);
    if (scheme.state === "unknown") return [unknownValueFinding(manifest.resource, scheme)];
    return [
        finding(manifest.resource, {
            actual: `${at} is ${scheme.state === "known" ? JSON.stringify(scheme.value) : "absent"}`,
            expected: "an internal load balancer, said so",
            change: `set ${at} to "internal"`,
        }),
    ];
}

function mustBeAbsent(manifest: Manifest, path: Path): Finding[] {
    if (readManifest(manifest, ...path).state === "absent") return [];
    const at = pathText([...manifest.at, ...path]);
    return [
        finding(manifest.resource, {
            actual: `${at} gives its load balancer public addresses`,
            expected: "a load balancer without Elastic IP addresses",
            change: `remove ${at}`,
        }),
    ];
}
