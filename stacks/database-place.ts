import * as pulumi from "@pulumi/pulumi";
import type { DatabasePlace } from "../infra/database/database";
import { IsolatedSubnets } from "../infra/network/isolated-subnets";
import type { StackNetwork } from "../infra/network/stack-network";
import { databaseEngines } from "./settings/database/engines";
import { isolatedBlock, isolatedSubnetBlock, isSecondary } from "./settings/database/isolated-block";
import { privateSubnetBlock } from "./settings/network/subnets";
import type { NetworkSettings, Settings } from "./settings/schema";

/** Arguments of the place of a stack's databases. */
export interface DatabasePlaceArgs {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    readonly name: string;
    readonly settings: Settings;
    /** Names of the zones of a network that the stack creates. */
    readonly zones: readonly string[];
    readonly parent: pulumi.Resource;
}

/**
 * Returns where the databases of a stack are: in subnets of an existing network, or in ones that it creates; undefined if no API has
 * a database.
 */
export function createDatabasePlace(
    args: DatabasePlaceArgs,
    network: StackNetwork | undefined,
): DatabasePlace | undefined {
    const { apis, network: settings } = args.settings;
    const engines = Object.values(apis).flatMap(({ database }) => database?.engine ?? []);
    if (engines.length === 0 || network === undefined || settings === undefined) return undefined;
    const { vpcId, privateSubnetIds, dependencies: routes, isolatedSubnetIds: subnetIds, vpcCidrBlocks } = network;
    const isolated =
        "vpcId" in settings
            ? subnetIds && { subnetIds, cidrBlocks: pulumi.output([...vpcCidrBlocks]) }
            : createSubnets(args, settings, portsOf(engines), vpcId);
    if (isolated === undefined) throw new Error("the network has no subnets for databases");
    return { vpcId, privateSubnetIds, routes, isolated };
}

function createSubnets(
    { name, settings, zones, parent }: DatabasePlaceArgs,
    network: NetworkSettings,
    ports: readonly number[],
    vpcId: pulumi.Input<string>,
): IsolatedSubnets {
    const block = isolatedBlock(network);
    if (block === undefined) throw new Error("the network has no block for databases");
    const admitted = { cidrBlocks: zones.map((_, zone) => privateSubnetBlock(network, zone)), ports };
    return new IsolatedSubnets(
        name,
        {
            vpcId,
            subnets: zones.map((zone, index) => ({ zone, cidrBlock: isolatedSubnetBlock(block, index) })),
            ...(isSecondary(network, block) && { secondaryCidrBlock: block }),
            ...(network.networkAcls && { admitted }),
            deletionProtection: settings.deletionProtection,
        },
        { parent },
    );
}

function portsOf(engines: readonly (keyof typeof databaseEngines)[]): number[] {
    return [...new Set(engines.map((engine) => databaseEngines[engine].port))].sort((a, b) => a - b);
}
