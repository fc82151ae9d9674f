import type { Finding } from "../finding";
import { ignoredChanges } from "../ignored";
import { judged, nothing, type ResourceRule, together } from "../rule";
import type { Settings } from "../settings";
import { isKubernetesType, type Manifest, manifestsOf, podSpecPaths } from "./manifest";
import { judgeExposingKind } from "./r1-exposing-kinds";
import { judgeRelease, releaseType } from "./r1-helm";
import { controllerGroups, judgeIngress, judgeParameters } from "./r1-ingress";
import { judgePods } from "./r1-pod";
import { judgeService, servicePaths } from "./r1-service";

/** No Kubernetes object opens an API to a public network. */
export const privateKubernetes: ResourceRule = {
    policy: "r1-private-kubernetes",
    applies: isKubernetesType,
    judge: (resource, settings) => {
        if (resource.type === releaseType) return judged("Helm release", judgeRelease(resource, settings));
        return together(manifestsOf(resource).map((manifest) => judgeManifest(manifest, settings)));
    },
};

function judgeManifest(manifest: Manifest, settings: Settings) {
    const judge = judgeOf(manifest);
    if (judge) {
        const findings = judge.check(manifest, settings);
        return judged(judge.noun, findings.length > 0 ? findings : ignoredChanges(manifest.resource, judge.paths));
    }
    const findings = judgeExposingKind(manifest);
    return findings.length > 0 ? { counts: {}, findings } : nothing;
}

interface Judge {
    readonly noun: string;
    /** Dotted paths that the check reads. */
    readonly paths: readonly string[];
    check(manifest: Manifest, settings: Settings): Finding[];
}

const service: Judge = { noun: "Service", paths: servicePaths, check: judgeService };
const ingress: Judge = {
    noun: "Ingress",
    paths: ["spec.ingressClassName", "metadata.annotations"],
    check: judgeIngress,
};
const parameters: Judge = { noun: "load balancer setting", paths: ["spec.scheme"], check: judgeParameters };

function judgeOf(manifest: Manifest): Judge | undefined {
    const { group, kind } = manifest;
    if (kind === "Service" && group === "core") return service;
    if (kind === "Ingress" && (group === "networking.k8s.io" || group === "extensions")) return ingress;
    if ((kind === "IngressClassParams" || kind === "LoadBalancerConfiguration") && controllerGroups.has(group))
        return parameters;
    const pods = podSpecPaths.get(kind);
    const builtIn = group === "core" || group === "apps" || group === "batch" || group === "extensions";
    return pods && builtIn
        ? {
              noun: "workload",
              paths: [`${pods.join(".")}.hostNetwork`, `${pods.join(".")}.containers.*.ports`],
              check: judgePods,
          }
        : undefined;
}
