import { dependenciesOf, resolveReference } from "../reading/references";
import type { Plain, Resource, Stack } from "../reading/resource";
import { isObject, knownValue, type Reading, readObject, readString } from "../reading/value";
import { apisOf } from "./api-references";
import { declaredIntegration } from "./integration";
import type { Call } from "./operation";
import type { Parameter } from "./parameters";
import { pathOf } from "./resource-path";
import { iamAuthorization, identitySources } from "./security";
import { authorizerTypes, integrationTypes, methodTypes } from "./types";

/** A Method resource as a call, or with the property that cannot be read. */
export type Method =
    | { readonly resource: Resource; readonly operation: Call; readonly integration?: Resource }
    | {
          readonly resource: Resource;
          readonly unreadable: Reading<Plain>;
          readonly verb?: string;
          /** The resource that has the property. Default: the method itself. */
          readonly of?: Resource;
      };

/** Reads the Method resources of an API, each with its Resource and Integration. */
export function methodsOf(stack: Stack, api: Resource): Method[] {
    return stack
        .ofType(methodTypes)
        .filter((method) => apisOf(stack, method).includes(api))
        .map((resource) => {
            const verb = readString(resource.props, "httpMethod");
            const path = pathOf(stack, resource, "resourceId");
            if (verb.state !== "known") return { resource, unreadable: verb };
            const own = { resource, verb: verb.value.toUpperCase() };
            if (path === undefined) return { ...own, unreadable: readString(resource.props, "resourceId") };
            const declared = readObject(resource.props, "requestParameters");
            if (declared.state !== "known" && declared.state !== "absent") return { ...own, unreadable: declared };
            const ambiguous = ambiguousIn(stack, integrationsAt(stack, resource));
            if (ambiguous) return { ...own, of: ambiguous, unreadable: readString(ambiguous.props, "httpMethod") };
            const integration = integrationOf(stack, resource);
            const operation = operationOf(stack, resource, integration, own.verb, path);
            return { resource, operation, ...(integration && { integration }) };
        });
}

/** Methods that use an integration: those with the same path and verb. */
export function methodsWith(stack: Stack, integration: Resource): Resource[] {
    return stack
        .ofType(methodTypes)
        .filter((method) => integrationsAt(stack, method).includes(integration) && isFor(stack, integration, method));
}

function operationOf(
    stack: Stack,
    resource: Resource,
    integration: Resource | undefined,
    method: string,
    path: string,
): Call {
    const declared = resource.props.requestParameters;
    return {
        path,
        method,
        parameters: isObject(declared) ? Object.keys(declared).flatMap(parameterOf) : [],
        integration: declaredIntegration(integration?.props ?? {}),
        ...authorizationOf(stack, resource),
    };
}

// An Authorizer reads the header `Authorization` by default.
function authorizationOf(stack: Stack, method: Resource): Pick<Call, "credentials" | "signed"> {
    const kind = knownValue(readString(method.props, "authorization"))?.toUpperCase();
    if (kind === "NONE") return { credentials: [] };
    if (kind === iamAuthorization) return { credentials: [], signed: true };
    const sources = authorizersOf(stack, method).flatMap(({ props }) => identitySources(props));
    return { credentials: sources.length > 0 ? sources : ["method.request.header.Authorization"] };
}

/** The Authorizers of a Method. */
export const authorizersOf = (stack: Stack, method: Resource): readonly Resource[] =>
    resolveReference(stack, method, "authorizerId", authorizerTypes);

// "method.request.querystring.page" declares the query parameter "page".
function parameterOf(key: string): Parameter[] {
    const [, location, name] = /^method\.request\.(?:multivalue)?(path|querystring|header)\.(.+)$/.exec(key) ?? [];
    return location === undefined || name === undefined
        ? []
        : [{ name, location: location === "querystring" ? "query" : location }];
}

/** The Integration of a Method, if exactly one is in the stack. */
export function integrationOf(stack: Stack, method: Resource): Resource | undefined {
    const [only, ...others] = integrationsAt(stack, method).filter((integration) => isFor(stack, integration, method));
    // If there are several, the one created last counts, which cannot be determined; an unknown verb could belong to
    // any method.
    return others.length > 0 || ambiguousIn(stack, [only]) ? undefined : only;
}

const isFor = (stack: Stack, integration: Resource, method: Resource): boolean => {
    const own = verbOf(stack, integration);
    return own === undefined || own === knownValue(readString(method.props, "httpMethod"))?.toUpperCase();
};

// Usually taken from the Method, `method.httpMethod`, so it may be unknown.
function verbOf(stack: Stack, integration: Resource): string | undefined {
    const stated = readString(integration.props, "httpMethod");
    const [from, ...others] =
        stated.state === "unknown" ? dependenciesOf(stack, integration, "httpMethod", methodTypes) : [];
    const verb = from && others.length === 0 ? readString(from.props, "httpMethod") : stated;
    return knownValue(verb)?.toUpperCase();
}

// Integrations on the path of a Method, for any verb.
function integrationsAt(stack: Stack, method: Resource): Resource[] {
    const path = pathOf(stack, method, "resourceId");
    const apis = apisOf(stack, method);
    return stack.ofType(integrationTypes).filter((integration) => {
        if (!apisOf(stack, integration).some((api) => apis.includes(api))) return false;
        return path !== undefined && pathOf(stack, integration, "resourceId") === path;
    });
}

const ambiguousIn = (stack: Stack, integrations: readonly (Resource | undefined)[]): Resource | undefined =>
    integrations.find((each) => each !== undefined && verbOf(stack, each) === undefined);
