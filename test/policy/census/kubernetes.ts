import type { Census } from "./entry";

/** Kinds of Kubernetes itself. */
export const kubernetesCensus: Census = {
    modules: [
        {
            because: "grants permissions, or rejects requests",
            modules: "certificates.k8s.io rbac.authorization.k8s.io policy flowcontrol.apiserver.k8s.io",
        },
        {
            because: "decides where, when, with which devices or on which disks pods run",
            modules:
                "autoscaling coordination.k8s.io node.k8s.io resource.k8s.io scheduling.k8s.io storage.k8s.io events.k8s.io",
        },
        {
            because:
                "names new kinds or servers of the cluster's own API, whose endpoint is checked; objects of a kind are checked by it",
            modules: "apiextensions.k8s.io apiregistration.k8s.io",
        },
        { because: "lists the endpoints of a Service, and the Service is checked", modules: "discovery.k8s.io" },
    ],
    types: [
        {
            module: "helm.sh",
            because: "a component, whose objects are separate resources",
            types: "Chart",
        },
        {
            module: "kustomize",
            because: "a component, whose objects are separate resources",
            types: "Directory",
        },
        {
            module: "yaml",
            because: "a component, whose objects are separate resources",
            types: "ConfigFile ConfigGroup",
        },
        {
            module: "admissionregistration.k8s.io",
            because: "validates objects, or binds a checked policy; no preview shows how a webhook changes an object",
            types: `MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy
                ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
        },
        { module: "apps", because: "is the history of a workload, which is checked", types: "ControllerRevision" },
        {
            module: "core",
            because: "stores data, names or limits things, or refers to pods; Services and pods are checked",
            types: `Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim
                ResourceQuota Secret ServiceAccount`,
        },
        { module: "extensions", because: "rejects traffic or pods", types: "NetworkPolicy PodSecurityPolicy" },
        {
            module: "networking.k8s.io",
            because: "rejects traffic, or assigns addresses inside the cluster",
            types: "ClusterCIDR IPAddress NetworkPolicy ServiceCIDR",
        },
    ],
};
