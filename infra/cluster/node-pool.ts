/**
 * The spec of a NodePool of EKS Auto Mode with Graviton nodes: that of the built-in pool `general-purpose`, which has amd64
 * nodes only (docs.aws.amazon.com/eks/latest/userguide/set-builtin-node-pools.html), for the other architecture.
 */
export const gravitonPool = {
    template: {
        spec: {
            // Exists as long as a built-in pool is enabled (docs.aws.amazon.com/eks/latest/userguide/create-node-class.html).
            nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" },
            requirements: [
                requirement("kubernetes.io/arch", "In", "arm64"),
                requirement("kubernetes.io/os", "In", "linux"),
                requirement("karpenter.sh/capacity-type", "In", "on-demand"),
                requirement("eks.amazonaws.com/instance-category", "In", "c", "m", "r"),
                requirement("eks.amazonaws.com/instance-generation", "Gt", "4"),
            ],
            // Auto Mode replaces a node after 21 days at the latest, less than Karpenter's default of 30.
            expireAfter: "336h",
            terminationGracePeriod: "24h0m0s",
        },
    },
    disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "30s",
        budgets: [{ nodes: "10%" }],
    },
};

function requirement(key: string, operator: string, ...values: string[]) {
    return { key, operator, values };
}
