import { dependedOn, idOf, link } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { isList, isObject, knownValue, type Reading, read, readObject, readString } from "../value";
import { apiTypes, integrationTypes, methodTypes, pathTypes } from "./graph";
import type { Call, Parameter } from "./operation";

/** A Method resource, as the call that it stands for, or with the property that cannot be read. */
export type Method =
    | { readonly resource: Resource; readonly operation: Call }
    | { readonly resource: Resource; readonly unreadable: Reading<Plain> };

/** Reads the Method resources of an API, with the Resource and Integration that belong to each. */
export function methodsOf(stack: Stack, api: Resource): Method[] {
    return stack
        .ofType(methodTypes)
        .filter((method) => link(stack, method, "restApi", apiTypes).includes(api))
        .map((resource) => {
            const verb = readString(resource.props, "httpMethod");
            const path = pathOf(stack, resource, "resourceId");
            if (verb.state !== "known") return { resource, unreadable: verb };
            if (path === undefined) return { resource, unreadable: readString(resource.props, "resourceId") };
            const declared = readObject(resource.props, "requestParameters");
            if (declared.state !== "known" && declared.state !== "absent") return { resource, unreadable: declared };
            const vague = vagueOf(integrationsAt(stack, resource));
            if (vague) return { resource, unreadable: readString(vague.props, "httpMethod") };
            return { resource, operation: operationOf(stack, resource, verb.value.toUpperCase(), path) };
        });
}

/** The type of a Method's integration in lower case, if the stack shows one. */
export function integrationTypeOf(stack: Stack, method: Resource): string | undefined {
    const type = readString(integrationOf(stack, method)?.props ?? {}, "type");
    return type.state === "known" ? type.value.toLowerCase() : undefined;
}

function operationOf(stack: Stack, resource: Resource, method: string, path: string): Call {
    const integration = integrationOf(stack, resource);
    const type = integrationTypeOf(stack, resource);
    const keys = integration?.props.cacheKeyParameters;
    const transfer = read(integration?.props ?? {}, "responseTransferMode");
    const declared = resource.props.requestParameters;
    const authorization = readString(resource.props, "authorization");
    return {
        path,
        method,
        parameters: isObject(declared) ? Object.keys(declared).flatMap(parameterOf) : [],
        integration: {
            ...(type !== undefined && { type }),
            // What is not known may stream.
            ...(transfer.state !== "absent" && { responseTransferMode: String(knownValue(transfer) ?? "STREAM") }),
            cacheKeyParameters: isList(keys) ? keys.filter((key) => typeof key === "string") : [],
        },
        credentialHeaders:
            authorization.state === "known" && authorization.value.toUpperCase() === "NONE" ? [] : ["Authorization"],
    };
}

// "method.request.querystring.page" declares the query parameter "page".
function parameterOf(key: string): Parameter[] {
    const [, location, name] = /^method\.request\.(path|querystring|header)\.(.+)$/.exec(key) ?? [];
    return location === undefined || name === undefined
        ? []
        : [{ name, location: location === "querystring" ? "query" : location }];
}

function integrationOf(stack: Stack, method: Resource): Resource | undefined {
    const verb = knownValue(readString(method.props, "httpMethod"))?.toUpperCase();
    const [only, ...others] = integrationsAt(stack, method).filter((integration) => {
        const own = knownValue(readString(integration.props, "httpMethod"));
        return own === undefined || own.toUpperCase() === verb;
    });
    // Of several the last one to be made counts, and which that is cannot be told; nor can whose an unknown verb is.
    return others.length > 0 || vagueOf([only]) ? undefined : only;
}

// Integrations of the path that a Method is on, for any verb.
function integrationsAt(stack: Stack, method: Resource): Resource[] {
    const path = pathOf(stack, method, "resourceId");
    const apis = link(stack, method, "restApi", apiTypes);
    return stack.ofType(integrationTypes).filter((integration) => {
        if (!link(stack, integration, "restApi", apiTypes).some((api) => apis.includes(api))) return false;
        return path !== undefined && pathOf(stack, integration, "resourceId") === path;
    });
}

const vagueOf = (integrations: readonly (Resource | undefined)[]): Resource | undefined =>
    integrations.find((each) => each !== undefined && readString(each.props, "httpMethod").state !== "known");

// A chain of Resources ends at the API's root resource.
function pathOf(stack: Stack, from: Resource, property: string, below: readonly Resource[] = []): string | undefined {
    const [parent, ...others] = link(stack, from, property, pathTypes);
    if (parent === undefined) return isRoot(stack, from, property) ? "/" : undefined;
    const part = readString(parent.props, "pathPart");
    if (others.length > 0 || below.includes(parent) || part.state !== "known") return undefined;
    const above = pathOf(stack, parent, "parentId", [...below, parent]);
    return above === undefined ? undefined : `${above === "/" ? "" : above}/${part.value}`;
}

function isRoot(stack: Stack, from: Resource, property: string): boolean {
    if (dependedOn(stack, from, property, apiTypes).length > 0) return true;
    const id = readString(from.props, property);
    return (
        id.state === "known" &&
        stack.ofType(apiTypes).some((api) => {
            const root = readString(api.outputs, "rootResourceId");
            return idOf(api) !== undefined && root.state === "known" && root.value === id.value;
        })
    );
}
