import type { types } from "@pulumi/kubernetes";

type Rule = types.input.rbac.v1.PolicyRule;

const read = ["get", "list", "watch"];

/**
 * Permissions of the Cluster Autoscaler in the whole cluster (kubernetes/autoscaler, charts/cluster-autoscaler,
 * templates/clusterrole.yaml): to read whatever decides where pods fit, to evict pods, and to remove nodes.
 */
export const clusterRules: Rule[] = [
    { apiGroups: [""], resources: ["events", "endpoints"], verbs: ["create", "patch"] },
    { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
    { apiGroups: [""], resources: ["pods/status"], verbs: ["update"] },
    { apiGroups: [""], resources: ["nodes"], verbs: [...read, "create", "delete", "update"] },
    {
        apiGroups: [""],
        resources: [
            "namespaces",
            "pods",
            "services",
            "replicationcontrollers",
            "persistentvolumeclaims",
            "persistentvolumes",
        ],
        verbs: read,
    },
    { apiGroups: ["apps"], resources: ["daemonsets", "replicasets", "statefulsets"], verbs: read },
    { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: read },
    { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: read },
    {
        apiGroups: ["storage.k8s.io"],
        resources: ["storageclasses", "csinodes", "csidrivers", "csistoragecapacities", "volumeattachments"],
        verbs: read,
    },
    {
        apiGroups: ["resource.k8s.io"],
        resources: ["deviceclasses", "resourceclaims", "resourceslices"],
        verbs: read,
    },
];

/** Permissions in its namespace: to publish its status, and to hold the lock by which only one instance is active. */
export const namespaceRules: Rule[] = [
    { apiGroups: [""], resources: ["configmaps"], verbs: ["create", "list", "watch"] },
    {
        apiGroups: [""],
        resources: ["configmaps"],
        resourceNames: ["cluster-autoscaler-status", "cluster-autoscaler-priority-expander"],
        verbs: ["delete", "get", "update", "watch"],
    },
    { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
    {
        apiGroups: ["coordination.k8s.io"],
        resources: ["leases"],
        resourceNames: ["cluster-autoscaler"],
        verbs: ["get", "update"],
    },
];
