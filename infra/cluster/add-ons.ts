import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The add-ons of EKS that a stack may have, by the nodes that need them. */
const addOns = {
    // HorizontalPodAutoscalers read the pods' CPU usage from it, and EKS does not include it
    // (docs.aws.amazon.com/eks/latest/userguide/metrics-server.html).
    "metrics-server": { nodes: ["auto", "managed"], suffix: "metrics-server" },
    // Auto Mode has it built in (docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html).
    "eks-pod-identity-agent": { nodes: ["managed"], suffix: "pod-identity-agent" },
    // Replaces the CoreDNS that EKS installs once with the cluster and never upgrades. In Auto Mode CoreDNS runs on each node.
    coredns: { nodes: ["managed"], suffix: "coredns" },
} as const satisfies Readonly<Record<string, { nodes: readonly ("auto" | "managed")[]; suffix: string }>>;

/** Versions of add-ons by name, such as `v1.14.3-eksbuild.16`. */
export type AddOnVersions = Readonly<Record<string, string | undefined>>;

/** The version of the cluster, and versions of add-ons that differ from the default. */
export interface AddOnVersionArgs {
    /** Kubernetes version of the cluster, such as "1.36". */
    kubernetesVersion: string;
    /** Versions of add-ons. Default for each: the version that EKS proposes for the Kubernetes version. */
    addOnVersions: AddOnVersions;
}

/** Arguments of an add-on. */
export interface AddOnArgs extends AddOnVersionArgs {
    /** Name at EKS. */
    addonName: string;
    /** Name of the cluster. */
    clusterName: pulumi.Input<string>;
    /** Settings of the add-on, as its schema names them. Default: none. */
    configuration?: object;
    /** Service accounts of the add-on and their roles. Default: none. */
    podIdentityAssociations?: { serviceAccount: string; roleArn: pulumi.Input<string> }[];
}

/**
 * The version of an add-on. The default moves with the Kubernetes version; EKS offers it for certain, while it may withdraw
 * any other (hashicorp/terraform-provider-aws#20559).
 */
export function addOnVersion(
    addonName: string,
    { kubernetesVersion, addOnVersions }: AddOnVersionArgs,
    opts: pulumi.InvokeOptions,
): pulumi.Input<string> {
    const own = addOnVersions[addonName];
    return own ?? aws.eks.getAddonVersionOutput({ addonName, kubernetesVersion, mostRecent: false }, opts).version;
}

/** Creates an add-on whose version is always set, because EKS never upgrades one by itself. */
export function createAddOn(name: string, args: AddOnArgs, opts: pulumi.CustomResourceOptions & pulumi.InvokeOptions) {
    const { addonName, clusterName, configuration, podIdentityAssociations } = args;
    const { parent } = opts;
    return new aws.eks.Addon(
        name,
        {
            clusterName,
            addonName,
            addonVersion: addOnVersion(addonName, args, parent ? { parent } : {}),
            // The add-on takes over what EKS installed with the cluster, and reverts edits of its objects.
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: "OVERWRITE",
            ...(configuration && { configurationValues: JSON.stringify(configuration) }),
            ...(podIdentityAssociations && { podIdentityAssociations }),
        },
        opts,
    );
}

/** Creates the add-ons that nodes of a kind need, beside those that `eks.Cluster` creates itself. */
export function createAddOns(
    name: string,
    { nodes, ...args }: Omit<AddOnArgs, "addonName"> & { nodes: "auto" | "managed" },
    opts: pulumi.CustomResourceOptions,
): void {
    for (const [addonName, { nodes: kinds, suffix }] of Object.entries(addOns)) {
        const isNeeded = kinds.some((kind) => kind === nodes);
        if (isNeeded) createAddOn(`${name}-${suffix}`, { ...args, addonName }, opts);
    }
}
