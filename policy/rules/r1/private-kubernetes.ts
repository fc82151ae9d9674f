import { type Judgement, judged, type ResourceRule, together } from "../../contract/rule";
import type { Settings } from "../../contract/settings";
import { type Finding, finding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored";
import { type Resource, resourceWith } from "../../reading/resource";
import { pathText } from "../../reading/value";
import { type JudgeObject, judgeParts } from "./kubernetes/custom-parts";
import { judgeExposingKind } from "./kubernetes/exposing-kinds";
import { judgeRelease, releaseType } from "./kubernetes/helm";
import {
    controllerGroups,
    ingressPaths,
    isIngress,
    judgeIngress,
    judgeParameters,
    leansOnClass,
} from "./kubernetes/ingress";
import { judgeKeptScripts } from "./kubernetes/kept-script";
import { isKubernetesType, type Manifest, manifestsOf, podSpecPaths } from "./kubernetes/manifest";
import { containerLists, judgePods } from "./kubernetes/pod";
import { judgeProxiedPorts } from "./kubernetes/proxied-ports";
import { judgeService, servicePaths } from "./kubernetes/service";

/** No Kubernetes object opens an API to a public network. */
export const privateKubernetes: ResourceRule = {
    policy: "r1-private-kubernetes",
    applies: isKubernetesType,
    judge: (resource, settings) => {
        if (resource.type === releaseType) {
            const own = judgeRelease(resource, settings);
            const findings = own.length > 0 ? own : carriedBy(resource, settings);
            return judged("Helm release", findings.length > 0 ? findings : ignoredChanges(resource, releasePaths));
        }
        return together(manifestsOf(resource).map((manifest) => judgeManifest(manifest, settings)));
    },
};

// Containers and whole objects among a reviewed chart's values are what nobody reviewed.
function carriedBy(release: Resource, settings: Settings): Finding[] {
    const resource = resourceWith(release, { props: { values: release.props.values ?? null } });
    const manifest = { resource, group: "helm.sh", kind: "Release", patch: false, at: [] };
    return judgeParts(manifest, (object) => judgeManifest(object, settings).findings);
}

function judgeManifest(manifest: Manifest, settings: Settings): Judgement {
    const { resource, kind, at } = manifest;
    if (kind === "") return { counts: {}, findings: [unnamed(manifest)] };
    const judge = judgeOf(manifest);
    if (!judge) {
        const kept = [...judgeProxiedPorts(manifest), ...judgeKeptScripts(manifest)].slice(0, 1);
        const inner: JudgeObject = (object) => judgeManifest(object, settings).findings;
        return { counts: {}, findings: kept.length > 0 ? kept : judgeExposingKind(manifest, inner) };
    }
    const findings = judge.check(manifest, settings);
    const paths = judge.paths.map((path) => [...at, path].join("."));
    const all = findings.length > 0 ? findings : ignoredChanges(resource, paths);
    // What leans on its class is counted with its class.
    return judge === ingress && leansOnClass(manifest) ? { counts: {}, findings: all } : judged(judge.noun, all);
}

const unnamed = ({ resource, at }: Manifest): Finding =>
    finding(resource, {
        found: `${pathText([...at, "kind"])} or the apiVersion beside it cannot be read, so the object may be of any kind`,
        wanted: "objects whose kind is known before anything is created",
        change: "declare each object as a resource of its own, or state its kind and apiVersion as constants",
    });

interface Judge {
    readonly noun: string;
    /** Dotted paths that the check reads. */
    readonly paths: readonly string[];
    check(manifest: Manifest, settings: Settings): Finding[];
}

// All that says what a release holds.
const releasePaths = ["chart", "version", "repositoryOpts", "values", "valueYamlFiles", "postrender"];

const service: Judge = { noun: "Service", paths: servicePaths, check: judgeService };
const ingress: Judge = { noun: "Ingress", paths: ingressPaths, check: judgeIngress };
const parameters: Judge = { noun: "load balancer setting", paths: ["spec.scheme"], check: judgeParameters };

function judgeOf(manifest: Manifest): Judge | undefined {
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
        check: (workload) => judgePods(workload, podSpec),
    };
}

const workloadGroups: ReadonlySet<string> = new Set(["core", "apps", "batch", "extensions"]);
