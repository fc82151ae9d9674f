import { randomUUID } from "node:crypto";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { HttpBackend } from "../../gateway-emulator/integration/http-backend";
import { SentMessages, sentLine } from "../../gateway-emulator/integration/services/sent-messages";
import { type LocalServices, localServices } from "../../gateway-emulator/integration/services/service";
import type { Counters } from "../../gateway-emulator/limits/check-limits";
import { QuotaCounters } from "../../gateway-emulator/limits/quota";
import { TokenBuckets } from "../../gateway-emulator/limits/token-bucket";
import type { HttpServed } from "../../http-emulator/finished";
import type { AppProcess } from "./app-process";
import type { RunningBackend } from "./backends";
import { LocalDatabases, readDatabases } from "./database/local-databases";
import { createApis, type PublishedApis, programsOf } from "./http/published-apis";
import type { TableItem } from "./http/read-table-items";
import type { ServedApis } from "./http/served-apis";
import { LocalCallers, localPath } from "./local-callers";
import type { LocalTables } from "./local-tables";
import type { TableDefinition } from "./read-tables";
import { type ServiceSettings, StackServices } from "./services/stack-services";
import { startApps, startable } from "./start-apps";

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
    /** Receives a line for each step of a build. Default: no one. */
    readonly onProgress?: (line: string) => void;
    /** Settings of the services of AWS. Default: those of the stack. */
    readonly services?: ServiceSettings;
}

/** A stack that is served: its APIs, and what their programs need. */
export interface PublishedStack extends PublishedApis {
    /** The tables of the APIs. Default: none. */
    readonly tables?: readonly TableDefinition[];
    /** The tables with the keys of the HTTP API's clients, and with their usage. Default: none. */
    readonly keyTables?: readonly TableDefinition[];
    /** The items that the stack puts into tables. Default: none. */
    readonly tableItems?: readonly TableItem[];
    /** The stack's state, with the services of AWS that it uses. Default: none. */
    readonly resources?: readonly StateResource[];
}

/** The APIs of a stack as local processes behind the gateway; apps and gateway can be replaced while it serves. */
export class LocalGateway {
    private readonly apps = new Map<string, { readonly app: AppProcess; readonly environment: string }>();
    private readonly backend = new HttpBackend((app) => this.originOf(app));
    // Quotas and throttles that clients have used survive a change; caches are emptied.
    private readonly counters: Counters = { buckets: new TokenBuckets(), quotas: new QuotaCounters() };
    private readonly origins: ReadonlyMap<string, string>;
    private apis: ServedApis | undefined;
    // Data that the APIs have stored survives a change.
    private tables: LocalTables | undefined;
    private readonly databases = new LocalDatabases();
    /** Tokens and credentials for those who call the APIs. */
    readonly callers = new LocalCallers();
    /** The services of AWS that the stack uses. */
    readonly services: StackServices;
    private readonly targets: LocalServices;

    constructor(private readonly args: LocalGatewayArgs) {
        this.origins = new Map(args.backends?.map(({ api, origin }) => [api, origin]));
        this.services = new StackServices({
            ...args.services,
            log: args.log,
            counters: this.counters,
            tablesEndpoint: () => this.tablesEndpoint,
            tablesEnvironment: () => this.tables?.environment ?? {},
        });
        this.targets = localServices({
            sent: new SentMessages((message) => args.log(sentLine(message))),
            dynamodbEndpoint: () => this.tablesEndpoint,
            running: this.services.gatewayTargets,
            clock: Date.now,
            newId: randomUUID,
        });
    }

    /**
     * Replaces the APIs that are served: starts apps that are new or have a different environment, and stops removed ones.
     * If one does not start, or the signal is aborted, nothing changes. An API that needs software that this machine does
     * not have is left out: its calls get 503.
     * @throws {UsageError} if a model of the REST API cannot be compiled, if both APIs have the same paths, or an app does not listen in time.
     */
    async publish(stack: PublishedStack, signal: AbortSignal): Promise<void> {
        const { api, http, tableItems = [], resources = [] } = stack;
        const invokeFunction = this.services.functions.invoke;
        const apis = createApis(stack, {
            backend: (call) => this.backend.call(call),
            isRunning: (app) => this.originOf(app) !== undefined,
            services: this.targets,
            invokeFunction,
            callers: await this.callers.prepare(api, http, invokeFunction),
            counters: this.counters,
            explains: this.args.explains,
        });
        const store = await this.provide(stack);
        const apps = programsOf(stack).filter(({ name }) => !this.origins.has(name));
        const databases = readDatabases(apps);
        const provided = await this.databases.provide(databases, signal);
        const expected = apps.map((app) => startable(app, store, provided.get(app.name)));
        const changed = expected.filter(
            ({ name, environment }) => this.apps.get(name)?.environment !== JSON.stringify(environment),
        );
        const started = await startApps(changed, this.args, signal);
        const old = [...this.apps].filter(
            ([name]) => !expected.some((each) => each.name === name) || changed.some((each) => each.name === name),
        );
        for (const [name] of old) this.apps.delete(name);
        for (const { name, environment, app } of started)
            this.apps.set(name, { app, environment: JSON.stringify(environment) });
        await this.tables?.replaceItems(tableItems);
        this.apis = apis;
        await this.services.publish(resources, api, http);
        await Promise.all(old.map(([, { app }]) => app.stop()));
        await this.databases.retain(databases);
    }

    /** Origin of an app or of the server that is used instead; undefined if the app is not running. */
    originOf(name: string): string | undefined {
        return this.origins.get(name) ?? this.apps.get(name)?.app.origin;
    }

    /** URL of the local DynamoDB; undefined if the stack has no table. */
    get tablesEndpoint(): string | undefined {
        return this.tables?.endpoint;
    }

    /** Handles a request; undefined before an API was published. */
    async serve(request: GatewayRequest): Promise<HttpServed | undefined> {
        if (request.url.startsWith(localPath)) return { response: await this.callers.respond(request), cache: "off" };
        return this.apis?.serve(request);
    }

    /** Stops every app, then the tables and databases. */
    async close(): Promise<void> {
        await this.backend.close();
        await Promise.all([...this.apps.values()].map(({ app }) => app.stop()));
        await this.services.close();
        await this.tables?.close();
        await this.databases.close();
    }

    // A stack without tables needs no DynamoDB emulator, and its programs no endpoint of one.
    private async provide({ tables = [], keyTables = [] }: PublishedStack): Promise<Readonly<Record<string, string>>> {
        if (tables.length + keyTables.length === 0) return {};
        // Loaded late, because it takes half a second.
        const { LocalTables } = require("./local-tables") as typeof import("./local-tables");
        this.tables ??= await LocalTables.start();
        await this.tables.provide([...tables, ...keyTables]);
        return tables.length === 0 ? {} : this.tables.environment;
    }
}
