import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Arguments of the records of a DNS name. */
export interface AliasRecordsArgs {
    /** DNS name of the records. */
    readonly recordName: string;
    /** Id of the hosted zone of the records. */
    readonly zoneId: string;
    /** Host and hosted zone that the records are aliases of. */
    readonly target: { readonly host: pulumi.Input<string>; readonly zoneId: pulumi.Input<string> };
}

/** Creates the records of a DNS name, for IPv4 and IPv6: aliases of a host of AWS. */
export function createAliasRecords(
    name: string,
    { recordName, zoneId, target }: AliasRecordsArgs,
    opts: pulumi.CustomResourceOptions,
): aws.route53.Record[] {
    const alias = { name: target.host, zoneId: target.zoneId, evaluateTargetHealth: false };
    return ["A", "AAAA"].map(
        (type) => new aws.route53.Record(`${name}-${type}`, { zoneId, name: recordName, type, aliases: [alias] }, opts),
    );
}
