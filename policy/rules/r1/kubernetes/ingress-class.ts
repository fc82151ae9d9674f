import { countedResult, emptyResult, type RuleResult } from "../../../contract/result";
import type { Settings } from "../../../contract/settings";
import { type Finding, finding } from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { hasName, type Manifest, manifestsOf, objectsOf, readManifest, valueOr } from "../../../reading/manifest";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { descendantsOf } from "../../../reading/stack-index";
import { knownValue, type Path, read, readString } from "../../../reading/value";
import { checkRelease, isSource, releaseType } from "./helm";
import { classOf, controllerGroups, dependsOnClass, isIngress, schemePath, unprovenClass } from "./ingress";
import { checkService } from "./service";

const ingressGroup = "networking.k8s.io";
const controllers: ReadonlySet<unknown> = new Set(["ingress.k8s.aws/alb", "eks.amazonaws.com/alb"]);

/**
 * Reports a class "alb" of an unknown controller: that class makes an Ingress private only if its controller reads the
 * scheme.
 */
export function checkIngressClass(manifest: Manifest): Finding[] {
    const { group, kind, patch, resource } = manifest;
    if (kind !== "IngressClass" || group !== ingressGroup) return [];
    const ignored = ignoredClass(manifest);
    if (ignored.length > 0 || isOfController(manifest)) return ignored;
    const name = readManifest(manifest, "metadata", "name");
    if (name.state === "absent" || (name.state === "known" && name.value !== "alb")) return [];
    if (readManifest(manifest, "spec", "controller").state === "absent" && patch) return [];
    return [
        finding(resource, {
            actual: 'it assigns the class "alb" to a controller that may not read the scheme of an Ingress',
            expected: 'the controller "eks.amazonaws.com/alb" or "ingress.k8s.aws/alb" for the class "alb"',
            change: "set spec.controller to one of them, or rename the class",
        }),
    ];
}

/**
 * Checks an Ingress that depends on its class. The class has to belong to AWS's controller, with parameters in the
 * stack that make every load balancer internal (kubernetes-sigs.github.io/aws-load-balancer-controller, IngressClass;
 * docs.aws.amazon.com/eks, auto-configure-alb); or to another controller in the stack that publishes nothing itself.
 */
export function checkClassOfIngress(stack: Stack, ingress: Manifest, settings: Settings): RuleResult {
    const stated = classOf(ingress);
    if (!isIngress(ingress) || !dependsOnClass(ingress) || stated.state === "unknown") return emptyResult;
    const classes = classesOf(stack, ingress);
    const isShown = classes.length > 0;
    // Without a class in the stack, "alb" belongs to AWS's controller.
    const isOfAws = isShown ? classes.every(isOfController) : stated.state === "known" && stated.value === "alb";
    const hasScheme = ingress.patch || readManifest(ingress, ...schemePath).state !== "absent";
    const isInternal = hasScheme || (isShown && classes.every((each) => isInternalClass(stack, each)));
    const isPrivate =
        (isOfAws && isInternal) ||
        (isShown
            ? classes.every((each) => isOfPrivateChart(stack, each, settings))
            : isOfPrivateRelease(stack, knownValue(stated), settings));
    return countedResult("Ingress", isPrivate ? [] : unprovenClass(ingress));
}

// A component shows the Services of the controller beside its class.
function isOfPrivateChart(stack: Stack, ingressClass: Manifest, settings: Settings): boolean {
    const chart = stack.byUrn.get(ingressClass.resource.parent ?? "");
    if (chart === undefined || !isSource(chart)) return false;
    const services = descendantsOf(stack, chart)
        .flatMap(manifestsOf)
        .filter(({ group, kind }) => group === "core" && kind === "Service");
    return services.length > 0 && services.every((each) => checkService(each, settings).length === 0);
}

// The release itself reports an undecided value.
function isOfPrivateRelease(stack: Stack, name: Plain | undefined, settings: Settings): boolean {
    const releases = stack
        .ofType(releaseTypes)
        .filter((release) => name !== undefined && classOfRelease(release) === name);
    return (
        releases.length > 0 &&
        releases.every((release) => checkRelease(release, settings).every(({ undecided }) => undecided !== undefined))
    );
}

const releaseTypes: ReadonlySet<string> = new Set([releaseType]);

/** The value of a chart that names the class of its controller, and the default. */
const classValues: ReadonlyMap<string, readonly [at: Path, usual: string | undefined]> = new Map([
    // github.com/kubernetes/ingress-nginx, charts/ingress-nginx
    ["ingress-nginx", [["controller", "ingressClassResource", "name"], "nginx"]],
    // github.com/bitnami/charts, bitnami/nginx-ingress-controller
    ["nginx-ingress-controller", [["ingressClassResource", "name"], "nginx"]],
    // github.com/nginx/kubernetes-ingress, charts/nginx-ingress
    ["nginx-ingress", [["controller", "ingressClass", "name"], "nginx"]],
    // github.com/Kong/charts, charts/kong
    ["kong", [["ingressController", "ingressClass"], "kong"]],
    // github.com/traefik/traefik-helm-chart, traefik: the default has the name of the release
    ["traefik", [["ingressClass", "name"], undefined]],
]);

function classOfRelease({ props }: Resource): Plain | undefined {
    const chart = knownValue(readString(props, "chart")) ?? "";
    const [at, usual] = classValues.get(chart.slice(chart.lastIndexOf("/") + 1)) ?? [];
    return at && valueOr(usual, read(props.values ?? null, ...at));
}

// The older annotation selects a controller and not a class (the controller's guide, IngressClass).
function classesOf(stack: Stack, ingress: Manifest): readonly Manifest[] {
    const all = objectsOf(stack, new Set([ingressGroup]), "IngressClass");
    const name = readManifest(ingress, "spec", "ingressClassName");
    if (classOf(ingress).state === "absent") return all.filter(isDefault);
    if (name.state !== "known" || !all.some((each) => hasName(each, name.value))) return [];
    return all.filter((each) => mayHaveName(each, name.value));
}

const mayHaveName = (ingressClass: Manifest, name: Plain): boolean =>
    hasName(ingressClass, name) || readManifest(ingressClass, "metadata", "name").state === "unknown";

const defaultKey = "ingressclass.kubernetes.io/is-default-class";

const isDefault = (ingressClass: Manifest): boolean =>
    knownValue(readManifest(ingressClass, "metadata", "annotations", defaultKey)) === "true";

function isOfController(ingressClass: Manifest): boolean {
    const controller = readManifest(ingressClass, "spec", "controller");
    return controller.state === "known" && controllers.has(controller.value);
}

// Parameters with another scheme are reported separately.
function isInternalClass(stack: Stack, ingressClass: Manifest): boolean {
    const reference = knownValue(readManifest(ingressClass, "spec", "parameters")) ?? null;
    const [name, kind] = ["name", "kind"].map((key) => valueOr(undefined, read(reference, key)));
    return (
        kind === "IngressClassParams" &&
        objectsOf(stack, controllerGroups, kind).some(
            (each) => hasName(each, name) && knownValue(readManifest(each, "spec", "scheme")) === "internal",
        )
    );
}

// These properties matter for the Ingresses of the class; those of another controller are reported in any case.
function ignoredClass(ingressClass: Manifest): Finding[] {
    const { resource, at } = ingressClass;
    const isOther = readManifest(ingressClass, "spec", "controller").state === "known" && !isOfController(ingressClass);
    const paths = ["spec.controller", "spec.parameters"].map((path) => [...at, path].join("."));
    return isOther ? [] : ignoredChanges(resource, paths);
}
