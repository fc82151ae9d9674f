import type { GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";
import { HttpApiError } from "../call/http-api-error";
import { queryPairs, type RoutedCall, rawPath, rawQuery } from "../call/http-call";
import type { HttpIntegration } from "../state/deployed-http-api";
import { type ParameterChange, parameterChange } from "../state/parameter-keys";
import { mappedText, requestLookUp, responseLookUp } from "./mapped-text";

/** The parts of a request that mappings change. */
export interface MappedRequest {
    /** Decoded, with a leading slash. */
    readonly path: string;
    /** Encoded, without the question mark. */
    readonly query: string;
    readonly headers: HeaderList;
}

/**
 * The request that an integration gets: the client's with its stage or base path, as the integration's parameters change it
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html). A mapping whose expression has no value
 * changes nothing.
 */
export function mappedRequest(call: RoutedCall, { requestParameters }: HttpIntegration): MappedRequest {
    const lookUp = requestLookUp(call);
    let path = rawPath(call.request);
    let pairs: HeaderList | undefined;
    let headers = call.request.headers;
    for (const [key, value] of Object.entries(requestParameters)) {
        const change = parameterChange("request", key);
        const text = change?.operation === "remove" ? "" : mappedText(value, lookUp);
        if (change === undefined || text === undefined) continue;
        if (change.place === "path") path = text.startsWith("/") ? text : `/${text}`;
        else if (change.place === "querystring")
            pairs = changed(pairs ?? queryPairs(call.request), change, text, exact);
        else headers = changed(headers, change, text, lower);
    }
    const query = pairs === undefined ? rawQuery(call.request) : new URLSearchParams(pairs.map(copied)).toString();
    return { path, query, headers };
}

/**
 * A response as the mappings for its status change it.
 * @throws {HttpApiError} API_CONFIGURATION_ERROR for a status that is not one.
 */
export function mappedResponse(
    call: RoutedCall,
    response: GatewayResponse,
    { responseParameters }: HttpIntegration,
): GatewayResponse {
    const own = String(response.status);
    const mappings = Object.hasOwn(responseParameters, own) ? responseParameters[own] : undefined;
    if (mappings === undefined) return response;
    const lookUp = responseLookUp(call, response);
    let { status, headers } = response;
    for (const [key, value] of Object.entries(mappings)) {
        const change = parameterChange("response", key);
        const text = change?.operation === "remove" ? "" : mappedText(value, lookUp);
        if (change === undefined || text === undefined) continue;
        if (change.place === "statuscode") status = statusOf(text);
        else headers = changed(headers, change, text, lower);
    }
    return { ...response, status, headers };
}

function statusOf(text: string): number {
    if (/^[2-5]\d\d$/.test(text)) return Number(text);
    throw new HttpApiError("API_CONFIGURATION_ERROR", `"${text}" is no status`);
}

function changed(
    pairs: HeaderList,
    { operation, name }: ParameterChange,
    value: string,
    nameOf: (name: string) => string,
): HeaderList {
    if (operation === "append") return [...pairs, [name, value]];
    const others = pairs.filter(([each]) => nameOf(each) !== nameOf(name));
    return operation === "remove" ? others : [...others, [name, value]];
}

const lower = (name: string) => name.toLowerCase();
const exact = (name: string) => name;
const copied = ([name, value]: readonly [string, string]): [string, string] => [name, value];
