import { LRUCache } from "lru-cache";
import type { BodyAuthorizer } from "../../../openapi/authorizers-in-body";
import { coversSource, invokedFunction } from "../../../openapi/function-invocation";
import { GatewayError } from "../errors/gateway-error";
import { headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { InvokeNodeFunction } from "../integration/lambda/node-function";
import { type Call, mappedValue, withStageVariables } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import type { PermittedFunction } from "../state/node-functions";
import { requestEvent, tokenEvent } from "./authorizer-event";
import { type AuthorizerResult, readAuthorizerResult } from "./authorizer-result";
import { misconfigured, unauthorized } from "./denials";

/** An authorizer whose function decides. */
export type LambdaAuthorizer = Extract<BodyAuthorizer, { readonly type: "token" | "request" }>;

/** The dependencies of Lambda authorizers. */
export interface LambdaAuthorizersArgs {
    readonly api: DeployedApi;
    readonly invoke: InvokeNodeFunction;
    /** Time in milliseconds. */
    readonly clock: () => number;
    readonly unverified: UnverifiedBehavior;
}

const maxResults = 10_000;

/** The Lambda authorizers of an API, with the results that they keep. */
export class LambdaAuthorizers {
    private readonly results: LRUCache<string, AuthorizerResult>;

    constructor(private readonly args: LambdaAuthorizersArgs) {
        this.results = new LRUCache({ max: maxResults, perf: { now: args.clock }, ttlResolution: 0 });
    }

    /**
     * Finds the result of an authorizer for a call: the one that it keeps for the same identity sources in the same stage, or that of
     * its function. A result is kept for all methods, whatever its policy says about them (developer guide, "Configure a Lambda
     * authorizer"), and errors are not kept.
     * @throws {GatewayError} UNAUTHORIZED if an identity source is missing, or does not match, or if the function's error is
     * "Unauthorized"; AUTHORIZER_FAILURE for another error; AUTHORIZER_CONFIGURATION_ERROR if it cannot be called or its result is invalid.
     */
    async resultOf(
        name: string,
        authorizer: LambdaAuthorizer,
        call: Call,
        methodArn: string,
    ): Promise<AuthorizerResult> {
        const identity = identityOf(authorizer, call);
        const key = JSON.stringify([call.stage.name, name, ...identity]);
        const isKept = authorizer.ttlSeconds > 0 && identity.length > 0;
        const kept = isKept ? this.results.get(key) : undefined;
        if (kept !== undefined) return kept;
        const event =
            authorizer.type === "token"
                ? tokenEvent(identity[0] ?? "", methodArn)
                : requestEvent(this.args.api, call, methodArn, this.args.unverified);
        const result = await this.invoke(authorizer, call, event);
        if (isKept) this.results.set(key, result, { ttl: authorizer.ttlSeconds * 1000 });
        return result;
    }

    private async invoke(authorizer: LambdaAuthorizer, call: Call, event: object): Promise<AuthorizerResult> {
        const response = await this.args.invoke(this.functionOf(authorizer, call), event);
        if (response.kind === "function error") {
            const { errorMessage } = JSON.parse(response.payload) as { readonly errorMessage?: unknown };
            // The message has to be this one (developer guide, "Create a token-based Lambda authorizer function").
            if (errorMessage === "Unauthorized") throw unauthorized("the authorizer's function says so");
            const explanation = `the authorizer's function failed: ${response.reason}`;
            throw new GatewayError("AUTHORIZER_FAILURE", undefined, explanation);
        }
        const result = readAuthorizerResult(response.payload);
        if (typeof result === "string") throw misconfigured(`the result of the authorizer's function: ${result}`);
        return result;
    }

    // An alias has its own policy; that of the function itself is for its newest code.
    private functionOf({ uri, hasCredentials }: LambdaAuthorizer, call: Call): PermittedFunction {
        const { api } = this.args;
        const invoked = invokedFunction(withStageVariables(uri, call.variables) ?? "");
        const found = invoked && api.nodeFunctions?.[invoked.functionName];
        if (found === undefined) throw misconfigured(`"${uri}" is no function of the stack in JavaScript`);
        const source = `${api.executionArn}/authorizers/`;
        const permits = found.permits[invoked?.qualifier ?? ""] ?? [];
        // The authorizer's id is not in the state.
        if (!hasCredentials && !permits.some((pattern) => pattern.startsWith(source) || coversSource(pattern, source)))
            throw misconfigured(`function "${found.name}" does not permit ${source}*`);
        return found;
    }
}

// All of them have to be there and not empty; the function is not called otherwise (API reference, CreateAuthorizer, identitySource).
function identityOf(authorizer: LambdaAuthorizer, call: Call): string[] {
    if (authorizer.type === "request")
        return authorizer.identitySources.map((source) => sourceValue(source, call) || missing(source));
    const { header, identityPattern } = authorizer;
    const token = headerValues(call.request.headers, header).at(-1) || missing(header);
    if (identityPattern !== undefined && !new RegExp(`^(?:${identityPattern})$`).test(token))
        throw unauthorized(`"${header}" does not match ${identityPattern}`);
    return [token];
}

// Browsers send names of headers in lower case, and are authorized.
function sourceValue(source: string, call: Call): string | undefined {
    const [, header] = /^method\.request\.header\.(.+)$/.exec(source) ?? [];
    return header === undefined ? mappedValue(source, call) : headerValues(call.request.headers, header).at(-1);
}

function missing(source: string): never {
    throw unauthorized(`the identity source "${source}" is missing`);
}
