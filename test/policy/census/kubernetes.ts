import type { Census } from "./entry";

/** Kinds of Kubernetes itself. */
export const kubernetesCensus: Census = {
    modules: [
        {
            because: "says who may do what, or what is turned down",
            modules: "certificates.k8s.io rbac.authorization.k8s.io policy flowcontrol.apiserver.k8s.io",
        },
        {
            because: "says where, when, with which devices or on which disks pods run",
            modules:
                "autoscaling coordination.k8s.io node.k8s.io resource.k8s.io scheduling.k8s.io storage.k8s.io events.k8s.io",
        },
        {
            because:
                "names new kinds or servers of the cluster's own API, whose endpoint is judged; objects of a kind are judged by it",
            modules: "apiextensions.k8s.io apiregistration.k8s.io",
        },
        { because: "says where a Service leads, and the Service is judged", modules: "discovery.k8s.io" },
    ],
    types: [
        {
            module: "helm.sh",
            because: "a component, whose objects are resources of their own",
            types: "Chart",
        },
        {
            module: "kustomize",
            because: "a component, whose objects are resources of their own",
            types: "Directory",
        },
        {
            module: "yaml",
            because: "a component, whose objects are resources of their own",
            types: "ConfigFile ConfigGroup",
        },
        {
            module: "admissionregistration.k8s.io",
            because:
                "checks objects as they come, or binds what is judged; what a webhook makes of one no preview shows",
            types: `MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy
                ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
        },
        { module: "apps", because: "is the history of a workload, which is judged", types: "ControllerRevision" },
        {
            module: "core",
            because: "holds data or disks, names, limits, tells or leads to pods; Services and pods are judged",
            types: `Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim
                ResourceQuota Secret ServiceAccount`,
        },
        { module: "extensions", because: "turns traffic or pods down", types: "NetworkPolicy PodSecurityPolicy" },
        {
            module: "networking.k8s.io",
            because: "turns traffic down, or numbers addresses inside the cluster",
            types: "ClusterCIDR IPAddress NetworkPolicy ServiceCIDR",
        },
    ],
};
