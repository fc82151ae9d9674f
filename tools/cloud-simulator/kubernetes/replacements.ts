const selector = ["spec.selector"];
const roleRef = ["roleRef"];

/**
 * Properties whose change makes a new object, by kind, besides name and namespace; a dot leads into an object. From
 * pulumi/pulumi-kubernetes, provider/pkg/provider/diff.go and force_new.go (forceNewProperties); what that has of pods and
 * volumes is left out, because programs make few of these by hand.
 */
export const replacingProperties: Readonly<Record<string, readonly string[]>> = {
    // Unless the provider is told that they are mutable.
    ConfigMap: ["binaryData", "data"],
    Secret: ["data", "stringData", "type"],
    ClusterRoleBinding: roleRef,
    RoleBinding: roleRef,
    DaemonSet: selector,
    Deployment: selector,
    StatefulSet: [
        ...selector,
        "spec.podManagementPolicy",
        "spec.revisionHistoryLimit",
        "spec.serviceName",
        "spec.volumeClaimTemplates",
    ],
    Job: [...selector, "spec.completions", "spec.parallelism", "spec.template"],
    PersistentVolumeClaim: [...selector, "spec.accessModes", "spec.storageClassName", "spec.volumeName"],
    ResourceQuota: ["spec.scopes"],
    Service: ["spec.clusterIP"],
    StorageClass: ["parameters", "provisioner"],
};
