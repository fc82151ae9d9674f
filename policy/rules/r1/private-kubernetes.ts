import type { ResourcePolicy } from "../../contract/policy";
import { combineResults, countedResult, type RuleResult, sharedCheck, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { type Finding, undecidedFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { isKubernetesType, type Manifest, manifestsOf, podSpecPaths } from "../../reading/manifest";
import { type Resource, resourceWith } from "../../reading/resource";
import { pathText } from "../../reading/value";
import { type CheckObject, checkEmbedded } from "./kubernetes/custom-object";
import { checkExposingKind } from "./kubernetes/exposing-kinds";
import { checkRelease, releaseType } from "./kubernetes/helm";
import {
    checkIngress,
    checkParameters,
    checkProxiedPorts,
    controllerGroups,
    dependsOnClass,
    ingressPaths,
    isIngress,
} from "./kubernetes/ingress";
import { checkPods, containerLists } from "./kubernetes/pod";
import { checkService, servicePaths } from "./kubernetes/service";

/** R1 for single Kubernetes objects: none exposes an API to a public network. */
export const privateKubernetes: ResourcePolicy = {
    name: "r1-private-kubernetes",
    ruleId: "R1",
    tier: "gateway",
    scope: "resource",
    displayName: "Kubernetes objects stay private",
    description: "No Kubernetes object exposes an API to a public network.",
    severity: "critical",
    remediationSteps:
        "Reach pods through a ClusterIP Service, or through an internal Network Load Balancer behind the gateway's VPC link.",
    tags: ["kubernetes", "network"],
    settings: ["trustedCharts", "loadBalancerClasses"],
    applies: isKubernetesType,
    check: sharedCheck((resource: Resource, settings) => {
        if (resource.type === releaseType) {
            const own = checkRelease(resource, settings);
            const findings = own.length > 0 ? own : checkValues(resource, settings);
            return countedResult(
                "Helm release",
                findings.length > 0 ? findings : ignoredChanges(resource, releasePaths),
            );
        }
        return combineResults(manifestsOf(resource).map((manifest) => checkManifest(manifest, settings)));
    }),
};

// The review of a chart does not cover containers and complete objects in the values of a release.
function checkValues(release: Resource, settings: Settings): Finding[] {
    const resource = resourceWith(release, { props: { values: release.props.values ?? null } });
    const manifest = { resource, group: "helm.sh", kind: "Release", patch: false, at: [] };
    return checkEmbedded(manifest, (object) => checkManifest(object, settings).findings);
}

function checkManifest(manifest: Manifest, settings: Settings): RuleResult {
    const { resource, kind, at } = manifest;
    if (kind === "") return uncountedResult([unknownKind(manifest)]);
    const check = checkOf(manifest);
    if (!check) {
        const ports = checkProxiedPorts(manifest);
        const inner: CheckObject = (object) => checkManifest(object, settings).findings;
        return uncountedResult(ports.length > 0 ? ports : checkExposingKind(manifest, inner));
    }
    const findings = check.check(manifest, settings);
    const paths = check.paths.map((path) => [...at, path].join("."));
    const all = findings.length > 0 ? findings : ignoredChanges(resource, paths);
    // An Ingress that depends on its class is counted by r1-private-paths.
    return check === ingress && dependsOnClass(manifest) ? uncountedResult(all) : countedResult(check.noun, all);
}

const unknownKind = ({ resource, at }: Manifest): Finding =>
    undecidedFinding(resource, {
        actual: `${pathText([...at, "kind"])} or the apiVersion beside it cannot be read, so the object may be of any kind`,
        decidedBy: "its kind",
        change: "declare each object as a separate resource, or set its kind and apiVersion to constants",
    });

interface Check {
    readonly noun: string;
    /** Dotted paths that the check reads. */
    readonly paths: readonly string[];
    check(manifest: Manifest, settings: Settings): Finding[];
}

// All inputs of a release.
const releasePaths = ["chart", "version", "repositoryOpts", "values", "valueYamlFiles", "postrender"];

const service: Check = { noun: "Service", paths: servicePaths, check: checkService };
const ingress: Check = { noun: "Ingress", paths: ingressPaths, check: checkIngress };
const parameters: Check = { noun: "load balancer setting", paths: ["spec.scheme"], check: checkParameters };

function checkOf(manifest: Manifest): Check | undefined {
    const { group, kind } = manifest;
    if (kind === "Service" && group === "core") return service;
    if (isIngress(manifest)) return ingress;
    if ((kind === "IngressClassParams" || kind === "LoadBalancerConfiguration") && controllerGroups.has(group))
        return parameters;
    const podSpec = podSpecPaths.get(kind);
    if (!podSpec || !workloadGroups.has(group)) return undefined;
    return {
        noun: "workload",
        paths: [["hostNetwork"], ...containerLists.map((list) => [list, "*", "ports"])].map((path) =>
            [...podSpec, ...path].join("."),
        ),
        check: (workload) => checkPods(workload, podSpec),
    };
}

const workloadGroups: ReadonlySet<string> = new Set(["core", "apps", "batch", "extensions"]);
