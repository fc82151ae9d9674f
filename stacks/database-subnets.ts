import type * as pulumi from "@pulumi/pulumi";
import { IsolatedSubnets } from "../infra/network/isolated-subnets";
import { databaseEngines } from "./settings/database/engines";
import { isolatedBlock, isolatedSubnetBlock, isSecondary } from "./settings/database/isolated-block";
import type { Settings } from "./settings/schema";
import { privateSubnetBlock } from "./settings/subnets";

/** Arguments of the subnets for databases. */
export interface DatabaseSubnetsArgs {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    readonly name: string;
    readonly settings: Settings;
    /** Settings of the network. */
    readonly network: NonNullable<Settings["network"]>;
    /** Names of its zones. */
    readonly zones: readonly string[];
    readonly vpcId: pulumi.Input<string>;
    readonly parent: pulumi.Resource;
}

/** Creates the subnets of the databases of a stack; undefined if no API has a database. */
export function createDatabaseSubnets(args: DatabaseSubnetsArgs): IsolatedSubnets | undefined {
    const { name, settings, network, zones, vpcId, parent } = args;
    const engines = Object.values(settings.apis).flatMap(({ database }) => database?.engine ?? []);
    if (engines.length === 0) return undefined;
    const block = isolatedBlock(network);
    if (block === undefined) throw new Error("the network has no block for databases");
    const admitted = {
        cidrBlocks: zones.map((_, zone) => privateSubnetBlock(network, zone)),
        ports: [...new Set(engines.map((engine) => databaseEngines[engine].port))].sort((a, b) => a - b),
    };
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
