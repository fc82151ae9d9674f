import { randomUUID } from "node:crypto";
import { RestApiGateway, type Served } from "../../gateway-emulator/gateway";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { defaultBehavior } from "../../gateway-emulator/http/unverified-behavior";
import { HttpBackend } from "../../gateway-emulator/integration/http-backend";
import type { Counters } from "../../gateway-emulator/limits/check-limits";
import { QuotaCounters } from "../../gateway-emulator/limits/quota";
import { TokenBuckets } from "../../gateway-emulator/limits/token-bucket";
import { ModelError } from "../../gateway-emulator/request/model-compiler";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { UsageError } from "../terminal/usage-error";
import { type AppProcess, startApp } from "./app-process";
import type { LocalTables } from "./local-tables";
import type { TableDefinition } from "./read-tables";

/** The APIs of a stack as local processes behind the gateway; apps and gateway can be replaced while it serves. */
export class LocalGateway {
    private readonly apps = new Map<string, { readonly app: AppProcess; readonly environment: string }>();
    private readonly backend = new HttpBackend((app) => this.originOf(app));
    // Quotas and throttles that clients have used survive a change; caches are emptied.
    private readonly counters: Counters = { buckets: new TokenBuckets(), quotas: new QuotaCounters() };
    private gateway: RestApiGateway | undefined;
    // Data that the APIs have stored survives a change.
    private tables: LocalTables | undefined;

    /** @param log receives lines for the user. */
    constructor(
        private readonly projectFolder: string,
        private readonly explains: boolean,
        private readonly log: (line: string) => void,
    ) {}

    /**
     * Replaces the API that is served: starts apps that are new or have a different environment, and stops removed ones.
     * If one does not start, nothing changes.
     * @throws {UsageError} if a model of the API cannot be compiled.
     */
    async publish(api: DeployedApi, tables: readonly TableDefinition[]): Promise<void> {
        const gateway = this.create(api);
        const store = await this.provide(tables);
        const expected = Object.values(api.apps)
            .flat()
            .map(({ name, environment }) => ({ name, environment: { ...environment, ...store } }));
        const changed = expected.filter(
            ({ name, environment }) => this.apps.get(name)?.environment !== JSON.stringify(environment),
        );
        const started = await Promise.allSettled(changed.map((each) => startApp(each, this.projectFolder, this.log)));
        const failure = started.find((each) => each.status === "rejected");
        if (failure !== undefined) {
            await Promise.all(started.map((each) => (each.status === "fulfilled" ? each.value.stop() : undefined)));
            throw failure.reason;
        }
        const old = [...this.apps].filter(
            ([name]) => !expected.some((each) => each.name === name) || changed.some((each) => each.name === name),
        );
        for (const [name] of old) this.apps.delete(name);
        for (const [index, each] of started.entries()) {
            const app = changed[index];
            if (each.status !== "fulfilled" || app === undefined) continue;
            this.apps.set(app.name, { app: each.value, environment: JSON.stringify(app.environment) });
        }
        this.gateway = gateway;
        await Promise.all(old.map(([, { app }]) => app.stop()));
    }

    /** Origin of an app; undefined if it is not running. */
    originOf(name: string): string | undefined {
        return this.apps.get(name)?.app.origin;
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

    private create(api: DeployedApi): RestApiGateway {
        try {
            return new RestApiGateway(api, {
                backend: (call) => this.backend.call(call),
                counters: this.counters,
                clock: Date.now,
                random: Math.random,
                newId: randomUUID,
                unverified: defaultBehavior,
                explains: this.explains,
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
