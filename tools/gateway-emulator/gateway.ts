import { accessLogLine } from "./access-log";
import { type CacheUse, cachedResponse } from "./cache/cached-response";
import { withCanary } from "./canary";
import { errorResponse, unknownStage } from "./errors/error-response";
import { GatewayError } from "./errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "./http/message";
import { oversizeResponse } from "./http/size-limits";
import type { UnverifiedBehavior } from "./http/unverified-behavior";
import type { Backend } from "./integration/backend-call";
import { integrate } from "./integration/integration";
import { identify } from "./limits/authenticate-key";
import { type Counters, checkLimits } from "./limits/check-limits";
import { type Call, type CallValues, mappedValue, readQuery } from "./request/call-context";
import { RequestValidator } from "./request/request-validator";
import { type Route, Router } from "./request/router";
import { requestContext, withExplanation, withIds } from "./request-context";
import { StageCaches } from "./stage-caches";
import type { DeployedApi, Stage } from "./state/deployed-api";
import { SettingsIndex } from "./state/method-settings";
import { unknownMethod } from "./unknown-method";

/** What a gateway has from outside; tests replace all of it. */
export interface GatewayDependencies {
    readonly backend: Backend;
    readonly counters: Counters;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** A number from 0 to below 1. */
    readonly random: () => number;
    /** A new UUID. */
    readonly newId: () => string;
    readonly unverified: UnverifiedBehavior;
    /** Adds `x-local-…` headers that say what the gateway did. */
    readonly explains: boolean;
}

/** An answer, and what led to it. */
export interface Served {
    readonly response: GatewayResponse;
    readonly cache: CacheUse;
    /** Type of the gateway response, such as "THROTTLED"; absent if the integration answered. */
    readonly problem?: string;
    /** Line of the stage's access log, written when it is asked for; undefined if the stage has none. */
    readonly logLine?: string | undefined;
}

interface Progress {
    readonly stage: Stage;
    readonly started: number;
    /** Values of `$context`, as they become known. */
    readonly context: Record<string, string>;
    values: CallValues;
    cache: CacheUse;
}

/** A REST API as it would be deployed: it answers requests as API Gateway does. */
export class RestApiGateway {
    private readonly router: Router;
    private readonly settings = new SettingsIndex();
    private readonly validator: RequestValidator;
    private readonly caches: StageCaches;

    constructor(
        private readonly api: DeployedApi,
        private readonly dependencies: GatewayDependencies,
    ) {
        this.router = new Router(api.operations);
        this.validator = new RequestValidator(api);
        this.caches = new StageCaches(dependencies.clock);
    }

    /** Answers a request; it rejects only for a defect of its own. */
    async serve(request: GatewayRequest): Promise<Served> {
        const context = requestContext(request, this.dependencies.clock(), this.dependencies.newId);
        const { stages } = this.api;
        const [, name = ""] = pathOf(request).split("/");
        const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
        // Neither of these is an answer of an API: no gateway response applies and no log has them.
        const rejection = oversizeResponse(request) ?? (stage === undefined ? unknownStage : undefined);
        if (stage === undefined || rejection !== undefined) {
            return { response: withIds(rejection ?? unknownStage, context), cache: "off" };
        }
        context.stage = stage.name;
        const values = { request, pathParameters: {}, query: [], variables: stage.variables, context };
        const progress: Progress = { stage, started: this.dependencies.clock(), context, values, cache: "off" };
        try {
            return this.finish(await this.answer(request, progress), progress);
        } catch (error) {
            if (!(error instanceof GatewayError)) throw error;
            const lookUp = (expression: string) => mappedValue(expression, progress.values);
            return this.finish(errorResponse(this.api, error, this.dependencies.unverified, lookUp), progress, error);
        }
    }

    // The order is the developer guide's and localstack's: route, key, throttle, validation, cache, integration.
    private async answer(request: GatewayRequest, progress: Progress): Promise<GatewayResponse> {
        const { api, dependencies } = this;
        const { stage, context } = progress;
        const { operation, pathParameters } = this.route(request, progress);
        const { variables, isCanary } = withCanary(stage, dependencies.random);
        const query = readQuery(request.url);
        const call: Call = { request, context, stage, operation, pathParameters, query, variables };
        progress.values = call;
        const client = operation.apiKeyRequired ? identify(api, stage, request) : undefined;
        if (client !== undefined) context["identity.apiKeyId"] = client.key.id;
        const found = this.settings.find(stage, operation);
        checkLimits(
            { api, stage, operation, settings: found?.settings, client },
            dependencies.counters,
            dependencies.clock(),
        );
        this.validator.validate(call);
        const cache = this.caches.of(stage, isCanary);
        const given = await cachedResponse(call, cache, found, dependencies.unverified, () =>
            this.integrate(call, context),
        );
        progress.cache = given.cache;
        return given.answer;
    }

    private route(request: GatewayRequest, { stage, context }: Progress): Route {
        const override = headerValues(request.headers, "x-http-method-override")[0];
        const method = override?.toUpperCase() ?? request.method;
        context.httpMethod = method;
        const route = this.router.find(method, pathOf(request).slice(stage.name.length + 1));
        if (route === undefined) throw unknownMethod(request);
        context.resourcePath = route.operation.path;
        return route;
    }

    private async integrate(call: Call, context: Record<string, string>): Promise<GatewayResponse> {
        const started = this.dependencies.clock();
        try {
            const answer = await integrate(call, { api: this.api, ...this.dependencies });
            context["integration.status"] = String(answer.status);
            return answer;
        } finally {
            context["integration.latency"] = String(this.dependencies.clock() - started);
        }
    }

    private finish(
        answer: GatewayResponse,
        { stage, context, cache, started }: Progress,
        problem?: GatewayError,
    ): Served {
        const { status, body } = answer;
        context.status = String(status);
        context.responseLength = String(body.length);
        context.responseLatency = String(this.dependencies.clock() - started);
        if (problem) {
            context["error.responseType"] = problem.type;
            context["error.message"] = problem.message;
        }
        const identified = withIds(answer, context);
        return {
            response: this.dependencies.explains ? withExplanation(identified, cache, problem) : identified,
            cache,
            ...(problem && { problem: problem.type }),
            get logLine() {
                return stage.accessLogFormat && accessLogLine(stage.accessLogFormat, context);
            },
        };
    }
}
