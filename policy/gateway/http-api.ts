import { resolveReference } from "../reading/references";
import type { Resource, Stack } from "../reading/resource";
import { knownValue, read, readString } from "../reading/value";
import { apisOf } from "./api-references";
import { newerApiTypes, newerRouteTypes } from "./types";

/** Authorizers of HTTP and WebSocket APIs. */
export const newerAuthorizerTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/authorizer:Authorizer"]);

/** Functions, and aliases of them, that an authorizer may call. */
const functionTypes: ReadonlySet<string> = new Set(["aws:lambda/function:Function", "aws:lambda/alias:Alias"]);

/** HTTP APIs of a stack; a protocol that is not known counts as none, and R4 reports it. */
export const httpApisOf = (stack: Stack): readonly Resource[] => stack.ofType(newerApiTypes).filter(isHttpApi);

/** Whether an API of the newer kind is an HTTP API. */
export function isHttpApi({ props }: Resource): boolean {
    const protocol = readString(props, "protocolType");
    return protocol.state !== "unknown" && knownValue(protocol) !== "WEBSOCKET";
}

/** Routes of an HTTP or WebSocket API that the program declares one by one. */
export const routesOf = (stack: Stack, api: Resource): Resource[] =>
    stack.ofType(newerRouteTypes).filter((route) => apisOf(stack, route, "apiId").includes(api));

/** Route key, such as `GET /books/{id}` or `$default`; the logical name of a route whose key is not known. */
export const routeKeyOf = ({ props, name }: Resource): string => knownValue(readString(props, "routeKey")) ?? name;

/** Whether the settings exempt a route. The names of variables do not matter: those of a route may be others than its document's. */
export const isExempt = (key: string, exemptOperations: readonly string[]): boolean =>
    exemptOperations.some((operation) => unnamed(operation) === unnamed(key));

const unnamed = (key: string): string => key.replaceAll(/\{[^{}+]*(\+?)\}/g, "{$1}");

/**
 * The route that `target` of an API creates: `$default`, or the one that `routeKey` names
 * (docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html, "quick create"); undefined without a target.
 */
export function quickRouteOf({ props }: Resource): string | undefined {
    if (read(props, "target").state === "absent") return undefined;
    return knownValue(readString(props, "routeKey")) ?? "$default";
}

/** Functions of the stack that an authorizer calls. */
export const authorizingFunctions = (stack: Stack, authorizer: Resource): readonly Resource[] =>
    resolveReference(stack, authorizer, "authorizerUri", functionTypes, ({ outputs }) =>
        knownValue(readString(outputs, "invokeArn")),
    );
