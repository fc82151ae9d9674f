import type { App } from "../../gateway-emulator/state/deployed-api";
import { type AppProcess, type StartArgs, startApp } from "./app-process";
import type { ProvidedDatabase } from "./database/local-databases";
import { MissingSoftwareError } from "./missing-software";
import { leftOutLine, startStandIn } from "./stand-in";

/** An app with the environment that it has on this machine. */
export interface Startable extends Pick<App, "name" | "environment"> {
    /** Why it cannot run on this machine. */
    readonly missing?: MissingSoftwareError;
}

/** An app that has started. */
export interface Running extends Startable {
    readonly app: AppProcess;
}

/**
 * Starts all apps or none: the first failure, or the signal, ends the start of the others. An app that needs software which this machine
 * does not have is represented by a server whose responses say so.
 * @throws {UsageError} if one does not listen in time.
 */
export async function startApps(
    apps: readonly Startable[],
    args: Omit<StartArgs, "signal">,
    signal: AbortSignal,
): Promise<Running[]> {
    const failure = new AbortController();
    const ending = AbortSignal.any([signal, failure.signal]);
    const running: Running[] = [];
    const start = async (each: Startable) => {
        try {
            running.push({ ...each, app: await startOrLeaveOut(each, args, ending) });
        } catch (error) {
            failure.abort(error);
        }
    };
    await Promise.all(apps.map(start));
    if (!ending.aborted) return running;
    await Promise.all(running.map(({ app }) => app.stop()));
    throw ending.reason;
}

/** An app with the variables of the local DynamoDB and of its database. */
export function startable(
    { name, environment }: Startable,
    store: Readonly<Record<string, string>>,
    database: ProvidedDatabase | undefined,
): Startable {
    const isMissing = database instanceof MissingSoftwareError;
    const all = { ...environment, ...store, ...(isMissing ? {} : database) };
    return isMissing ? { name, environment: all, missing: database } : { name, environment: all };
}

async function startOrLeaveOut(
    app: Startable,
    { projectFolder, log, onProgress = () => {} }: Omit<StartArgs, "signal">,
    signal: AbortSignal,
): Promise<AppProcess> {
    try {
        if (app.missing !== undefined) throw app.missing;
        return await startApp(app, { projectFolder, log, signal, onProgress });
    } catch (error) {
        if (!(error instanceof MissingSoftwareError)) throw error;
        log(`${leftOutLine(app.name, error.message)} Its calls get 503 until the next start.`);
        return startStandIn(app.name, error.message);
    }
}
