import type { GetOperation } from "../../gateway/get-operations";
import { templateVariables } from "../../gateway/method-path";
import { authorizersOf } from "../../gateway/methods";
import type { Call } from "../../gateway/operation";
import type { Parameter } from "../../gateway/parameters";
import { apiTypes, pathTypes } from "../../gateway/types";
import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { dependenciesOf } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { isList, read, readString } from "../../reading/value";

// The type is checked by r1-private-backend.
const ofIntegration = ["cacheKeyParameters", "cacheNamespace", "requestParameters", "responseTransferMode"];
const ofMethod = ["requestParameters", "authorization", "authorizerId", "resourceId", "restApi"];

/** Checks the cache key of a GET operation and, for a Method, the resources that it depends on. */
export function checkGetOperation(stack: Stack, { source, operation, integration }: GetOperation): Finding[] {
    const unknown = integration && operation.method !== "ANY" ? unknownKeyFinding(integration) : undefined;
    if (unknown) return [unknown];
    const findings = checkCacheKey(source, operation);
    if (findings.length > 0 || apiTypes.has(source.type)) return findings;
    const authorization = read(source.props, "authorization");
    if (authorization.state === "unknown") return [unknownValueFinding(source, authorization)];
    const ofSource = [...ignoredChanges(source, ofMethod), ...checkAuthorizers(stack, source)];
    if (!integration) return ofSource;
    const ambiguous = unknownNamespaceFinding(stack, integration);
    return [...ofSource, ...(ambiguous ? [ambiguous] : ignoredChanges(integration, ofIntegration))];
}

// The cache key has to include everything that an Authorizer reads, so that has to be known.
function checkAuthorizers(stack: Stack, method: Resource): Finding[] {
    return authorizersOf(stack, method).flatMap((authorizer) => {
        const sources = readString(authorizer.props, "identitySource");
        if (sources.state === "unknown") return [unknownValueFinding(authorizer, sources)];
        return ignoredChanges(authorizer, ["identitySource"]);
    });
}

// An unknown part of the key may be what is missing, or differ in every request; an unknown mode may stream.
function unknownKeyFinding(integration: Resource): Finding | undefined {
    const keys = read(integration.props, "cacheKeyParameters");
    const names = keys.state === "known" && isList(keys.value) ? keys.value : [];
    const [unknown] = [
        read(integration.props, "responseTransferMode"),
        keys,
        ...names.map((_name, index) => read(integration.props, "cacheKeyParameters", index)),
        ...names.flatMap((name) =>
            typeof name === "string" ? [read(integration.props, "requestParameters", name)] : [],
        ),
    ].filter(({ state }) => state === "unknown");
    return unknown && unknownValueFinding(integration, unknown);
}

// API Gateway itself uses the id of the path's Resource.
function unknownNamespaceFinding(stack: Stack, integration: Resource): Finding | undefined {
    const namespace = read(integration.props, "cacheNamespace");
    if (namespace.state !== "unknown") return undefined;
    return dependenciesOf(stack, integration, "cacheNamespace", pathTypes).length > 0
        ? undefined
        : unknownValueFinding(integration, namespace);
}

/**
 * Reports a cache key that lacks a parameter of the request. API Gateway does not include even path parameters by
 * default (hashicorp/terraform-provider-aws#856), and the response for one item would then be served for another.
 */
function checkCacheKey(source: Resource, operation: Call): Finding[] {
    if (operation.method === "ANY") return [hidden(source, operation)];
    if (operation.integration.responseTransferMode?.toUpperCase() === "STREAM") return [streamed(source, operation)];
    const keys = new Set(operation.integration.cacheKeyParameters);
    const single = new Set([...keys].map(singleValued));
    const missing = neededKeys(operation).filter((key) => !single.has(key));
    const [passing] = [...keys].filter((key) => variesPerCall(key) || (operation.signed && isAuthorization(key)));
    if (missing.length === 0) return passing === undefined ? [] : [neverHit(source, operation, passing)];
    return [
        finding(source, {
            actual: `the cache key of GET ${operation.path} lacks ${missing.join(", ")}`,
            expected: "every path and query parameter, and every header that authorizes the request, in the cache key",
            change: `add ${missing.map((key) => JSON.stringify(key)).join(", ")} to the integration's cacheKeyParameters, or mark the operation x-content-freshness: volatile`,
        }),
    ];
}

// A multi-value parameter includes the single value: docs.aws.amazon.com/apigateway, request parameter mapping.
const singleValued = (key: string): string => key.replace(/^method\.request\.multivalue/, "method.request.");

function neededKeys({ path, parameters, credentials, signed }: Call): string[] {
    const fromPath = templateVariables(path).map((name) => `method.request.path.${name}`);
    const declared = parameters.flatMap(keyOf).filter((key) => !(signed && isAuthorization(key)));
    return [...new Set([...fromPath, ...declared, ...credentials])];
}

// With IAM authorization this header contains a signature that includes the time of the request.
const isAuthorization = (key: string): boolean => key.toLowerCase() === "method.request.header.authorization";

function keyOf({ name, location }: Parameter): string[] {
    if (location === "query") return [`method.request.querystring.${name}`];
    return location === "header" && name.toLowerCase() === "authorization" ? [`method.request.header.${name}`] : [];
}

// docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
const streamed = (source: Resource, { path }: Call): Finding =>
    finding(source, {
        actual: `GET ${path} streams its response, and streamed responses are not cached`,
        expected: "responses that the stage can cache",
        change: `remove responseTransferMode of GET ${path}, or mark it x-content-freshness: volatile`,
    });

const neverHit = (source: Resource, { path }: Call, key: string): Finding =>
    finding(source, {
        actual: `GET ${path} is cached, and its cache key contains ${key}, which differs in every request, so every request reaches the backend`,
        expected: "a cache key with only what the response depends on",
        change: `remove the parameter for ${key} from the integration's cacheKeyParameters`,
    });

const hidden = (source: Resource, { path }: Call): Finding =>
    finding(source, {
        actual: `${path} accepts any method, so its GET operation has no parameters and no cache key`,
        expected: "a separate GET operation that declares its parameters",
        change: `split ${path} into one operation for each method`,
    });

/**
 * Reports integrations that share a `cacheNamespace`: by default each path has its own cached responses, but with a
 * shared namespace the response for one path may be served for another
 * (docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html).
 */
export function checkNamespaces(reads: readonly GetOperation[]): Finding[] {
    const first = new Map<string, string>();
    return reads.flatMap(({ source, operation: { path, integration } }) => {
        const namespace = integration.cacheNamespace;
        if (namespace === undefined) return [];
        const before = first.get(namespace) ?? path;
        first.set(namespace, before);
        if (before === path) return [];
        return [
            finding(source, {
                actual: `GET ${path} and GET ${before} share a cacheNamespace, so the response to one may be served for the other`,
                expected: "separate cached responses for each path",
                change: `remove cacheNamespace from the integration of GET ${path}`,
            }),
        ];
    });
}

// docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
const context: ReadonlySet<string> = new Set(
    ["requestId", "extendedRequestId", "requestTime", "requestTimeEpoch", "xrayTraceId"].map(
        (name) => `context.${name}`,
    ),
);

// Normalised names without "x-", "-" and "_". Only headers that no response depends on; a date in a query may matter.
const inHeaders: ReadonlySet<string> = new Set(
    "date amzdate timestamp requesttime cachecontrol pragma ifnonematch ifmodifiedsince b3traceid b3spanid".split(" "),
);
const anywhere: ReadonlySet<string> = new Set(
    "requestid correlationid traceid amzntraceid amznrequestid traceparent tracestate idempotencykey nonce cachebuster cachebust".split(
        " ",
    ),
);

/** Whether a part of a cache key differs in every request, such as `method.request.header.X-Request-Id`. */
export function variesPerCall(key: string): boolean {
    if (context.has(key)) return true;
    const [, place, name = ""] = /^method\.request\.(?:multivalue)?(header|querystring)\.(.*)$/.exec(key) ?? [];
    const word = name
        .toLowerCase()
        .replace(/^x[-_]/, "")
        .replaceAll(/[-_]/g, "");
    // "_" is jQuery's cache buster.
    if (place === "querystring" && name === "_") return true;
    return anywhere.has(word) || (place === "header" && inHeaders.has(word));
}
