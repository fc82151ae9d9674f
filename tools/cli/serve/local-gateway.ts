import { randomUUID } from "node:crypto";
import { RestApiGateway, type Served } from "../../gateway-emulator/gateway";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { defaultBehavior } from "../../gateway-emulator/http/unverified-behavior";
import { HttpBackend } from "../../gateway-emulator/integration/http-backend";
import type { Counters } from "../../gateway-emulator/limits/check-limits";
import { QuotaCounters } from "../../gateway-emulator/limits/quota";
import { TokenBuckets } from "../../gateway-emulator/limits/token-bucket";
import { ModelError } from "../../gateway-emulator/request/model-compiler";
import type { App, DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { UsageError } from "../terminal/usage-error";
import { type AppProcess, startApp } from "./app-process";
import type { RunningBackend } from "./backends";
import type { LocalTables } from "./local-tables";
import type { TableDefinition } from "./read-tables";

/** How the APIs of a stack are served. */
export interface LocalGatewayArgs {
    /** Folder that holds `app`. */
    readonly projectFolder: string;
    /** Whether headers of a response explain it. */
    readonly explains: boolean;
    /** Receives lines for the user. */
    readonly log: (line: string) => void;
    /** Servers that are used instead of an app. Default: none. */
    readonly backends?: readonly RunningBackend[];
}

type Startable = Pick<App, "name" | "environment">;

interface Running extends Startable {
    readonly app: AppProcess;
}

/** The APIs of a stack as local processes behind the gateway; apps and gateway can be replaced while it serves. */
export class LocalGateway {
    private readonly apps = new Map<string, { readonly app: AppProcess; readonly environment: string }>();
    private readonly backend = new HttpBackend((app) => this.originOf(app));
    // Quotas and throttles that clients have used survive a change; caches are emptied.
    private readonly counters: Counters = { buckets: new TokenBuckets(), quotas: new QuotaCounters() };
    private readonly origins: ReadonlyMap<string, string>;
    private gateway: RestApiGateway | undefined;
    // Data that the APIs have stored survives a change.
    private tables: LocalTables | undefined;

    constructor(private readonly args: LocalGatewayArgs) {
        this.origins = new Map(args.backends?.map(({ api, origin }) => [api, origin]));
    }

    /**
     * Replaces the API that is served: starts apps that are new or have a different environment, and stops removed ones.
     * If one does not start, or the signal is aborted, nothing changes.
     * @throws {UsageError} if a model of the API cannot be compiled, or an app does not listen in time.
     */
    async publish(api: DeployedApi, tables: readonly TableDefinition[], signal: AbortSignal): Promise<void> {
        const gateway = this.create(api);
        const store = await this.provide(tables);
        const expected = [...Object.values(api.apps).flat(), ...Object.values(api.functions)]
            .filter(({ name }) => !this.origins.has(name))
            .map(({ name, environment }) => ({ name, environment: { ...environment, ...store } }));
        const changed = expected.filter(
            ({ name, environment }) => this.apps.get(name)?.environment !== JSON.stringify(environment),
        );
        const started = await this.start(changed, signal);
        const old = [...this.apps].filter(
            ([name]) => !expected.some((each) => each.name === name) || changed.some((each) => each.name === name),
        );
        for (const [name] of old) this.apps.delete(name);
        for (const { name, environment, app } of started)
            this.apps.set(name, { app, environment: JSON.stringify(environment) });
        this.gateway = gateway;
        await Promise.all(old.map(([, { app }]) => app.stop()));
    }

    /** Origin of an app or of the server that is used instead; undefined if the app is not running. */
    originOf(name: string): string | undefined {
        return this.origins.get(name) ?? this.apps.get(name)?.app.origin;
    }

    /** Handles a request; undefined before an API was published. */
    async serve(request: GatewayRequest): Promise<Served | undefined> {
        return this.gateway?.serve(request);
    }

    /** Stops every app, then the tables. */
    async close(): Promise<void> {
        await this.backend.close();
        await Promise.all([...this.apps.values()].map(({ app }) => app.stop()));
        await this.tables?.close();
    }

    // Starts all or none: the first failure, or the signal, ends the start of the others.
    private async start(apps: readonly Startable[], signal: AbortSignal): Promise<Running[]> {
        const { projectFolder, log } = this.args;
        const failure = new AbortController();
        const ending = AbortSignal.any([signal, failure.signal]);
        const running: Running[] = [];
        const start = async (each: Startable) => {
            try {
                running.push({ ...each, app: await startApp(each, { projectFolder, log, signal: ending }) });
            } catch (error) {
                failure.abort(error);
            }
        };
        await Promise.all(apps.map(start));
        if (!ending.aborted) return running;
        await Promise.all(running.map(({ app }) => app.stop()));
        throw ending.reason;
    }

    private create(api: DeployedApi): RestApiGateway {
        try {
            return new RestApiGateway(api, {
                backend: (call) => this.backend.call(call),
                counters: this.counters,
                clock: Date.now,
                random: Math.random,
                newId: randomUUID,
                unverified: defaultBehavior,
                explains: this.args.explains,
            });
        } catch (error) {
            throw error instanceof ModelError ? new UsageError(error.problems) : error;
        }
    }

    // A stack without tables needs no DynamoDB emulator.
    private async provide(tables: readonly TableDefinition[]): Promise<Readonly<Record<string, string>>> {
        if (tables.length === 0) return {};
        // Loaded late, because it takes half a second.
        const { LocalTables } = require("./local-tables") as typeof import("./local-tables");
        this.tables ??= await LocalTables.start();
        await this.tables.provide(tables);
        return this.tables.environment;
    }
}
