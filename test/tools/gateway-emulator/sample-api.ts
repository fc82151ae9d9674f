import { type GatewayDependencies, RestApiGateway } from "../../../tools/gateway-emulator/gateway";
import type { HeaderList } from "../../../tools/gateway-emulator/http/message";
import { defaultBehavior } from "../../../tools/gateway-emulator/http/unverified-behavior";
import type { Backend, BackendCall, BackendResponse } from "../../../tools/gateway-emulator/integration/backend-call";
import { QuotaCounters } from "../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import type { Served } from "../../../tools/gateway-emulator/served";
import type { DeployedApi, Operation } from "../../../tools/gateway-emulator/state/deployed-api";
import type { Integration } from "../../../tools/gateway-emulator/state/integration";
import type { MethodSettings, Stage } from "../../../tools/gateway-emulator/state/stage";

export const unlimited = { rate: -1, burst: -1 };

export const settings: MethodSettings = {
    cachingEnabled: true,
    cacheTtlInSeconds: 300,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
    throttle: unlimited,
};

export const stage: Stage = {
    name: "Test",
    variables: { link: "link1", host: "shop.internal" },
    cacheClusterEnabled: true,
    cacheClusterSizeGb: 0.5,
    methodSettings: { "*/*": settings },
};

const proxy: Integration = {
    type: "http_proxy",
    httpMethod: "GET",
    uri: "http://${stageVariables.host}/all",
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.link}",
    timeoutInMillis: 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: "when_no_match",
    cacheKeyParameters: [],
    responses: {},
};

/** An operation that needs a key and calls the backend. */
export function operation(
    method: string,
    path: string,
    changes: Partial<Omit<Operation, "integration">> & { readonly integration?: Partial<Integration> } = {},
): Operation {
    const { integration, ...rest } = changes;
    return {
        path,
        method,
        apiKeyRequired: true,
        parameters: [],
        validatesParameters: true,
        ...rest,
        integration: { ...proxy, httpMethod: method, ...integration },
    };
}

/** An API with one client, `web`, whose key is "key-of-web". */
export function sampleApi(changes: Partial<DeployedApi> = {}): DeployedApi {
    return {
        id: "api1",
        name: "shop",
        operations: [operation("GET", "/pictures")],
        models: {},
        binaryMediaTypes: [],
        gatewayResponses: {},
        stages: { Test: stage },
        keys: [{ id: "k1", name: "web", value: "key-of-web", enabled: true, planIds: ["p1"] }],
        plans: [{ id: "p1", name: "standard", stages: [{ stage: "Test", throttles: {} }] }],
        functions: {},
        executionArn: "arn:aws:execute-api:eu-central-1:123456789012:api1",
        apps: { link1: [{ name: "pictures", environment: {}, host: "shop.internal" }] },
        accountThrottle: unlimited,
        ...changes,
    };
}

/** A gateway with a manual clock, and the calls that its backend received. */
export interface Bench {
    readonly calls: BackendCall[];
    /** Time in milliseconds. */
    now: number;
    send(
        method: string,
        url: string,
        headers?: Readonly<Record<string, string>>,
        body?: string | Buffer,
    ): Promise<Served>;
}

/** A successful response of a backend. */
export function ok(
    body: string | Buffer,
    headers: HeaderList = [["content-type", "application/json"]],
): BackendResponse {
    return { kind: "response", status: 200, headers, body: typeof body === "string" ? Buffer.from(body) : body };
}

/** Creates a gateway for an API; by default the backend responds with the number of the call. */
export function bench(
    api: DeployedApi,
    dependencies: Partial<GatewayDependencies> & { readonly responses?: Backend } = {},
): Bench {
    const calls: BackendCall[] = [];
    const { responses = async () => ok(String(calls.length)), ...rest } = dependencies;
    let ids = 0;
    const made: Bench = {
        calls,
        now: Date.UTC(2026, 0, 1),
        send: (method, url, headers = { "x-api-key": "key-of-web" }, body = "") =>
            gateway.serve({
                method,
                url,
                headers: Object.entries(headers),
                body: typeof body === "string" ? Buffer.from(body) : body,
                sourceIp: "192.0.2.1",
            }),
    };
    const gateway = new RestApiGateway(api, {
        backend: (call) => {
            calls.push(call);
            return responses(call);
        },
        counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
        clock: () => made.now,
        random: () => 0.5,
        newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
        unverified: defaultBehavior,
        explains: false,
        ...rest,
    });
    return made;
}

/** Status and body of a response, as tests compare them. */
export function wire({ response }: Served): string {
    return `${response.status} ${response.body.toString("utf8")}`;
}

/** A header of a response. */
export function header({ response }: Served, name: string): string | undefined {
    return response.headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}
