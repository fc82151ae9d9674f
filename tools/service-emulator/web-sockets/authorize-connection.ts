import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { FunctionResult } from "../function-result";
import { Rejection } from "./rejection";
import type { WebSocketAuthorizer } from "./web-socket-stage";
import { queryOf } from "./websocket-events";

/** What an authorizer says of a client that may connect. */
export interface Authorization {
    /** The value of the API key, if the stage takes it from the authorizer. */
    readonly usageIdentifierKey?: string;
    /** `requestContext.authorizer` of all events. */
    readonly context: Readonly<Record<string, unknown>>;
}

const resultSchema = z.object({
    principalId: z.string(),
    policyDocument: z.object({
        Statement: z.array(z.object({ Effect: z.string(), Resource: z.union([z.string(), z.array(z.string())]) })),
    }),
    context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    usageIdentifierKey: z.string().optional(),
});

const failureSchema = z.object({ errorMessage: z.string() });

/**
 * Whether a Lambda authorizer allows a connection (apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth).
 * @param methodArn of `$connect`.
 * @throws {Rejection} 401 without an identity source or for the error "Unauthorized", 403 if the policy does not allow it, 500 if
 * the function fails or its result has another form.
 */
export async function authorizeConnection(
    { identitySources, invoke }: WebSocketAuthorizer,
    request: IncomingMessage,
    event: object,
    methodArn: string,
): Promise<Authorization> {
    if (!identitySources.every((source) => isPresent(source, request))) throw new Rejection(401, "Unauthorized");
    const result = readResult(await invoke(event));
    const matching = result.policyDocument.Statement.filter(({ Resource }) =>
        [Resource].flat().some((pattern) => covers(pattern, methodArn)),
    );
    if (matching.some(({ Effect }) => Effect === "Deny"))
        throw new Rejection(403, "User is not authorized to access this resource with an explicit deny");
    if (!matching.some(({ Effect }) => Effect === "Allow"))
        throw new Rejection(403, "User is not authorized to access this resource");
    const { principalId, context, usageIdentifierKey } = result;
    return {
        context: { principalId, ...context, integrationLatency: 0 },
        ...(usageIdentifierKey !== undefined && { usageIdentifierKey }),
    };
}

function readResult(result: FunctionResult): z.output<typeof resultSchema> {
    const payload: unknown = JSON.parse(result.payload || "null");
    if (result.kind === "function error") {
        const isUnauthorized = failureSchema.safeParse(payload).data?.errorMessage === "Unauthorized";
        if (isUnauthorized) throw new Rejection(401, "Unauthorized");
        throw new Rejection(500, "Internal server error", `the authorizer failed: ${result.reason}`);
    }
    const { success, data, error } = resultSchema.safeParse(payload);
    if (success) return data;
    const problems = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    throw new Rejection(500, "Internal server error", `the authorizer's result is no policy: ${problems}`);
}

function isPresent(source: string, request: IncomingMessage): boolean {
    const [, kind, name = ""] = /^route\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
    const value = kind === "header" ? request.headers[name.toLowerCase()] : queryOf(request).get(name);
    return value !== undefined && value !== null && value !== "";
}

// With the wildcards of policies.
function covers(pattern: string, arn: string): boolean {
    const source = pattern
        .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "s").test(arn);
}
