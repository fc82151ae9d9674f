import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseEngine } from "../../../../stacks/settings/database/engines";
import { freePort } from "../../../free-port";
import { type Executables, findExecutables } from "../executables";
import { MissingSoftwareError } from "../missing-software";
import type { DatabaseDefinition, DatabaseKind, ServerArgs } from "./database-kind";
import { mariadb } from "./mariadb";
import { postgres } from "./postgres";
import { type Identity, runToEnd, ServerProcess } from "./server-process";

/** The kinds of server by the engine in `DATABASE_ENGINE`. */
export const databaseKinds: Readonly<Record<DatabaseEngine, DatabaseKind>> = { mysql: mariadb, postgres };

/** A database server of this machine that has only the database of one API. */
export interface LocalDatabase {
    /** Variables for the API's program, as on AWS, and `DATABASE_PASSWORD`. */
    readonly environment: Readonly<Record<string, string>>;
    /** Ends the server, and removes its data. */
    close(): Promise<void>;
}

/** Maximum number of starts: another process may take a free port before the server does. */
const maxAttempts = 3;

/**
 * Starts a database server with an empty database on a free port of 127.0.0.1, with a random password.
 * @param kinds kinds of server by engine. Default: those of `databaseKinds`.
 * @throws {MissingSoftwareError} if it is not installed, or cannot run as this user.
 * @throws {Error} with the server's log if it does not start.
 * @throws the reason of the signal if it is aborted.
 */
export async function startDatabase(
    definition: DatabaseDefinition,
    signal: AbortSignal,
    kinds = databaseKinds,
): Promise<LocalDatabase> {
    const names = checked(definition);
    const kind = kinds[definition.engine];
    const programs = findExecutables(kind.programs, kind.folders());
    if (programs === undefined)
        throw new MissingSoftwareError(`${kind.product} is not installed (${kind.installation})`);
    const identity = identityFor(kind);
    for (let attempt = 1; ; attempt++) {
        const port = await freePort();
        const folder = mkdtempSync(join(tmpdir(), "gatehouse-database-"));
        const args = { ...names, password: newPassword(), folder, port };
        const remove = () => rmSync(folder, { recursive: true, force: true });
        try {
            await setUp(kind, args, programs, identity, signal);
            const server = await ServerProcess.start(kind, kind.start(args), programs, identity, signal);
            return {
                environment: environmentOf(definition, args),
                close: async () => {
                    await server.stop();
                    remove();
                },
            };
        } catch (error) {
            remove();
            const isTaken = error instanceof Error && /address already in use/i.test(error.message);
            if (signal.aborted || !isTaken || attempt === maxAttempts) throw error;
        }
    }
}

async function setUp(
    kind: DatabaseKind,
    args: ServerArgs,
    programs: Executables,
    identity: Identity,
    signal: AbortSignal,
): Promise<void> {
    const { folder } = args;
    const chown = (file: string) => {
        if (identity.uid !== undefined && identity.gid !== undefined) chownSync(file, identity.uid, identity.gid);
    };
    const write = (files: Readonly<Record<string, string>>) => {
        for (const [name, text] of Object.entries(files)) {
            writeFileSync(join(folder, name), text, { mode: 0o600 });
            chown(join(folder, name));
        }
    };
    const { before, after } = kind.files(args);
    chown(folder);
    write(before);
    for (const command of kind.setUp(args)) await runToEnd(command, programs, identity, signal);
    write(after);
}

function environmentOf({ engine, name, user }: DatabaseDefinition, { port, password }: ServerArgs) {
    return {
        DATABASE_ENGINE: engine,
        DATABASE_HOST: "127.0.0.1",
        DATABASE_PORT: String(port),
        DATABASE_NAME: name,
        DATABASE_USER: user,
        DATABASE_PASSWORD: password,
    };
}

// Both names become part of SQL statements.
function checked({ name, user }: DatabaseDefinition): { name: string; user: string } {
    for (const each of [name, user])
        if (!/^[a-z]\w*$/i.test(each)) throw new Error(`got "${each}", want letters and digits, a letter first`);
    return { name, user };
}

function newPassword(): string {
    return randomBytes(24).toString("base64url");
}

// PostgreSQL does not run as root. Debian's package has a user for it, and every system has "nobody".
function identityFor({ runsAsRoot, product }: DatabaseKind): Identity {
    if (runsAsRoot || process.getuid?.() !== 0) return {};
    for (const user of ["postgres", "nobody"]) {
        try {
            const id = (flag: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: "pipe" }));
            return { uid: id("-u"), gid: id("-g") };
        } catch (error) {
            if (!(error instanceof Error && "status" in error)) throw error;
        }
    }
    throw new MissingSoftwareError(`${product} does not run as root, and there is no user "postgres" or "nobody"`);
}
