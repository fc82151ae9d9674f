import type { Invokes } from "../../resources/invoke";
import { text } from "../../state/property-values";

const type = "aws:ecs/cluster:Cluster";

/** Looks up ECS clusters. */
export const ecsInvokes: Invokes = {
    "aws:ecs/getClusters:getClusters": {
        args: ["region"],
        answer: (_, cloud) => ({
            clusterArns: cloud.store.ofType(type).map(({ id }) => id),
            id: cloud.region,
            region: cloud.region,
        }),
    },
    "aws:ecs/getCluster:getCluster": {
        args: ["clusterName", "region"],
        answer: ({ clusterName = null }, cloud) => {
            const cluster = cloud.store.ofType(type).find(({ outputs }) => text(outputs.name) === text(clusterName));
            // hashicorp/terraform-provider-aws, internal/service/ecs/cluster_data_source.go
            if (!cluster) throw new Error(`reading ECS Cluster (${text(clusterName)}): couldn't find resource`);
            return { status: "ACTIVE", ...cluster.outputs, clusterName, id: cluster.id };
        },
    },
};
