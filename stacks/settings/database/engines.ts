/** A database engine of RDS, as far as settings differ by it. */
export interface DatabaseEngine {
    /** Its name in messages. */
    readonly title: string;
    /** Form of a version: the major version, or a minor one. */
    readonly version: RegExp;
    readonly defaultVersion: string;
    /** The oldest major version that is in standard support, as a list of numbers. */
    readonly oldest: readonly number[];
    /** Number of parts of the major version. */
    readonly majorParts: number;
}

/**
 * The engines by the value of `engine`. A major version alone follows its minor releases, which RDS installs by itself.
 *
 * Sources: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html (8.0 left standard support on
 * 31 July 2026) and AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html (13 left it on 28 February 2026).
 * PostgreSQL has no long-term release: 17 is neither the newest major nor near its end of support in 2030.
 */
export const databaseEngines = {
    mysql: { title: "MySQL", version: /^\d+\.\d+(\.\d+)?$/, defaultVersion: "8.4", oldest: [8, 4], majorParts: 2 },
    postgres: { title: "PostgreSQL", version: /^\d+(\.\d+)?$/, defaultVersion: "17", oldest: [14], majorParts: 1 },
} as const satisfies Readonly<Record<string, DatabaseEngine>>;

/** Name of an engine, the value of `engine`. */
export type DatabaseEngineName = keyof typeof databaseEngines;

/** The names of all engines. */
export const databaseEngineNames = Object.keys(databaseEngines) as readonly DatabaseEngineName[];

/** The major version of a version: "8.4" for "8.4.7" of MySQL, "17" for "17.6" of PostgreSQL. */
export function majorVersion(engine: DatabaseEngineName, version: string): string {
    return version.split(".").slice(0, databaseEngines[engine].majorParts).join(".");
}

/** Whether RDS still creates databases of a version without extended support, which costs more than the database. */
export function isInStandardSupport(engine: DatabaseEngineName, version: string): boolean {
    const { oldest } = databaseEngines[engine];
    const own = version.split(".").map(Number);
    for (const [index, part] of oldest.entries()) if (own[index] !== part) return (own[index] ?? 0) > part;
    return true;
}

/** Name of an API's database: its own without hyphens, as RDS accepts only letters and digits (CreateDBInstance, DBName). */
export function databaseName(api: string): string {
    return api.replaceAll("-", "");
}
