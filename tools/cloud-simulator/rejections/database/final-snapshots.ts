import { databaseType } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import { text } from "../../state/property-values";

/** Deletions of databases that fail because of their final snapshot. */
export const finalSnapshots: readonly Rejection[] = [
    {
        what: "deleting a database without `skipFinalSnapshot`, and without a name for the final snapshot in the state",
        type: databaseType,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws, internal/service/rds/instance.go",
        verbatim: false,
        reject: ({ properties }) =>
            properties.skipFinalSnapshot !== true && text(properties.finalSnapshotIdentifier) === ""
                ? "final_snapshot_identifier is required when skip_final_snapshot is false"
                : undefined,
    },
    {
        what: "deleting a database whose final snapshot has the name of another one, such as that of an earlier database",
        type: databaseType,
        on: ["delete"],
        source: "sassoftware/viya4-iac-aws#80, cloud-custodian/cloud-custodian#309",
        verbatim: true,
        reject: ({ properties }, { snapshots }) => {
            const name = text(properties.finalSnapshotIdentifier);
            return properties.skipFinalSnapshot !== true && snapshots.has(name)
                ? `DBSnapshotAlreadyExists: Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`
                : undefined;
        },
    },
];
