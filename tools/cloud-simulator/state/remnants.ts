/** Parts of deleted resources that still exist. */
export class Remnants {
    /** Names of the final snapshots of databases, which exist for ever. */
    readonly snapshots = new Set<string>();

    /** Security groups of the network interfaces of deleted functions, which AWS Lambda deletes much later. */
    readonly interfaceGroups = new Set<string>();
}
