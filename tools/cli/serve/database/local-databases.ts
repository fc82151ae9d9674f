import { z } from "zod";
import { isDatabaseEngine } from "../../../../stacks/settings/database/engines";
import type { App } from "../../../gateway-emulator/state/deployed-api";
import { MissingSoftwareError } from "../missing-software";
import type { DatabaseDefinition } from "./database-kind";
import { databaseKinds, type LocalDatabase, startDatabase } from "./local-database";

const engines = Object.keys(databaseKinds).filter(isDatabaseEngine);

const schema = z
    .object({ DATABASE_ENGINE: z.enum(engines), DATABASE_NAME: z.string(), DATABASE_USER: z.string() })
    .transform((variables) => ({
        engine: variables.DATABASE_ENGINE,
        name: variables.DATABASE_NAME,
        user: variables.DATABASE_USER,
    }));

/** Databases by the name of the API. */
type Definitions = ReadonlyMap<string, DatabaseDefinition>;

/** Variables for the program of an API, or the reason why its database server cannot run here. */
export type ProvidedDatabase = Readonly<Record<string, string>> | MissingSoftwareError;

/** Reads the databases of APIs from the environments of their programs. */
export function readDatabases(apps: readonly Pick<App, "name" | "environment">[]): Definitions {
    const definitions = new Map<string, DatabaseDefinition>();
    for (const { name, environment } of apps)
        if (environment.DATABASE_ENGINE !== undefined) definitions.set(name, schema.parse(environment));
    return definitions;
}

/** The database servers of a stack's APIs, one for each API that has a database. */
export class LocalDatabases {
    private readonly running = new Map<string, LocalDatabase>();

    /**
     * Starts the servers that are not running yet. One whose definition has not changed keeps its data.
     * @returns the databases by the name of the API.
     * @throws {Error} if a server does not start.
     * @throws the reason of the signal if it is aborted.
     */
    async provide(definitions: Definitions, signal: AbortSignal): Promise<ReadonlyMap<string, ProvidedDatabase>> {
        const provided = new Map<string, ProvidedDatabase>();
        const provide = async ([api, definition]: readonly [string, DatabaseDefinition]) => {
            try {
                provided.set(api, await this.environmentOf(api, definition, signal));
            } catch (error) {
                if (!(error instanceof MissingSoftwareError)) throw error;
                provided.set(api, error);
            }
        };
        // All of them end before an error is thrown, so that none is started after the others were stopped.
        const results = await Promise.allSettled([...definitions].map(provide));
        for (const result of results) if (result.status === "rejected") throw result.reason;
        return provided;
    }

    /** Stops the servers without one of these definitions, and drops their data, as AWS does. */
    async retain(definitions: Definitions): Promise<void> {
        const retained = new Set([...definitions].map(([api, definition]) => keyOf(api, definition)));
        const removed = [...this.running].filter(([key]) => !retained.has(key));
        for (const [key] of removed) this.running.delete(key);
        await Promise.all(removed.map(([, database]) => database.close()));
    }

    /** Stops every server, and drops the data. */
    close(): Promise<void> {
        return this.retain(new Map());
    }

    private async environmentOf(api: string, definition: DatabaseDefinition, signal: AbortSignal) {
        const key = keyOf(api, definition);
        const database = this.running.get(key) ?? (await startDatabase(definition, signal));
        this.running.set(key, database);
        return database.environment;
    }
}

function keyOf(api: string, { engine, name, user }: DatabaseDefinition): string {
    return JSON.stringify([api, engine, name, user]);
}
