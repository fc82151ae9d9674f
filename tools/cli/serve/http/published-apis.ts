import { randomUUID } from "node:crypto";
import { RestApiGateway } from "../../../gateway-emulator/gateway";
import { defaultBehavior } from "../../../gateway-emulator/http/unverified-behavior";
import type { Backend } from "../../../gateway-emulator/integration/backend-call";
import type { InvokeNodeFunction } from "../../../gateway-emulator/integration/lambda/node-function";
import type { LocalServices } from "../../../gateway-emulator/integration/services/service";
import type { Counters } from "../../../gateway-emulator/limits/check-limits";
import { ModelError } from "../../../gateway-emulator/request/model-compiler";
import type { App, DeployedApi } from "../../../gateway-emulator/state/deployed-api";
import { defaultHttpBehavior } from "../../../http-emulator/call/unverified-http-behavior";
import { HttpApiGateway } from "../../../http-emulator/http-api-gateway";
import type { DeployedHttpApi } from "../../../http-emulator/state/deployed-http-api";
import { UsageError } from "../../terminal/usage-error";
import type { CallerDependencies } from "../local-callers";
import { requireDistinctBases } from "./api-bases";
import { ServedApis } from "./served-apis";

/** The APIs of a stack, of which it has one at least. */
export interface PublishedApis {
    /** The REST API. Default: none. */
    readonly api?: DeployedApi | undefined;
    /** The HTTP API. Default: none. */
    readonly http?: DeployedHttpApi | undefined;
}

/** The parts of this machine that both APIs use. */
export interface ApiDependencies {
    readonly backend: Backend;
    /** Whether an app has started. */
    readonly isRunning: (app: string) => boolean;
    readonly services: LocalServices;
    readonly invokeFunction: InvokeNodeFunction;
    readonly callers: CallerDependencies;
    readonly counters: Counters;
    /** Whether headers of a response explain it. */
    readonly explains: boolean;
}

/**
 * Creates the gateways of a stack's APIs, which share the throttles of the account.
 * @throws {UsageError} if a model of the REST API cannot be compiled, or if both APIs have the same paths.
 */
export function createApis({ api, http }: PublishedApis, dependencies: ApiDependencies): ServedApis {
    if (api !== undefined && http !== undefined) requireDistinctBases(api, http);
    return new ServedApis(
        api && { api, gateway: createRestApi(api, dependencies) },
        http && { api: http, gateway: createHttpApi(http, dependencies) },
    );
}

/** The programs of a stack's APIs; a service behind both kinds of load balancers is one. */
export function programsOf({ api, http }: PublishedApis): Pick<App, "name" | "environment">[] {
    const all = [
        ...(api === undefined ? [] : [...Object.values(api.apps).flat(), ...Object.values(api.functions)]),
        ...(http === undefined ? [] : Object.values(http.targets)),
    ];
    return [...new Map(all.map((app) => [app.name, app])).values()];
}

function createRestApi(api: DeployedApi, { callers, ...dependencies }: ApiDependencies): RestApiGateway {
    try {
        return new RestApiGateway(api, {
            ...dependencies,
            authorization: callers.authorization,
            clock: Date.now,
            random: Math.random,
            newId: randomUUID,
            unverified: defaultBehavior,
        });
    } catch (error) {
        throw error instanceof ModelError ? new UsageError(error.problems) : error;
    }
}

function createHttpApi(api: DeployedHttpApi, { callers, counters, ...dependencies }: ApiDependencies): HttpApiGateway {
    return new HttpApiGateway(api, {
        ...dependencies,
        fetchJson: callers.fetchJson,
        buckets: counters.buckets,
        clock: Date.now,
        newId: randomUUID,
        unverified: defaultHttpBehavior,
    });
}
