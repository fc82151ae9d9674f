import type { HeaderList } from "../../../tools/gateway-emulator/http/message";
import type { Backend, BackendCall, BackendResponse } from "../../../tools/gateway-emulator/integration/backend-call";
import type { NodeFunctionResult } from "../../../tools/gateway-emulator/integration/lambda/node-function";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import type { PermittedFunction } from "../../../tools/gateway-emulator/state/node-functions";
import { defaultHttpBehavior } from "../../../tools/http-emulator/call/unverified-http-behavior";
import type { HttpServed } from "../../../tools/http-emulator/finished";
import { type HttpApiDependencies, HttpApiGateway } from "../../../tools/http-emulator/http-api-gateway";
import type {
    DeployedHttpApi,
    HttpIntegration,
    HttpRoute,
    HttpStage,
    RequestAuthorizer,
} from "../../../tools/http-emulator/state/deployed-http-api";
import type { Listener } from "../../../tools/http-emulator/state/listener";

export const executionArn = "arn:aws:execute-api:eu-central-1:123456789012:api1";
export const endpoint = "api1.execute-api.eu-central-1.amazonaws.com";
const unlimited = { rate: -1, burst: -1 };

export const privateIntegration: HttpIntegration = {
    id: "i1",
    type: "HTTP_PROXY",
    method: "ANY",
    uri: "listener1",
    connectionId: "link1",
    payloadFormatVersion: "1.0",
    timeoutInMillis: 30_000,
    requestParameters: {},
    responseParameters: {},
};

export const functionUri = "arn:aws:lambda:eu-central-1:123456789012:function:shop";

/** A function that the API's routes and authorizers may invoke. */
export const shopFunction: PermittedFunction = {
    name: "shop",
    arn: functionUri,
    folder: "/nowhere",
    handler: "index.handler",
    runtime: "nodejs24.x",
    environment: {},
    timeoutInMillis: 3000,
    memory: 128,
    permits: { "": [`${executionArn}/*`] },
};

export const keyAuthorizer: RequestAuthorizer = {
    type: "REQUEST",
    id: "auth1",
    name: "keys",
    uri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${functionUri}/invocations`,
    hasCredentials: false,
    payloadFormatVersion: "2.0",
    enableSimpleResponses: true,
    identitySources: ["$request.header.x-api-key"],
    ttlSeconds: 0,
};

/** A listener with a rule for the books and one for the authors, and 404 for anything else. */
export const listener: Listener = {
    arn: "listener1",
    port: 80,
    dropsInvalidHeaders: true,
    rules: ["books", "authors"].map((name, index) => ({
        priority: index + 1,
        conditions: [{ type: "path-pattern", values: [`/api/${name}`, `/api/${name}/*`] }],
        action: { type: "forward", targetGroupArn: `group-${name}` },
    })),
    defaultAction: { type: "fixed-response", status: 404, contentType: "text/plain", body: "no rule" },
};

/** A route of the private integration that everyone may call. */
export function route(routeKey: string, changes: Partial<HttpRoute> = {}): HttpRoute {
    return { routeKey, integrationId: "i1", scopes: [], ...changes };
}

export const stage: HttpStage = { name: "$default", variables: {}, routeThrottles: {} };

/** An API with the books at `/api/books`, in `$default`. */
export function sampleHttpApi(changes: Partial<DeployedHttpApi> = {}): DeployedHttpApi {
    return {
        id: "api1",
        name: "shop",
        executionArn,
        endpoint,
        disablesDefaultEndpoint: false,
        routes: [route("GET /api/books"), route("GET /api/books/{id}")],
        integrations: {
            i1: privateIntegration,
            f1: { ...privateIntegration, id: "f1", type: "AWS_PROXY", uri: functionUri, payloadFormatVersion: "2.0" },
        },
        stages: { $default: stage },
        domains: {},
        links: ["link1"],
        listeners: { listener1: listener },
        targets: {
            "group-books": { name: "books", environment: {} },
            "group-authors": { name: "authors", environment: {} },
        },
        nodeFunctions: { shop: shopFunction },
        accountThrottle: unlimited,
        ...changes,
    };
}

/** A gateway with a manual clock, the calls that its backend received, and the events that functions received. */
export interface HttpBench {
    readonly calls: BackendCall[];
    readonly events: Record<string, unknown>[];
    /** Time in milliseconds. */
    now: number;
    send(
        method: string,
        url: string,
        headers?: HeaderList | Readonly<Record<string, string>>,
        body?: string | Buffer,
    ): Promise<HttpServed>;
}

/** A response of a backend. */
export function answer(
    status: number,
    body: string,
    headers: HeaderList = [["content-type", "application/json"]],
): BackendResponse {
    return { kind: "response", status, headers, body: Buffer.from(body) };
}

/** Creates a gateway for an API; by default the backend answers 200 with the number of the call. */
export function bench(
    api: DeployedHttpApi,
    dependencies: Partial<HttpApiDependencies> & {
        readonly responses?: Backend;
        /** Returns the payload of the function: as it is if it is a string. */
        readonly returns?: (event: Record<string, unknown>) => unknown;
    } = {},
): HttpBench {
    const calls: BackendCall[] = [];
    const events: Record<string, unknown>[] = [];
    const { responses = async () => answer(200, String(calls.length)), returns, ...rest } = dependencies;
    let ids = 0;
    const made: HttpBench = {
        calls,
        events,
        now: Date.UTC(2026, 0, 1),
        send: (method, url, headers = {}, body = "") =>
            gateway.serve({
                method,
                url,
                headers: Array.isArray(headers) ? headers : Object.entries(headers),
                body: typeof body === "string" ? Buffer.from(body) : body,
                sourceIp: "192.0.2.1",
            }),
    };
    const invokeFunction = async (_: unknown, event: unknown): Promise<NodeFunctionResult> => {
        const received = JSON.parse(JSON.stringify(event)) as Record<string, unknown>;
        events.push(received);
        const result = returns?.(received);
        return { kind: "payload", payload: typeof result === "string" ? result : JSON.stringify(result ?? null) };
    };
    const gateway = new HttpApiGateway(api, {
        backend: (call) => {
            calls.push(call);
            return responses(call);
        },
        invokeFunction,
        buckets: new TokenBuckets(),
        clock: () => made.now,
        newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
        unverified: defaultHttpBehavior,
        explains: false,
        ...rest,
    });
    return made;
}

/** Status and body of a response, as tests compare them. */
export function wire({ response }: HttpServed): string {
    return `${response.status} ${response.body.toString("utf8")}`;
}

/** A header of a response. */
export function header({ response }: HttpServed, name: string): string | undefined {
    return response.headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}
