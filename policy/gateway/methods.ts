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

/** A Method resource, as the call that it stands for, or with the property that cannot be read. */
export type Method =
    | { readonly resource: Resource; readonly operation: Call; readonly integration?: Resource }
    | { readonly resource: Resource; readonly unreadable: Reading<Plain> };

/** Reads the Method resources of an API, with the Resource and Integration that belong to each. */
export function methodsOf(stack: Stack, api: Resource): Method[] {
    return stack
        .ofType(methodTypes)
        .filter((method) => apisOf(stack, method).includes(api))
        .map((resource) => {
            const verb = readString(resource.props, "httpMethod");
            const path = pathOf(stack, resource, "resourceId");
            if (verb.state !== "known") return { resource, unreadable: verb };
            if (path === undefined) return { resource, unreadable: readString(resource.props, "resourceId") };
            const declared = readObject(resource.props, "requestParameters");
            if (declared.state !== "known" && declared.state !== "absent") return { resource, unreadable: declared };
            const ambiguous = ambiguousIn(stack, integrationsAt(stack, resource));
            if (ambiguous) return { resource, unreadable: readString(ambiguous.props, "httpMethod") };
            const integration = integrationOf(stack, resource);
            const operation = operationOf(stack, resource, integration, verb.value.toUpperCase(), path);
            return { resource, operation, ...(integration && { integration }) };
        });
}

/** Methods whose integration is this one: those on its path with its verb. */
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

// An Authorizer reads the header `Authorization`, unless it says otherwise.
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

/** The type of a Method's integration in lower case, if the stack shows one. */
export const integrationTypeOf = (stack: Stack, method: Resource): string | undefined =>
    declaredIntegration(integrationOf(stack, method)?.props ?? {}).type;

/** The Integration of a Method, if the stack shows just one. */
export function integrationOf(stack: Stack, method: Resource): Resource | undefined {
    const [only, ...others] = integrationsAt(stack, method).filter((integration) => isFor(stack, integration, method));
    // Of several the last one to be made counts, and which that is cannot be told; nor can whose an unknown verb is.
    return others.length > 0 || ambiguousIn(stack, [only]) ? undefined : only;
}

const isFor = (stack: Stack, integration: Resource, method: Resource): boolean => {
    const own = verbOf(stack, integration);
    return own === undefined || own === knownValue(readString(method.props, "httpMethod"))?.toUpperCase();
};

// Mostly taken from the Method, `method.httpMethod`, which need not be known then.
function verbOf(stack: Stack, integration: Resource): string | undefined {
    const stated = readString(integration.props, "httpMethod");
    const [from, ...others] =
        stated.state === "unknown" ? dependenciesOf(stack, integration, "httpMethod", methodTypes) : [];
    const verb = from && others.length === 0 ? readString(from.props, "httpMethod") : stated;
    return knownValue(verb)?.toUpperCase();
}

// Integrations of the path that a Method is on, for any verb.
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
