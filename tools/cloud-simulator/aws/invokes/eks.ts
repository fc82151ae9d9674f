import type { Invokes } from "../../resources/invoke";
import { text } from "../../state/property-values";

const type = "aws:eks/cluster:Cluster";

// Blocks that the resource has once are lists in the function (hashicorp/terraform-provider-aws,
// internal/service/eks/cluster_data_source.go; @pulumi/aws, eks/getCluster.d.ts).
const lists = {
    accessConfig: "accessConfigs",
    certificateAuthority: "certificateAuthorities",
    computeConfig: "computeConfigs",
    kubernetesNetworkConfig: "kubernetesNetworkConfigs",
} as const;

/** Looks up clusters and their add-ons. */
export const eksInvokes: Invokes = {
    "aws:eks/getClusters:getClusters": {
        args: ["region"],
        answer: (_, cloud) => ({
            id: cloud.region,
            names: cloud.store.ofType(type).map(({ outputs }) => text(outputs.name)),
            region: cloud.region,
        }),
    },
    "aws:eks/getCluster:getCluster": {
        args: ["name", "region"],
        answer: ({ name = null }, cloud) => {
            const cluster = cloud.store.ofType(type).find(({ outputs }) => text(outputs.name) === text(name));
            if (!cluster) throw new Error(`ResourceNotFoundException: No cluster found for name: ${text(name)}.`);
            const { outputs } = cluster;
            const listed = Object.entries(lists).map(([one, many]) => [many, outputs[one] ? [outputs[one]] : []]);
            return { ...outputs, ...Object.fromEntries(listed), id: cluster.id };
        },
    },
    "aws:eks/getAddon:getAddon": {
        args: ["addonName", "clusterName", "region"],
        answer: ({ addonName = null, clusterName = null }, cloud) => {
            const id = `${text(clusterName)}:${text(addonName)}`;
            const addOn = cloud.store.find("aws:eks/addon:Addon", id);
            // hashicorp/terraform-provider-aws, internal/service/eks/addon_data_source.go
            if (!addOn) throw new Error(`reading EKS Add-On (${id}): couldn't find resource`);
            return { ...addOn.outputs, id };
        },
    },
};
