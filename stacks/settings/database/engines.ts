/** Engine of a relational database. */
export type DatabaseEngine = "mysql" | "postgres";

/** A major version of an engine that Amazon RDS offers; dates such as `2029-07-31`, each the last day. */
export interface EngineVersion {
    readonly version: string;
    readonly standardUntil: string;
    /** Until then RDS runs the version for a further price per vCPU and hour, then upgrades it by itself. */
    readonly extendedUntil: string;
    /** The newest minor version. */
    readonly newest: string;
}

/** An engine that Amazon RDS offers. */
export interface EngineFacts {
    readonly port: number;
    /** Major versions, oldest first. */
    readonly versions: readonly EngineVersion[];
    /** Before the major version in the name of a family of parameter groups, such as `mysql8.4`. */
    readonly family: string;
}

/** Day on which the calendars were read. */
export const calendarsReadOn = "2026-11-01";

/**
 * The engines, from the release calendars of Amazon RDS (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/
 * MySQL.Concepts.VersionMgmt.html and …/PostgreSQLReleaseNotes/postgresql-release-calendar.html, read 2026-11 through
 * endoflife.date). PostgreSQL 18: the dates of the others, a year later each; pulumi/pulumi-aws#6434 for 18.4 (2026-06).
 */
export const databaseEngines: Readonly<Record<DatabaseEngine, EngineFacts>> = {
    mysql: {
        port: 3306,
        family: "mysql",
        versions: [
            { version: "8.0", standardUntil: "2026-07-31", extendedUntil: "2029-07-31", newest: "8.0.46" },
            { version: "8.4", standardUntil: "2029-07-31", extendedUntil: "2032-07-31", newest: "8.4.9" },
        ],
    },
    postgres: {
        port: 5432,
        family: "postgres",
        versions: [
            { version: "13", standardUntil: "2026-02-28", extendedUntil: "2029-02-28", newest: "13.23" },
            { version: "14", standardUntil: "2027-02-28", extendedUntil: "2030-02-28", newest: "14.23" },
            { version: "15", standardUntil: "2028-02-29", extendedUntil: "2031-02-28", newest: "15.18" },
            { version: "16", standardUntil: "2029-02-28", extendedUntil: "2032-02-29", newest: "16.14" },
            { version: "17", standardUntil: "2030-02-28", extendedUntil: "2033-02-28", newest: "17.10" },
            { version: "18", standardUntil: "2031-02-28", extendedUntil: "2034-02-28", newest: "18.4" },
        ],
    },
};

/** Whether a string is the name of an engine. */
export function isDatabaseEngine(name: string): name is DatabaseEngine {
    return Object.hasOwn(databaseEngines, name);
}

/** The major version of a version such as `8.4.9` or `8.4` of an engine; undefined if RDS does not offer it. */
export function majorVersion(engine: DatabaseEngine, version: string): EngineVersion | undefined {
    return databaseEngines[engine].versions.find(
        (own) => version === own.version || version.startsWith(`${own.version}.`),
    );
}
