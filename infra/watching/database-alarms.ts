import type * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition, SimpleMetric, Subject } from "./alarm-definition";

/** A database instance of Amazon RDS. */
export interface WatchedDatabase extends Subject {
    readonly identifier: pulumi.Input<string>;
    /** GiB of storage that the settings give it; what RDS adds by itself is not counted. */
    readonly storageGb: number;
}

const bytesPerGib = 1024 ** 3;

/** A metric of a database instance (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html). */
export function databaseMetric({ identifier }: WatchedDatabase, metricName: string, statistic: string): SimpleMetric {
    return { namespace: "AWS/RDS", metricName, dimensions: { DBInstanceIdentifier: identifier }, statistic };
}

/** The alarms of a database. */
export const databaseAlarms: readonly AlarmDefinition<WatchedDatabase>[] = [
    {
        key: "database-cpu",
        title: "The CPU is busy",
        watches: "CPU of a database, in percent",
        firstStep: "Find the slow statements in the log of slow queries or in Database Insights.",
        setting: "databaseCpuPercent",
        threshold: ({ databaseCpuPercent }) => databaseCpuPercent,
        ...{ bad: "above", periodSeconds: 300, periods: 3, missing: "notBreaching" },
        metric: (subject) => databaseMetric(subject, "CPUUtilization", "Average"),
    },
    {
        key: "database-storage",
        title: "The storage is nearly full",
        watches: "Free storage of a database, in bytes",
        firstStep: "Raise `storageGb`, which interrupts nothing, or set `maxStorageGb`; a full database stops.",
        setting: "databaseFreeStorageShare",
        threshold: ({ databaseFreeStorageShare }, { storageGb }) =>
            databaseFreeStorageShare > 0 ? Math.round(databaseFreeStorageShare * storageGb * bytesPerGib) : undefined,
        ...{ bad: "below", periodSeconds: 300, periods: 3, missing: "notBreaching" },
        metric: (subject) => databaseMetric(subject, "FreeStorageSpace", "Minimum"),
    },
    {
        key: "database-connections",
        title: "There are many connections",
        watches: "Connections to a database",
        firstStep: "Compare them with the number of copies of the API and the size of their pools.",
        setting: "databaseConnections",
        threshold: ({ databaseConnections }) => databaseConnections,
        ...{ bad: "above", periodSeconds: 60, periods: 5, badPeriods: 3, missing: "notBreaching" },
        metric: (subject) => databaseMetric(subject, "DatabaseConnections", "Maximum"),
    },
];
