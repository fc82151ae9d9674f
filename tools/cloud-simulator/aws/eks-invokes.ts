import type { Invokes } from "../resources/invoke";
import { text } from "../state/property-values";

const type = "aws:eks/cluster:Cluster";

/** Looks up clusters. */
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
            return { ...cluster.outputs, id: cluster.id };
        },
    },
};
