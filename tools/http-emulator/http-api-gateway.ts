import { validateHeaderName, validateHeaderValue } from "node:http";
import { type GatewayRequest, type GatewayResponse, pathOf } from "../gateway-emulator/http/message";
import { maxRequestBody } from "../gateway-emulator/http/rejected-requests";
import type { Backend } from "../gateway-emulator/integration/backend-call";
import type { InvokeNodeFunction } from "../gateway-emulator/integration/lambda/node-function";
import type { TokenBuckets } from "../gateway-emulator/limits/token-bucket";
import { type FetchJson, IssuerKeys } from "./authorization/issuer-keys";
import { checkToken } from "./authorization/jwt-authorizer";
import { LambdaAuthorizers } from "./authorization/lambda-authorizers";
import { HttpApiError } from "./call/http-api-error";
import { type CallerContext, httpRequestContext, type RoutedCall, type StageCall } from "./call/http-call";
import type { UnverifiedHttpBehavior } from "./call/unverified-http-behavior";
import { isPreflight, preflightResponse, withCors } from "./cors";
import { type HttpServed, served } from "./finished";
import { functionResponse } from "./functions/function-integration";
import { mappedResponse } from "./integration/parameter-mapping";
import { privateResponse } from "./integration/private-integration";
import { RouteTable } from "./routing/route-table";
import { selectStage } from "./routing/stage-selection";
import type { DeployedHttpApi } from "./state/deployed-http-api";
import { checkThrottles } from "./throttles";

/** The dependencies of an HTTP API; tests replace each of them. */
export interface HttpApiDependencies {
    /** Calls an app behind the load balancer. */
    readonly backend: Backend;
    /** Whether tasks of an app are healthy. Default: always. */
    readonly isRunning?: (app: string) => boolean;
    /** Invokes functions in JavaScript. Default: they cannot be invoked. */
    readonly invokeFunction?: InvokeNodeFunction;
    /** Fetches the keys of issuers of tokens. Default: they cannot be fetched. */
    readonly fetchJson?: FetchJson;
    readonly buckets: TokenBuckets;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** A new UUID. */
    readonly newId: () => string;
    readonly unverified: UnverifiedHttpBehavior;
    /** Adds `x-local-…` headers that explain each response. */
    readonly explains: boolean;
}

/** Serves requests to a deployed HTTP API as API Gateway does. */
export class HttpApiGateway {
    private readonly routes: RouteTable;
    private readonly authorizers: LambdaAuthorizers;
    private readonly issuerKeys: IssuerKeys;
    private readonly invoke: InvokeNodeFunction;

    constructor(
        private readonly api: DeployedHttpApi,
        private readonly dependencies: HttpApiDependencies,
    ) {
        const { clock, unverified } = dependencies;
        this.routes = new RouteTable(api.routes, unverified);
        this.invoke = dependencies.invokeFunction ?? (() => Promise.reject(noFunctions()));
        this.authorizers = new LambdaAuthorizers({ api, invoke: this.invoke, clock });
        this.issuerKeys = new IssuerKeys(dependencies.fetchJson ?? (() => Promise.reject(noFetch())), clock);
    }

    /** Responds to a request; rejects only on a bug in the emulator. */
    async serve(request: GatewayRequest): Promise<HttpServed> {
        const { dependencies } = this;
        const started = dependencies.clock();
        const context = httpRequestContext(request, this.api, started, dependencies.newId);
        let call: StageCall | undefined;
        try {
            // No log of the API has a request that is too large, or that no stage has.
            checkSize(request);
            const { basePath, ...selected } = selectStage(this.api, request);
            context.stage = selected.stage.name;
            if (basePath) context["customDomain.basePathMatched"] = basePath;
            call = { request, context, ...selected };
            return served(await this.respond(call), { context, started, stage: call.stage }, dependencies);
        } catch (error) {
            if (!(error instanceof HttpApiError)) throw error;
            const response = this.ofError(error, request);
            return served(response, { context, started, stage: call?.stage, error }, dependencies);
        }
    }

    private async respond(call: StageCall): Promise<GatewayResponse> {
        const { request, context } = call;
        const { cors } = this.api;
        const found = this.routes.find(request.method, call.path);
        // A preflight reaches a route that has its method, also with ANY or as `$default`, and there the authorizer
        // (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html, "with a $default route").
        if (found === undefined && cors !== undefined && isPreflight(request)) return preflightResponse(request, cors);
        if (found === undefined) throw new HttpApiError("NOT_FOUND", `no route for ${request.method} ${call.path}`);
        context.routeKey = found.route.routeKey;
        const routed: RoutedCall = { ...call, ...found };
        const isThrottledFirst = this.dependencies.unverified.throttle === "before authorizer";
        if (isThrottledFirst) this.throttle(routed);
        const authorizer = await this.authorize(routed);
        if (!isThrottledFirst) this.throttle(routed);
        const response = await this.integrate({ ...routed, ...(authorizer && { authorizer }) });
        return cors === undefined ? response : withCors(request, response, cors);
    }

    private throttle({ stage, route }: RoutedCall): void {
        const { buckets, clock, unverified } = this.dependencies;
        checkThrottles(this.api, stage, route.routeKey, { buckets, now: clock(), unverified });
    }

    private async authorize(call: RoutedCall): Promise<CallerContext | undefined> {
        const { authorizer } = call.route;
        try {
            if (authorizer?.type === "REQUEST") return await this.authorizers.check(authorizer, call);
            if (authorizer?.type !== "JWT") return undefined;
            return await checkToken(authorizer, call, { keys: this.issuerKeys, now: this.dependencies.clock() });
        } catch (error) {
            if (error instanceof HttpApiError) call.context["authorizer.error"] = error.explanation;
            throw error;
        }
    }

    private async integrate(call: RoutedCall): Promise<GatewayResponse> {
        const { context, route } = call;
        const { clock, backend, isRunning = () => true, unverified } = this.dependencies;
        const integration = this.api.integrations[route.integrationId];
        if (integration === undefined)
            throw new HttpApiError("API_CONFIGURATION_ERROR", "the route has no integration");
        const started = clock();
        try {
            const response =
                integration.type === "HTTP_PROXY"
                    ? await privateResponse(this.api, call, integration, { backend, isRunning, unverified })
                    : await functionResponse(this.api, call, integration, this.invoke);
            context["integration.status"] = String(response.status);
            context["integration.integrationStatus"] =
                integration.type === "HTTP_PROXY" ? String(response.status) : "200";
            return sendable(mappedResponse(call, response, integration));
        } catch (error) {
            if (error instanceof HttpApiError) context["integration.error"] = error.explanation;
            throw error;
        } finally {
            context["integration.latency"] = String(clock() - started);
        }
    }

    private ofError({ response }: HttpApiError, request: GatewayRequest): GatewayResponse {
        const { cors } = this.api;
        return cors !== undefined && this.dependencies.unverified.corsOnErrors
            ? withCors(request, response, cors)
            : response;
    }
}

/** API Gateway quotas, "Total combined size of request line and header values". */
const maxHeaderBytes = 10_240;

function checkSize(request: GatewayRequest): void {
    const { body, method, url, headers } = request;
    if (body.length > maxRequestBody)
        throw new HttpApiError("REQUEST_TOO_LARGE", `the body of ${pathOf(request)} is over ${maxRequestBody} bytes`);
    const line = `${method} ${url} HTTP/1.1`;
    const bytes = headers.reduce((sum, [, value]) => sum + value.length, line.length);
    if (bytes > maxHeaderBytes)
        throw new HttpApiError("REQUEST_HEADERS_TOO_LARGE", `request line and headers: ${bytes} bytes`);
}

function sendable(response: GatewayResponse): GatewayResponse {
    for (const [name, value] of response.headers) {
        try {
            validateHeaderName(name);
            validateHeaderValue(name, value);
        } catch (error) {
            if (!(error instanceof TypeError)) throw error;
            throw new HttpApiError("API_CONFIGURATION_ERROR", error.message);
        }
    }
    return response;
}

function noFunctions(): HttpApiError {
    return new HttpApiError("API_CONFIGURATION_ERROR", "functions do not run here");
}

function noFetch(): Error {
    return new Error("nothing is fetched here");
}
