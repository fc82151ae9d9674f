import type { Cloud } from "../../../cloud-simulator/state/cloud";
import { text } from "../../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../../cloud-simulator/state/resource-store";
import type { GatewayRequest } from "../../../gateway-emulator/http/message";
import { hashOf, keyHashes, liveKeys } from "./live-keys";

const apiType = "aws:apigatewayv2/api:Api";
const routeType = "aws:apigatewayv2/route:Route";
const mappingType = "aws:apigatewayv2/apiMapping:ApiMapping";

/** Enough to meet a client that is changed and one that is not. */
const maxKeys = 3;

/** A request to a route of an HTTP API, and what must exist for it. */
export interface SampleRequest {
    readonly request: GatewayRequest;
    readonly routeKey: string;
    /** Hash of its API key; undefined if the route needs none. */
    readonly keyHash?: string;
}

/**
 * Requests to each route of the HTTP API of a cloud, with some of the keys that are valid for all APIs; none to routes that need a token. They
 * are for the API's domain name if it has no other host.
 */
export function sampleRequests(cloud: Cloud): SampleRequest[] {
    const api = httpApi(cloud);
    if (api === undefined) return [];
    const host = hostOf(api, cloud);
    const keys = liveKeys(cloud).slice(0, maxKeys);
    return routesOf(api, cloud).flatMap(({ inputs }): SampleRequest[] => {
        const routeKey = text(inputs.routeKey);
        const [method = "", path = ""] = routeKey.split(" ");
        const url = path.replaceAll(/\{[^}]+\}/g, "1");
        const request = {
            method,
            url,
            headers: [["host", host]],
            body: Buffer.alloc(0),
            sourceIp: "203.0.113.1",
        } as const;
        if (inputs.authorizationType === "JWT") return [];
        if (inputs.authorizationType !== "CUSTOM") return [{ request, routeKey }];
        return keys.map((key) => ({
            request: { ...request, headers: [...request.headers, ["x-api-key", key]] },
            routeKey,
            keyHash: hashOf(key),
        }));
    });
}

/** Whether the route of a request exists, and its key is valid. */
export function isPossible({ routeKey, keyHash }: SampleRequest, cloud: Cloud): boolean {
    const api = httpApi(cloud);
    if (api === undefined) return false;
    const hasRoute = routesOf(api, cloud).some(({ inputs }) => text(inputs.routeKey) === routeKey);
    return hasRoute && (keyHash === undefined || keyHashes(cloud).includes(keyHash));
}

function httpApi({ store }: Cloud): LiveResource | undefined {
    return store.ofType(apiType).find(({ inputs }) => inputs.protocolType === "HTTP");
}

function routesOf(api: LiveResource, { store }: Cloud): LiveResource[] {
    return store.ofType(routeType).filter(({ inputs }) => text(inputs.apiId) === api.id);
}

function hostOf({ id, inputs, outputs }: LiveResource, { store }: Cloud): string {
    const endpoint = text(outputs.apiEndpoint).replace(/^https:\/\//, "");
    if (inputs.disableExecuteApiEndpoint !== true) return endpoint;
    const mapping = store.ofType(mappingType).find((own) => text(own.inputs.apiId) === id);
    return text(mapping?.inputs.domainName) || endpoint;
}
