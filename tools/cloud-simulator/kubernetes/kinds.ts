import type { Price } from "../resources/resource-type";

/** Properties of a kind of Kubernetes object. */
export interface KubernetesKind {
    /** API group and version of its type token, such as `core/v1`. */
    readonly apiVersion: string;
    /** Properties whose change replaces the object, besides name and namespace; a dot separates nested names. */
    readonly replaceOn: readonly string[];
    /** Whether an API serves its clients only as long as such an object exists. */
    readonly serves: boolean;
    readonly price: Price;
}

const selector = ["spec.selector"];
const rbac = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    replaceOn: ["roleRef"],
    serves: false,
    price: "free",
} as const;

/**
 * Kinds by name; an object of any other kind costs nothing, serves no client and is replaced only when its name changes.
 * `replaceOn` is from pulumi/pulumi-kubernetes, provider/pkg/provider/diff.go and force_new.go (forceNewProperties), without
 * its entries for pods and volumes, which programs rarely create themselves.
 */
export const kubernetesKinds: Readonly<Record<string, KubernetesKind>> = {
    ClusterRoleBinding: rbac,
    // Unless the provider is configured to treat them as mutable.
    ConfigMap: { apiVersion: "core/v1", replaceOn: ["binaryData", "data"], serves: false, price: "free" },
    DaemonSet: { apiVersion: "apps/v1", replaceOn: selector, serves: true, price: "free" },
    Deployment: { apiVersion: "apps/v1", replaceOn: selector, serves: true, price: "free" },
    Job: {
        apiVersion: "batch/v1",
        replaceOn: [...selector, "spec.completions", "spec.parallelism", "spec.template"],
        serves: false,
        price: "free",
    },
    Namespace: { apiVersion: "core/v1", replaceOn: [], serves: true, price: "free" },
    PersistentVolumeClaim: {
        apiVersion: "core/v1",
        replaceOn: [...selector, "spec.accessModes", "spec.storageClassName", "spec.volumeName"],
        serves: true,
        price: { notEstimated: "volumes of pods" },
    },
    ResourceQuota: { apiVersion: "core/v1", replaceOn: ["spec.scopes"], serves: false, price: "free" },
    RoleBinding: rbac,
    Secret: { apiVersion: "core/v1", replaceOn: ["data", "stringData", "type"], serves: false, price: "free" },
    Service: { apiVersion: "core/v1", replaceOn: ["spec.clusterIP"], serves: true, price: "estimated" },
    StatefulSet: {
        apiVersion: "apps/v1",
        replaceOn: [
            ...selector,
            "spec.podManagementPolicy",
            "spec.revisionHistoryLimit",
            "spec.serviceName",
            "spec.volumeClaimTemplates",
        ],
        serves: true,
        price: "free",
    },
    StorageClass: {
        apiVersion: "storage.k8s.io/v1",
        replaceOn: ["parameters", "provisioner"],
        serves: false,
        price: "free",
    },
};
