import { combine, isMap, type PropertyMap, type PropertyValue, plain, referencedUrn } from "../state/property-values";
import type { Construction } from "./component";
import { rejectUnknownArguments } from "./known-arguments";
import type { Registrar } from "./registrar";

// Handed on to the node group as they are.
const passed = [
    "amiType",
    "capacityType",
    "diskSize",
    "instanceTypes",
    "labels",
    "nodeGroupName",
    "releaseVersion",
    "tags",
    "taints",
];
const known = [
    ...passed,
    "cluster",
    "clusterName",
    "ignoreScalingChanges",
    "nodeRole",
    "nodeRoleArn",
    "scalingConfig",
    "subnetIds",
    "version",
];

/** Registers the children of `eks.ManagedNodeGroup`, for node groups that need no launch template. */
export async function constructManagedNodeGroup(construction: Construction): Promise<PropertyMap> {
    const { name, args, self, registrar } = construction;
    const given = plain(args) as PropertyMap;
    rejectUnknownArguments("eks.ManagedNodeGroup", given, known);
    const core = await coreOf(args.cluster, registrar);
    const cluster = await stateOf(core.cluster, registrar);
    const nodeRole = await stateOf(args.nodeRole, registrar);
    const nodeGroup = await registrar.resource(
        "aws:eks/nodeGroup:NodeGroup",
        name,
        {
            ...Object.fromEntries(Object.entries(args).filter(([key]) => passed.includes(key))),
            clusterName: args.clusterName ?? cluster.name,
            nodeRoleArn: args.nodeRoleArn ?? nodeRole.arn,
            scalingConfig: combine([args.scalingConfig], (config) => ({
                desiredSize: 2,
                minSize: 1,
                maxSize: 2,
                ...(isMap(config) ? config : {}),
            })),
            subnetIds: args.subnetIds ?? core.subnetIds ?? core.privateSubnetIds ?? core.publicSubnetIds ?? [],
            version: args.version ?? cluster.version,
        },
        { parent: self, ignoreChanges: given.ignoreScalingChanges === true ? ["scalingConfig.desiredSize"] : [] },
    );
    return { nodeGroup: nodeGroup.reference, placementGroupName: "" };
}

// The argument is the cluster component, or the value of its output `core`.
async function coreOf(cluster: PropertyValue | undefined, registrar: Registrar): Promise<PropertyMap> {
    if (referencedUrn(cluster) === undefined) return isMap(cluster) ? cluster : {};
    const { core = null } = await stateOf(cluster, registrar);
    return isMap(core) ? core : {};
}

async function stateOf(resource: PropertyValue | undefined, registrar: Registrar): Promise<PropertyMap> {
    const urn = referencedUrn(resource);
    return urn === undefined ? {} : registrar.stateOf(urn);
}
