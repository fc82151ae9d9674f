import { type Finding, finding, quietly, unknownValueFinding } from "../../../reading/finding";
import { type Manifest, readManifest } from "../../../reading/manifest";
import type { Plain } from "../../../reading/resource";
import { isObject, type Path, pathText, type Reading } from "../../../reading/value";
import { checkAttributes } from "./load-balancer-attributes";

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

/** Properties that determine whether an Ingress is public. */
export const ingressPaths: readonly string[] = [
    "spec.ingressClassName",
    'metadata.annotations["kubernetes.io/ingress.class"]',
    ...deciding.map((key) => `metadata.annotations["${prefix}${key}"]`),
];

/** Annotation with the scheme of the load balancer. */
export const schemePath = annotationPath("scheme");

/** API groups of the AWS Load Balancer Controller and of EKS Auto Mode. */
export const controllerGroups: ReadonlySet<string> = new Set(["elbv2.k8s.aws", "eks.amazonaws.com", "gateway.k8s.aws"]);

/** Whether an object is an Ingress, of the current or the older group. */
export const isIngress = ({ group, kind }: Manifest): boolean =>
    kind === "Ingress" && (group === "networking.k8s.io" || group === "extensions");

/**
 * Checks that an Ingress's own properties keep its load balancer internal; what depends on its class is checked with
 * the class.
 */
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

/**
 * Whether an Ingress has a class other than "alb", or takes the scheme from its class; a patch leaves both to the
 * patched object.
 */
export function dependsOnClass(ingress: Manifest): boolean {
    const stated = classOf(ingress);
    const isAbsent = (reading: Reading<Plain>): boolean => reading.state === "absent" && !ingress.patch;
    const isOther = isAbsent(stated) || (stated.state === "known" && stated.value !== "alb");
    return isOther || isAbsent(readManifest(ingress, ...schemePath));
}

/**
 * Quiet findings for an Ingress whose class or scheme is not known, so that it may depend on its class.
 * r1-private-kubernetes warns of it.
 */
export const openIngress = (ingress: Manifest): Finding[] =>
    [classOf(ingress), readManifest(ingress, ...schemePath)]
        .filter(({ state }) => state === "unknown")
        .flatMap((reading) => quietly([unknownValueFinding(ingress.resource, reading)]));

/** Class of an Ingress: its property, or the older annotation. */
export function classOf(ingress: Manifest): Reading<Plain> {
    const className = readManifest(ingress, "spec", "ingressClassName");
    return className.state === "absent"
        ? readManifest(ingress, "metadata", "annotations", "kubernetes.io/ingress.class")
        : className;
}

/** Creates a finding for an Ingress whose class proves neither its controller nor its scheme. */
export function unprovenClass(ingress: Manifest): Finding[] {
    const stated = classOf(ingress);
    if (stated.state === "known" && stated.value === "alb") return mustBeInternal(ingress, schemePath, false);
    return [
        finding(ingress.resource, {
            actual: `its class is ${stated.state === "known" ? JSON.stringify(stated.value) : "absent"}, and this stack does not show that its load balancer is private`,
            expected:
                'no Ingress: the API gateway routes to the Service; or the class "alb", or a class of AWS\'s controller in this stack, with an internal scheme',
            change: `remove the Ingress, or set spec.ingressClassName to "alb" and ${prefix}scheme to "internal"`,
        }),
    ];
}

/** Checks a controller's own load balancer settings; `IngressClassParams` overrides the annotations of an Ingress. */
export const checkParameters = (parameters: Manifest): Finding[] =>
    [
        ...mustBeInternal(parameters, ["spec", "scheme"], parameters.kind === "IngressClassParams" || parameters.patch),
        ...checkAttributes(parameters),
    ].slice(0, 1);

// A Network Load Balancer in front of an internal one may expose it.
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
            expected: "an explicitly internal load balancer",
            change: `set ${at} to "internal"`,
        }),
    ];
}

function mustBeAbsent(manifest: Manifest, path: Path): Finding[] {
    if (readManifest(manifest, ...path).state === "absent") return [];
    const at = pathText([...manifest.at, ...path]);
    return [
        finding(manifest.resource, {
            actual: `${at} assigns public addresses to its load balancer`,
            expected: "a load balancer without Elastic IP addresses",
            change: `remove ${at}`,
        }),
    ];
}

// Names from the controllers' guides: kubernetes.github.io/ingress-nginx, Exposing TCP and UDP services.
const knownName = /^(tcp|udp)-services(-configmap)?$/;
const port = /^\d{1,5}$/;
const target = /^[a-z0-9.-]+\/[a-z0-9.-]+:[\w-]+(:.*)?$/;

/** Reports a ConfigMap that makes an Ingress controller forward its own ports to Services: `"9000": "shop/shop:80"`. */
export function checkProxiedPorts(manifest: Manifest): Finding[] {
    if (manifest.group !== "core" || manifest.kind !== "ConfigMap") return [];
    const data = readManifest(manifest, "data");
    const name = readManifest(manifest, "metadata", "name");
    const isNamed = name.state === "known" && knownName.test(String(name.value));
    if (isNamed && data.state === "unknown") return [unknownValueFinding(manifest.resource, data)];
    const entries = data.state === "known" && isObject(data.value) ? Object.entries(data.value) : [];
    const handed = entries.find(
        ([key, value]) => port.test(key) && (typeof value === "string" ? target.test(value) : isNamed),
    );
    if (!handed) return [];
    const at = pathText([...manifest.at, "data", handed[0]]);
    return [
        finding(manifest.resource, {
            actual: `${at} forwards a port of an Ingress controller to ${typeof handed[1] === "string" ? "a Service" : "an unknown target"}, bypassing the API gateway`,
            expected: "the API gateway as the only public entry point",
            change: `remove ${at}, and publish the API through the gateway`,
        }),
    ];
}
