import { isOlder } from "../version-order";
import { calendarsReadOn, type DatabaseEngine, databaseEngines, majorVersion } from "./engines";

/** An engine, as far as settings differ by it. */
interface EngineForm {
    /** Its name in messages. */
    readonly title: string;
    /** Form of a version: the major version, or a minor one. */
    readonly form: RegExp;
    /** Number of parts of the major version. */
    readonly majorParts: number;
    /**
     * Version if the settings name none: a major one, whose minor versions RDS installs by itself. A newer one would upgrade the
     * databases of existing stacks, which have no way back.
     */
    readonly defaultVersion: string;
}

// PostgreSQL has no long-term release: 17 is neither the newest major version nor near its end of support.
const forms: Readonly<Record<DatabaseEngine, EngineForm>> = {
    mysql: { title: "MySQL", form: /^\d+\.\d+(\.\d+)?$/, majorParts: 2, defaultVersion: "8.4" },
    postgres: { title: "PostgreSQL", form: /^\d+(\.\d+)?$/, majorParts: 1, defaultVersion: "17" },
};

/** Days before the end of standard support in which a preview warns. */
const noticeDays = 180;

/** Name of an engine in messages. */
export function titleOfEngine(engine: DatabaseEngine): string {
    return forms[engine].title;
}

/** Version of an engine if the settings name none. */
export function defaultVersion(engine: DatabaseEngine): string {
    return forms[engine].defaultVersion;
}

/** The form that a version misses; undefined for a valid one. A version that is newer than the known ones is valid. */
export function versionProblem(engine: DatabaseEngine, version: string): string | undefined {
    const { title, form } = forms[engine];
    const example = `such as "${defaultVersion(engine)}"`;
    if (!form.test(version)) return `a version of ${title} ${example}`;
    const known = majorVersion(engine, version);
    const newest = databaseEngines[engine].versions.at(-1)?.version ?? "";
    // Extended support is off: it would cost more than a small database, and starts unasked. Whether a stack's file is valid
    // does not depend on the current day.
    const isUsable = known ? calendarsReadOn <= known.standardUntil : isOlder(newest, version);
    return isUsable ? undefined : `a version of ${title} in standard support ${example}, as RDS creates no other`;
}

/**
 * Warns of a version whose standard support ends soon; undefined for any other.
 * @param day the current day, such as `2026-11-29`.
 */
export function versionWarning(engine: DatabaseEngine, version: string, day: string): string | undefined {
    const major = majorVersion(engine, version);
    if (major === undefined) return undefined;
    const { version: own, standardUntil: end } = major;
    if (Date.parse(end) - Date.parse(day) > noticeDays * 86_400_000) return undefined;
    return `standard support of ${titleOfEngine(engine)} ${own} ends on ${end}, after which RDS upgrades the database by itself. Name the next major version before then`;
}

/** Family of the parameter group of a version, such as `mysql8.4` or `postgres17`. */
export function parameterFamily(engine: DatabaseEngine, version: string): string {
    return `${databaseEngines[engine].family}${majorOf(engine, version)}`;
}

/** Whether a version names no minor one. */
export function isMajorVersion(engine: DatabaseEngine, version: string): boolean {
    return majorOf(engine, version) === version;
}

function majorOf(engine: DatabaseEngine, version: string): string {
    return version.split(".").slice(0, forms[engine].majorParts).join(".");
}

/** Name of an API's database: its own without hyphens, as RDS accepts only letters and digits (DBName in CreateDBInstance). */
export function databaseName(api: string): string {
    return api.replaceAll("-", "");
}
