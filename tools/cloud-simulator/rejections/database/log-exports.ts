import { isDatabaseEngine } from "../../../../stacks/settings/database/engines";
import { databaseType } from "../../resources/databases";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, type PropertyMap, text } from "../../state/property-values";

const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const guide = "docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html";

/** Logs that an engine can export. */
const logs = {
    mysql: ["audit", "error", "general", "iam-db-auth-error", "slowquery"],
    postgres: ["iam-db-auth-error", "postgresql", "upgrade"],
} as const;

/** Exports of a database's logs to CloudWatch. */
export const logExports: readonly Rejection[] = [
    {
        what: "a database that exports a log which its engine does not have",
        type: databaseType,
        on: ["create", "update"],
        source: guide,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const engine = text(properties.engine);
            const known: readonly string[] = isDatabaseEngine(engine) ? logs[engine] : exportedLogs(properties);
            const other = exportedLogs(properties).find((log) => !known.includes(log));
            return other === undefined
                ? undefined
                : `InvalidParameterCombination: You cannot use the log types '${other}' with engine version ${engine} ${text(properties.engineVersion)}. For supported log types, see the documentation.`;
        },
    },
    {
        what: "a database that exports a log before its log group exists (AWS accepts it, and the logs never expire; the simulation rejects it)",
        type: databaseType,
        on: ["create", "update"],
        source: guide,
        verbatim: false,
        reject: ({ properties }, { store }) => {
            const missing = logGroupsOf(properties).find((group) => !store.find(logGroupType, group));
            return missing && `log group "${missing}" does not exist: RDS would create it, without a retention period`;
        },
    },
    {
        what: "deleting a log group into which a database exports a log (AWS deletes it, and RDS creates it again; the simulation rejects it)",
        type: logGroupType,
        on: ["delete"],
        source: guide,
        verbatim: false,
        retried: true,
        reject: ({ properties }, { store }) =>
            store.ofType(databaseType).some(({ outputs }) => logGroupsOf(outputs).includes(text(properties.name)))
                ? "a database still exports a log into it, and RDS would create it again"
                : undefined,
    },
];

function exportedLogs({ enabledCloudwatchLogsExports }: PropertyMap): string[] {
    return elementsOf(enabledCloudwatchLogsExports).map(text);
}

function logGroupsOf(database: PropertyMap): string[] {
    return exportedLogs(database).map((log) => `/aws/rds/instance/${text(database.identifier)}/${log}`);
}
