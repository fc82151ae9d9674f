import { randomUUID } from "node:crypto";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { RestApiGateway } from "../../gateway-emulator/gateway";
import type { GatewayRequest } from "../../gateway-emulator/http/message";
import { defaultBehavior } from "../../gateway-emulator/http/unverified-behavior";
import type { BackendCall } from "../../gateway-emulator/integration/backend-call";
import { HttpBackend } from "../../gateway-emulator/integration/http-backend";
import { SentMessages, sentLine } from "../../gateway-emulator/integration/services/sent-messages";
import { type LocalServices, localServices } from "../../gateway-emulator/integration/services/service";
import type { Counters } from "../../gateway-emulator/limits/check-limits";
import { QuotaCounters } from "../../gateway-emulator/limits/quota";
import { TokenBuckets } from "../../gateway-emulator/limits/token-bucket";
import { ModelError } from "../../gateway-emulator/request/model-compiler";
import type { App, DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { defaultHttpBehavior } from "../../http-emulator/call/unverified-http-behavior";
import type { HttpServed } from "../../http-emulator/finished";
import { HttpApiGateway } from "../../http-emulator/http-api-gateway";
import type { DeployedHttpApi } from "../../http-emulator/state/deployed-http-api";
import { UsageError } from "../terminal/usage-error";
import type { AppProcess } from "./app-process";
import type { RunningBackend } from "./backends";
import { LocalDatabases, readDatabases } from "./database/local-databases";
import { requireDistinctBases } from "./http/api-bases";
import type { TableItem } from "./http/read-table-items";
import { ServedApis } from "./http/served-apis";
import { type CallerDependencies, LocalCallers, localPath } from "./local-callers";
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

/** A stack that is served: its APIs, of which it has one at least, and what their programs need. */
export interface PublishedStack {
    /** The REST API. Default: none. */
    readonly api?: DeployedApi | undefined;
    /** The HTTP API. Default: none. */
    readonly http?: DeployedHttpApi | undefined;
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
        if (api !== undefined && http !== undefined) requireDistinctBases(api, http);
        const callers = await this.callers.prepare(api, http, this.services.functions.invoke);
        const apis = new ServedApis(
            api && { api, gateway: this.createRest(api, callers) },
            http && { api: http, gateway: this.createHttp(http, callers) },
        );
        const store = await this.provide(stack);
        const apps = programsOf(api, http).filter(({ name }) => !this.origins.has(name));
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

    private createRest(api: DeployedApi, { authorization }: CallerDependencies): RestApiGateway {
        try {
            return new RestApiGateway(api, {
                ...this.common,
                services: this.targets,
                authorization,
                counters: this.counters,
                random: Math.random,
                unverified: defaultBehavior,
            });
        } catch (error) {
            throw error instanceof ModelError ? new UsageError(error.problems) : error;
        }
    }

    private createHttp(api: DeployedHttpApi, { fetchJson }: CallerDependencies): HttpApiGateway {
        return new HttpApiGateway(api, {
            ...this.common,
            isRunning: (app) => this.originOf(app) !== undefined,
            fetchJson,
            buckets: this.counters.buckets,
            unverified: defaultHttpBehavior,
        });
    }

    private get common() {
        return {
            backend: (call: BackendCall) => this.backend.call(call),
            invokeFunction: this.services.functions.invoke,
            clock: Date.now,
            newId: randomUUID,
            explains: this.args.explains,
        };
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

// A service behind both kinds of load balancers is one program.
function programsOf(
    api: DeployedApi | undefined,
    http: DeployedHttpApi | undefined,
): Pick<App, "name" | "environment">[] {
    const all = [
        ...(api === undefined ? [] : [...Object.values(api.apps).flat(), ...Object.values(api.functions)]),
        ...(http === undefined ? [] : Object.values(http.targets)),
    ];
    return [...new Map(all.map((app) => [app.name, app])).values()];
}
