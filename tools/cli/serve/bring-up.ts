import type { EngineEvent } from "@pulumi/pulumi/automation";
import { recreatesVariable } from "../../../stacks/config/recreated-snapshots";
import { withOfflineStack } from "../../cloud-simulator/engine/offline-stack";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { DeployedApi, DomainNames } from "../../gateway-emulator/state/deployed-api";
import { type PublishedStage, publishedStages } from "../../gateway-emulator/state/published-stages";
import { deployedApi, hasRestApi } from "../../gateway-emulator/state/read-deployed-api";
import type { DeployedHttpApi } from "../../http-emulator/state/deployed-http-api";
import { readHttpApi } from "../../http-emulator/state/read-http-api";
import { EventLog } from "../preview/event-log";
import { existingCloud } from "../project/existing-cloud";
import { programEnvironment } from "../project/program-environment";
import { projectName, type Stack } from "../project/project";
import { withRealValues } from "../project/real-values";
import { stackProgram } from "../project/stack-program";
import type { Progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { type HttpClient, readHttpClients } from "./http/http-clients";
import { readTableItems, type TableItem } from "./http/read-table-items";
import { readKeyTables, readTables, type TableDefinition } from "./read-tables";

/** The parts of a stack that can be served locally. */
export interface ServableStack {
    /** The REST API; undefined if the stack has none. */
    readonly api: DeployedApi | undefined;
    /** The HTTP API; undefined if the stack has none. */
    readonly http: DeployedHttpApi | undefined;
    /** The clients of the HTTP API. */
    readonly httpClients: readonly HttpClient[];
    /** The tables of the APIs. */
    readonly tables: readonly TableDefinition[];
    /** The tables with the keys of the HTTP API's clients, and with their usage. */
    readonly keyTables: readonly TableDefinition[];
    /** The items that the stack puts into tables. */
    readonly tableItems: readonly TableItem[];
    /** The stages of the REST API as its clients see them. */
    readonly published: readonly PublishedStage[];
    /** All resources of the stack. */
    readonly resources: readonly StateResource[];
}

/**
 * Brings a stack up on the real engine behind simulated clouds, and reads the deployed APIs and the tables from its state.
 * @param folder folder that holds `app`.
 * @throws {Error} with the engine's errors if the stack does not come up.
 */
export async function bringUp(
    stack: Stack,
    folder: string,
    progress: Progress,
    signal: AbortSignal,
): Promise<ServableStack> {
    const { program, load } = stackProgram(folder);
    let count = 0;
    const log = new EventLog();
    const options = {
        projectName,
        stackName: stack.name,
        config: withRealValues(stack.config),
        secretPaths: stack.placeholders,
        existing: existingCloud(stack.config),
        program,
        // The gateway serves kept bodies from the state.
        programEnvironment: { ...programEnvironment, [recreatesVariable]: "yes" },
        onEngineStart: load,
        onProgress: progress.say,
        onEvent: (event: EngineEvent) => {
            log.add(event);
            if (event.resourcePreEvent) progress.tick(`bringing up ${stack.name}: ${++count} resources`);
        },
        signal,
    };
    return withOfflineStack(options, async (offline) => {
        const { succeeded, error } = await offline.up();
        // The engine's own message has all of its output, twice.
        if (!succeeded) throw new Error(log.errors.join("\n") || error || "the stack did not come up");
        const resources = await offline.resources();
        return withOwnNames(servableStack(resources), stack);
    });
}

/** Reads the parts of a stack that can be served from its state. */
export function servableStack(resources: readonly StateResource[]): ServableStack {
    return {
        api: hasRestApi(resources) ? deployedApi(resources) : undefined,
        http: readHttpApi(resources),
        httpClients: readHttpClients(resources),
        tables: readTables(resources),
        keyTables: readKeyTables(resources),
        tableItems: readTableItems(resources),
        published: publishedStages(resources),
        resources,
    };
}

/**
 * The REST API of a stack that was brought up.
 * @throws {UsageError} if it has none.
 */
export function requireRestApi({ api }: Pick<ServableStack, "api">): DeployedApi {
    if (api !== undefined) return api;
    throw new UsageError(["the stack: got no REST API, want one"]);
}

// The stack came up with a realistic name in place of a placeholder, but a reader calls the one of the stack's file.
function withOwnNames(servable: ServableStack, { settings: { domain, httpApi } }: Stack): ServableStack {
    const { api, http, published } = servable;
    return {
        ...servable,
        api: api && { ...api, domains: renamed(api.domains ?? {}, domain) },
        http: http && { ...http, domains: renamed(http.domains, httpApi?.domain) },
        published: domain === undefined ? published : published.map((stage) => ownUrls(stage, domain.name)),
    };
}

function ownUrls(stage: PublishedStage, name: string): PublishedStage {
    return { ...stage, domainUrls: stage.domainUrls.map((url) => url.replace(/(?<=^https:\/\/)[^/]+/, name)) };
}

function renamed(domains: DomainNames, domain: { readonly name: string } | undefined): DomainNames {
    if (domain === undefined) return domains;
    return Object.fromEntries(Object.values(domains).map((paths) => [domain.name, paths]));
}
