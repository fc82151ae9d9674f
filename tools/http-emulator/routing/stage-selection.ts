import { type GatewayRequest, headerValues, pathOf } from "../../gateway-emulator/http/message";
import { HttpApiError } from "../call/http-api-error";
import type { DeployedHttpApi, HttpStage } from "../state/deployed-http-api";

/** The stage that a request is for, and the part of its path that the routes are matched with. */
export interface SelectedStage {
    readonly stage: HttpStage;
    /** Still encoded; begins with a slash. */
    readonly path: string;
    /** Path of the domain name's mapping, such as `v1/orders`. Default: the request has no domain name of the API. */
    readonly basePath?: string;
}

/** Name of the stage that is served at the root. */
export const defaultStage = "$default";

/**
 * Selects the stage of a request: below a domain name the one of the longest mapped path, else the one that the first segment names,
 * else `$default` (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html, http-api-mappings.html). A host
 * that is neither a domain name nor the default endpoint, such as localhost, is served like the default endpoint.
 * @throws {HttpApiError} NOT_FOUND without a stage, or if the default endpoint is disabled; ACCESS_DENIED if no mapping matches.
 */
export function selectStage(api: DeployedHttpApi, request: GatewayRequest): SelectedStage {
    const path = pathOf(request);
    const host = (headerValues(request.headers, "host")[0] ?? "").replace(/:\d+$/, "").toLowerCase();
    const mappings = Object.hasOwn(api.domains, host) ? api.domains[host] : undefined;
    if (mappings !== undefined) return mappedStage(api, mappings, path);
    if (host === api.endpoint && api.disablesDefaultEndpoint)
        throw new HttpApiError("NOT_FOUND", "the API's default endpoint is disabled");
    const [, first = ""] = path.split("/", 2);
    const named = first !== defaultStage && Object.hasOwn(api.stages, first) ? api.stages[first] : undefined;
    if (named !== undefined) return { stage: named, path: path.slice(first.length + 1) || "/" };
    const stage = api.stages[defaultStage];
    if (stage !== undefined) return { stage, path };
    throw new HttpApiError("NOT_FOUND", `the API has no stage "${first}" and no stage $default`);
}

function mappedStage(api: DeployedHttpApi, mappings: Readonly<Record<string, string>>, path: string): SelectedStage {
    const [found] = Object.entries(mappings)
        .map(([basePath, stage]) => ({ basePath, prefix: basePath === "" ? "" : `/${basePath}`, stage }))
        .filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
        .sort((one, other) => other.prefix.length - one.prefix.length);
    if (found === undefined) throw new HttpApiError("ACCESS_DENIED", `the domain name has no mapping for ${path}`);
    const stage = api.stages[found.stage];
    if (stage === undefined) throw new HttpApiError("NOT_FOUND", `the API has no stage "${found.stage}"`);
    return { stage, path: path.slice(found.prefix.length) || "/", basePath: found.basePath };
}
