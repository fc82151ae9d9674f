import { accessLogLine } from "./access-log";
import { admit, type Counters } from "./admission";
import type { Backend } from "./backend-call";
import { type CacheUse, cachedAnswer } from "./cached-answer";
import { type Call, type CallValues, mappedValue, readQuery } from "./call-context";
import { withCanary } from "./canary";
import { identify } from "./client";
import type { DeployedApi, Stage } from "./deployed-api";
import { faultResponse, unknownStage } from "./fault-response";
import { GatewayFault } from "./gateway-fault";
import { integrate } from "./integration";
import { oversizeAnswer } from "./limits";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "./message";
import { SettingsIndex } from "./method-settings";
import { requestContext, withExplanation, withIds } from "./request-context";
import { RequestValidator } from "./request-validator";
import { type Route, Router } from "./router";
import { StageCaches } from "./stage-caches";
import type { Switches } from "./switches";
import { unknownMethod } from "./unknown-method";

/** What a gateway has from outside; tests replace all of it. */
export interface GatewayMeans {
    readonly backend: Backend;
    readonly counters: Counters;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** A number from 0 to below 1. */
    readonly random: () => number;
    /** A new UUID. */
    readonly newId: () => string;
    readonly switches: Switches;
    /** Adds `x-local-…` headers that say what the gateway did. */
    readonly explains: boolean;
}

/** An answer, and what led to it. */
export interface Served {
    readonly response: GatewayResponse;
    readonly cache: CacheUse;
    /** Type of the gateway response, such as "THROTTLED"; absent if the integration answered. */
    readonly fault?: string;
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
        private readonly means: GatewayMeans,
    ) {
        this.router = new Router(api.operations);
        this.validator = new RequestValidator(api);
        this.caches = new StageCaches(means.clock);
    }

    /** Answers a request; it rejects only for a defect of its own. */
    async serve(request: GatewayRequest): Promise<Served> {
        const context = requestContext(request, this.means.clock(), this.means.newId);
        const { stages } = this.api;
        const [, name = ""] = pathOf(request).split("/");
        const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
        // Neither of these is an answer of an API: no gateway response applies and no log has them.
        const refusal = oversizeAnswer(request) ?? (stage === undefined ? unknownStage : undefined);
        if (stage === undefined || refusal !== undefined) {
            return { response: withIds(refusal ?? unknownStage, context), cache: "off" };
        }
        context.stage = stage.name;
        const values = { request, pathParameters: {}, query: [], variables: stage.variables, context };
        const progress: Progress = { stage, started: this.means.clock(), context, values, cache: "off" };
        try {
            return this.finish(await this.answer(request, progress), progress);
        } catch (error) {
            if (!(error instanceof GatewayFault)) throw error;
            const lookUp = (expression: string) => mappedValue(expression, progress.values);
            return this.finish(faultResponse(this.api, error, this.means.switches, lookUp), progress, error);
        }
    }

    // The order is the developer guide's and localstack's: route, key, throttle, validation, cache, integration.
    private async answer(request: GatewayRequest, progress: Progress): Promise<GatewayResponse> {
        const { api, means } = this;
        const { stage, context } = progress;
        const { operation, pathParameters } = this.route(request, progress);
        const { variables, isCanary } = withCanary(stage, means.random);
        const query = readQuery(request.url);
        const call: Call = { request, context, stage, operation, pathParameters, query, variables };
        progress.values = call;
        const client = operation.apiKeyRequired ? identify(api, stage, request) : undefined;
        if (client !== undefined) context["identity.apiKeyId"] = client.key.id;
        const found = this.settings.find(stage, operation);
        admit({ api, stage, operation, settings: found?.settings, client }, means.counters, means.clock());
        this.validator.validate(call);
        const cache = this.caches.of(stage, isCanary);
        const given = await cachedAnswer(call, cache, found, means.switches, () => this.integrate(call, context));
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
        const started = this.means.clock();
        try {
            const answer = await integrate(call, { api: this.api, ...this.means });
            context["integration.status"] = String(answer.status);
            return answer;
        } finally {
            context["integration.latency"] = String(this.means.clock() - started);
        }
    }

    private finish(
        answer: GatewayResponse,
        { stage, context, cache, started }: Progress,
        fault?: GatewayFault,
    ): Served {
        const { status, body } = answer;
        context.status = String(status);
        context.responseLength = String(body.length);
        context.responseLatency = String(this.means.clock() - started);
        if (fault) {
            context["error.responseType"] = fault.type;
            context["error.message"] = fault.message;
        }
        const identified = withIds(answer, context);
        return {
            response: this.means.explains ? withExplanation(identified, cache, fault) : identified,
            cache,
            ...(fault && { fault: fault.type }),
            get logLine() {
                return stage.accessLogFormat && accessLogLine(stage.accessLogFormat, context);
            },
        };
    }
}
