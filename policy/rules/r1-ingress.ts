import { type Finding, finding, undecidable } from "../finding";
import { type Path, pathText } from "../value";
import { type Manifest, readManifest } from "./manifest";
import { judgeAttributes } from "./r1-balancer-attributes";

const prefix = "alb.ingress.kubernetes.io/";

/** Groups in which the AWS Load Balancer Controller and EKS Auto Mode keep their kinds. */
export const controllerGroups: ReadonlySet<string> = new Set(["elbv2.k8s.aws", "eks.amazonaws.com", "gateway.k8s.aws"]);

/** An Ingress is private if the class "alb" serves it and its load balancer is said to be internal. */
export function judgeIngress(ingress: Manifest): Finding[] {
    const className = readManifest(ingress, "spec", "ingressClassName");
    const legacy = readManifest(ingress, "metadata", "annotations", "kubernetes.io/ingress.class");
    const stated = className.state === "absent" ? legacy : className;
    if (stated.state === "unknown") return [undecidable(ingress.resource, stated)];
    if (!(stated.state === "known" && stated.value === "alb") && !(ingress.patch && stated.state === "absent")) {
        return [
            finding(ingress.resource, {
                found: `its class is ${stated.state === "known" ? JSON.stringify(stated.value) : "absent"}, and nothing here shows that its controller is private`,
                wanted: 'no Ingress: the API gateway routes to the Service; or the class "alb" with an internal scheme',
                change: `remove the Ingress, or set spec.ingressClassName to "alb" and ${prefix}scheme to "internal"`,
            }),
        ];
    }
    return [
        ...mustBeInternal(ingress, annotationPath("scheme"), ingress.patch),
        ...mustBeInternal(ingress, annotationPath("frontend-nlb-scheme"), !hasFrontend(ingress)),
        ...mustBeAbsent(ingress, annotationPath("frontend-nlb-eip-allocations")),
        ...judgeAttributes(ingress),
    ].slice(0, 1);
}

/** The controllers' own settings of a load balancer; `IngressClassParams` overrides what an Ingress says. */
export const judgeParameters = (parameters: Manifest): Finding[] =>
    [
        ...mustBeInternal(parameters, ["spec", "scheme"], parameters.kind === "IngressClassParams" || parameters.patch),
        ...judgeAttributes(parameters),
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
    if (scheme.state === "unknown") return [undecidable(manifest.resource, scheme)];
    return [
        finding(manifest.resource, {
            found: `${at} is ${scheme.state === "known" ? JSON.stringify(scheme.value) : "absent"}`,
            wanted: "an internal load balancer, said so",
            change: `set ${at} to "internal"`,
        }),
    ];
}

function mustBeAbsent(manifest: Manifest, path: Path): Finding[] {
    if (readManifest(manifest, ...path).state === "absent") return [];
    const at = pathText([...manifest.at, ...path]);
    return [
        finding(manifest.resource, {
            found: `${at} gives its load balancer public addresses`,
            wanted: "a load balancer without Elastic IP addresses",
            change: `remove ${at}`,
        }),
    ];
}

const annotationPath = (key: string): Path => ["metadata", "annotations", prefix + key];
