import { LRUCache } from "lru-cache";
import { evaluate } from "../../gateway-emulator/authorization/policy";
import type { InvokeNodeFunction } from "../../gateway-emulator/integration/lambda/node-function";
import { withStageVariables } from "../../gateway-emulator/request/call-context";
import { HttpApiError } from "../call/http-api-error";
import type { CallerContext, RoutedCall } from "../call/http-call";
import { calledArn } from "../functions/event-parts";
import { resultWithin, stackFunction } from "../functions/stack-function";
import type { DeployedHttpApi, RequestAuthorizer } from "../state/deployed-http-api";
import { authorizerEvent } from "./authorizer-event";
import { type AuthorizerResult, readAuthorizerResult } from "./authorizer-result";
import { identityValue } from "./identity-source";

/** The dependencies of Lambda authorizers. */
export interface LambdaAuthorizersArgs {
    readonly api: DeployedHttpApi;
    readonly invoke: InvokeNodeFunction;
    /** Time in milliseconds. */
    readonly clock: () => number;
}

const maxResults = 10_000;

/** API Gateway quotas, "Timeout for Lambda authorizer response". */
const timeoutInMillis = 10_000;

/** The Lambda authorizers of an HTTP API, with the results that they keep. */
export class LambdaAuthorizers {
    private readonly results: LRUCache<string, AuthorizerResult>;

    constructor(private readonly args: LambdaAuthorizersArgs) {
        this.results = new LRUCache({ max: maxResults, perf: { now: args.clock }, ttlResolution: 0 });
    }

    /**
     * Checks a call with an authorizer: with the result that it keeps for the same values of its identity sources, or that of its
     * function. A kept simple response holds for every route of the stage; a policy is evaluated for each.
     * @throws {HttpApiError} UNAUTHORIZED, without a call of the function, if an identity source is missing; ACCESS_DENIED;
     * AUTHORIZER_CONFIGURATION_ERROR or AUTHORIZER_FAILURE if the function cannot be invoked, fails, or its result is not valid.
     */
    async check(authorizer: RequestAuthorizer, call: RoutedCall): Promise<CallerContext> {
        const identity = authorizer.identitySources.map((source) => identityValue(source, call) ?? missing(source));
        const isKept = authorizer.ttlSeconds > 0 && identity.length > 0;
        const key = JSON.stringify([call.stage.name, authorizer.id, ...identity]);
        const kept = isKept ? this.results.get(key) : undefined;
        const result = kept ?? (await this.invoke(authorizer, call, identity));
        if (isKept && kept === undefined) this.results.set(key, result, { ttl: authorizer.ttlSeconds * 1000 });
        const { principalId, context } = result;
        if (principalId !== undefined) call.context["authorizer.principalId"] = principalId;
        for (const [name, value] of Object.entries(context)) call.context[`authorizer.${name}`] = contextText(value);
        if (!this.allows(result, call))
            throw new HttpApiError("ACCESS_DENIED", "the authorizer does not allow the call");
        return { kind: "lambda", values: context, ...(principalId !== undefined && { principalId }) };
    }

    private allows({ decision }: AuthorizerResult, call: RoutedCall): boolean {
        if (typeof decision === "boolean") return decision;
        const { api, clock } = this.args;
        const values = {
            "aws:sourceip": [call.request.sourceIp.replace(/^::ffff:/, "")],
            "aws:securetransport": ["true"],
            "aws:currenttime": [new Date(clock()).toISOString()],
        };
        const resource = calledArn(api.executionArn, call);
        return evaluate(decision, { action: "execute-api:Invoke", resource, values }) === "allow";
    }

    private async invoke(
        authorizer: RequestAuthorizer,
        call: RoutedCall,
        identity: readonly string[],
    ): Promise<AuthorizerResult> {
        const { api, invoke } = this.args;
        const source = authorizer.hasCredentials ? undefined : `${api.executionArn}/authorizers/${authorizer.id}`;
        const found = stackFunction(api, withStageVariables(authorizer.uri, call.stage.variables) ?? "", source);
        if (typeof found === "string") throw new HttpApiError("AUTHORIZER_CONFIGURATION_ERROR", found);
        const event = authorizerEvent(api, call, authorizer, identity);
        const response = await resultWithin(invoke, found, event, timeoutInMillis);
        if (response === undefined) throw failure("the authorizer's function did not return in 10 s");
        if (response.kind === "function error") throw failure(`the authorizer's function failed: ${response.reason}`);
        const result = readAuthorizerResult(response.payload, authorizer);
        if (typeof result === "string")
            throw new HttpApiError("AUTHORIZER_CONFIGURATION_ERROR", `the authorizer's result: ${result}`);
        return result;
    }
}

function missing(source: string): never {
    throw new HttpApiError("UNAUTHORIZED", `the identity source "${source}" is missing`);
}

function failure(explanation: string): HttpApiError {
    return new HttpApiError("AUTHORIZER_FAILURE", explanation);
}

function contextText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}
