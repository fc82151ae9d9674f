import { Authorization, type AuthorizationDependencies } from "./authorization/authorization";
import { cachedResponse } from "./cache/cached-response";
import { StageCaches } from "./cache/response-cache";
import { errorContext, errorResponse, unknownStage } from "./errors/error-response";
import { GatewayError, unknownMethod } from "./errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "./http/message";
import { oversizeResponse, unsupportedQueryResponse } from "./http/rejected-requests";
import type { UnverifiedBehavior } from "./http/unverified-behavior";
import type { Backend } from "./integration/backend-call";
import { integrate } from "./integration/integration";
import type { InvokeNodeFunction } from "./integration/lambda/node-function";
import type { Invoke } from "./integration/lambda/web-adapter";
import { type LocalServices, localServices } from "./integration/services/service";
import { authenticateKey } from "./limits/authenticate-key";
import { type Counters, checkLimits } from "./limits/check-limits";
import { type Call, mappedValue, readQuery, withCanary } from "./request/call-context";
import { compressedResponse, decompressedRequest } from "./request/compression";
import { behindDomainName } from "./request/domain-names";
import type { Route } from "./request/router";
import { requestContext, withIds } from "./request-context";
import { finished, type Progress, type Served } from "./served";
import { servedDefinitions } from "./served-definition";
import type { DeployedApi } from "./state/deployed-api";
import { SettingsIndex } from "./state/method-settings";

/** The dependencies of a gateway; tests replace each of them. */
export interface GatewayDependencies {
    readonly backend: Backend;
    /** As in `IntegrationDependencies`. */
    readonly invoke?: Invoke;
    /** As in `IntegrationDependencies`. */
    readonly invokeFunction?: InvokeNodeFunction;
    /** The services of AWS. Default: new ones. */
    readonly services?: LocalServices;
    /** The parts of this machine that authorizers use. Default: none, so that a call with an authorizer fails. */
    readonly authorization?: AuthorizationDependencies;
    readonly counters: Counters;
    /** Time in milliseconds since 1970. */
    readonly clock: () => number;
    /** A number from 0 to below 1. */
    readonly random: () => number;
    /** A new UUID. */
    readonly newId: () => string;
    readonly unverified: UnverifiedBehavior;
    /** Adds `x-local-…` headers that explain each response. */
    readonly explains: boolean;
}

/** Serves requests to a deployed REST API as API Gateway does. */
export class RestApiGateway {
    private readonly settings = new SettingsIndex();
    private readonly definitionOf: ReturnType<typeof servedDefinitions>;
    private readonly caches: StageCaches;
    private readonly services: LocalServices;

    constructor(
        private readonly api: DeployedApi,
        private readonly dependencies: GatewayDependencies,
    ) {
        const { authorization = {}, clock, unverified } = dependencies;
        this.definitionOf = servedDefinitions(api, (own) => new Authorization(own, authorization, clock, unverified));
        this.caches = new StageCaches(dependencies.clock);
        this.services = dependencies.services ?? localServices(dependencies);
    }

    /** Responds to a request; rejects only on a bug in the emulator. */
    async serve(received: GatewayRequest): Promise<Served> {
        const context = requestContext(received, this.api, this.dependencies.clock(), this.dependencies.newId);
        const { stages, domains = {} } = this.api;
        const request = behindDomainName(received, domains);
        if (request === undefined) return { response: withIds(unknownStage, context), cache: "off" };
        const [, name = ""] = pathOf(request).split("/");
        const stage = Object.hasOwn(stages, name) ? stages[name] : undefined;
        // Neither rejection comes from an API: gateway responses do not apply, and no access log records it.
        const rejection =
            oversizeResponse(request) ??
            unsupportedQueryResponse(request) ??
            (stage === undefined ? unknownStage : undefined);
        if (stage === undefined || rejection !== undefined) {
            return { response: withIds(rejection ?? unknownStage, context), cache: "off" };
        }
        context.stage = stage.name;
        if (request.basePath) context["customDomain.basePathMatched"] = request.basePath.slice(1);
        const { headerNames } = this.dependencies.unverified;
        const choice = withCanary(stage, this.dependencies.random);
        const definition = this.definitionOf(choice.snapshot);
        const { variables } = choice;
        const values = { request, pathParameters: {}, query: [], variables, context, headerNames };
        const started = this.dependencies.clock();
        const progress: Progress = { stage, choice, definition, started, context, values, cache: "off" };
        try {
            const response = await this.respond(request, progress);
            const { minimumCompressionSize } = this.api;
            return finished(
                await compressedResponse(response, request, minimumCompressionSize),
                progress,
                this.dependencies,
            );
        } catch (error) {
            if (!(error instanceof GatewayError)) throw error;
            Object.assign(context, errorContext(error));
            const lookUp = (expression: string) => mappedValue(expression, progress.values);
            const response = errorResponse(definition.api, error, request, this.dependencies.unverified, lookUp);
            return finished(response, progress, this.dependencies, error);
        }
    }

    // The order follows the developer guide and localstack: route, resource policy and authorizer, key, throttle, validation, cache,
    // integration. The authorizer comes before the key, which it may choose.
    private async respond(request: GatewayRequest, progress: Progress): Promise<GatewayResponse> {
        const { dependencies } = this;
        const { stage, context, choice, definition } = progress;
        const { api, validator } = definition;
        const { variables, usesOwnCache } = choice;
        const { operation, pathParameters } = this.route(request, progress);
        const query = readQuery(request.url);
        const { headerNames } = dependencies.unverified;
        const received: Call = { request, context, stage, operation, pathParameters, query, variables, headerNames };
        progress.values = received;
        const checking = definition.authorization.check(received);
        const authorized = checking && (await checking);
        Object.assign(context, authorized?.context);
        const client = operation.apiKeyRequired
            ? authenticateKey(api, stage, request, authorized?.usageIdentifierKey)
            : undefined;
        if (client !== undefined) context["identity.apiKeyId"] = client.key.id;
        const found = this.settings.find(stage, operation);
        checkLimits(
            { api, stage, operation, settings: found?.settings, client },
            dependencies.counters,
            dependencies.clock(),
        );
        // Whoever may not call learns nothing of the body; no source tells when API Gateway reads it.
        const call = { ...received, request: await decompressedRequest(request) };
        progress.values = call;
        validator.validate(call);
        const cache = this.caches.of(stage, usesOwnCache);
        const cached = await cachedResponse(call, cache, found, dependencies.unverified, () =>
            this.integrate(call, api, context),
        );
        progress.cache = cached.cache;
        return cached.response;
    }

    private route(request: GatewayRequest, { stage, context, definition }: Progress): Route {
        const override = headerValues(request.headers, "x-http-method-override")[0];
        const method = override?.toUpperCase() ?? request.method;
        context.httpMethod = method;
        const route = definition.router.find(method, pathOf(request).slice(stage.name.length + 1));
        if (route === undefined) throw unknownMethod(request);
        context.resourcePath = route.operation.path;
        return route;
    }

    private async integrate(call: Call, api: DeployedApi, context: Record<string, string>): Promise<GatewayResponse> {
        const started = this.dependencies.clock();
        try {
            const response = await integrate(call, { api, ...this.dependencies, services: this.services });
            const { type } = call.operation.integration;
            context["integration.status"] = String(response.status);
            context["integration.integrationStatus"] = type === "aws_proxy" ? "200" : String(response.status);
            return response;
        } finally {
            context["integration.latency"] = String(this.dependencies.clock() - started);
        }
    }
}
