import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { breaks, holds, ignoring, integration, method, methods, type Props, part, paths, settings } from "./parts";
import { definition, gatewayStack, goodSettings, operation, withDefinition } from "./stack";

const r2 = "r2-cached-content" as const;
const get = (changes: Props, ofOperation: Props = {}) =>
    paths({ "/a": { get: { ...operation(changes), ...ofOperation } } });
const keyed = (...cacheKeyParameters: string[]) => get({ cacheKeyParameters });
const mapped = (from: string) =>
    get({
        requestParameters: { "integration.request.header.x": from },
        cacheKeyParameters: ["integration.request.header.x"],
    });

// Caching is on only for the operation with this method path.
const onlyFor = (methodPath: string, path = "/items", props: Props = {}): Declared[] => [
    ...withDefinition({ ...definition, paths: { [path]: { get: operation({}) } } })
        .filter(({ name }) => name !== "stock")
        .map((one) =>
            one.name === "every-method"
                ? { ...one, props: { ...one.props, settings: { ...goodSettings, cachingEnabled: false } } }
                : one.name === "api"
                  ? { ...one, props: { ...one.props, ...props } }
                  : one,
        ),
    settings("own", methodPath),
];
const moving: readonly Json[] = ["prepend", "split", unknown];
const misspelt: readonly (readonly [string, string])[] = [
    ["a double slash", "items//GET"],
    ["a leading space", " items/GET"],
    ["a trailing space", "items/GET "],
];
const authorized = (authorizer: Props, cacheKeyParameters: readonly string[] = []): Declared[] =>
    withDefinition({
        ...definition,
        components: {
            securitySchemes: {
                ...definition.components.securitySchemes,
                user: {
                    type: "apiKey",
                    in: "header",
                    name: "Unused",
                    "x-amazon-apigateway-authtype": "custom",
                    ...authorizer,
                },
            },
        },
        paths: { "/me": { get: { ...operation({ cacheKeyParameters }), security: [{ api_key: [], user: [] }] } } },
    });
const signature = { name: "Authorization", "x-amazon-apigateway-authtype": "awsSigv4" };
const signedCalls = (keys: readonly string[], auth: Json = { type: "AWS_IAM" }): Declared[] =>
    paths({ "/me": { get: { ...operation({ cacheKeyParameters: keys }), "x-amazon-apigateway-auth": auth } } });
const tagged = (...cacheKeyParameters: string[]): Declared[] =>
    paths({ "/tagged": { get: { ...operation({ cacheKeyParameters }), parameters: [{ name: "tag", in: "query" }] } } });
const token = "method.request.header.Authorization";
const readingFrom = (identitySource: string): Props => ({
    "x-amazon-apigateway-authorizer": { type: "request", identitySource },
});
const chain = (last: Json) =>
    withDefinition({
        ...definition,
        components: { ...definition.components, parameters: { a: { $ref: "#/components/parameters/b" }, b: last } },
        paths: { "/a": { get: { ...operation({}), parameters: [{ $ref: "#/components/parameters/a" }] } } },
    });
const shared = (first: string, second: string) =>
    paths({
        "/a": { get: operation({ cacheNamespace: first }) },
        "/b": { get: operation({ cacheNamespace: second }) },
    });
const readApi: Declared = { ...part("RestApi", "api", { name: "shop" }), onlyInState: true, outputs: { id: "abc" } };

const authorizedMethod = (identitySource: Json, cacheKeyParameters: readonly string[]): Declared[] => [
    ...methods({ authorization: "CUSTOM", authorizerId: unknown }, { cacheKeyParameters }).map((one) =>
        one.name === "get-items" ? { ...one, from: { ...one.from, authorizerId: ["authorizer"] } } : one,
    ),
    part("Authorizer", "authorizer", { restApi: unknown, type: "REQUEST", identitySource }, { restApi: ["api"] }),
];

/** Settings, cache keys and APIs with which the cache is ineffective or its effect unknown. */
export const violations: readonly ViolationCase[] = [
    ...misspelt.map(([about, path]) => ({
        ...breaks(r2, "own", `settings of a path with ${about}`, onlyFor(path)),
        also: [{ policy: r2, at: "every-method" }],
    })),
    {
        ...breaks(r2, "own", "settings of a path without its last slash", onlyFor("items/GET", "/items/")),
        also: [{ policy: "r2-cached-content", at: "every-method" }],
    },
    {
        ...breaks("r3-rate-limits", "stage", "every method, with spaces", [
            ...gatewayStack({ "every-method": { props: { methodPath: " */* " } } }),
        ]),
        also: [
            { policy: "r2-cached-content", at: "every-method" },
            { policy: "r2-cached-content", at: "stage" },
        ],
    },
    ...moving.map((basepath) =>
        breaks(r2, "own", `settings of a path that an import moves by ${String(basepath)}`, [
            ...onlyFor("items/GET", "/items", { parameters: { basepath } }),
        ]),
    ),
    ...["0.7", "0", "none"].map((size) =>
        breaks(
            r2,
            "stage",
            `a cache of the size ${size}`,
            gatewayStack({ stage: { props: { cacheClusterSize: size } } }),
        ),
    ),
    ...[
        "header.X-Request-Id",
        "header.date",
        "header.X-Amz-Date",
        "header.If_None_Match",
        "querystring._",
        "querystring.cache-buster",
    ].map((name) => breaks(r2, "api", `a key with ${name}, another in each call`, keyed(`method.request.${name}`))),
    breaks(
        r2,
        "api",
        "a key with one of several values of a header",
        keyed("method.request.multivalueheader.traceparent"),
    ),
    breaks(r2, "get-items", "a Method's query parameter of many values that is not in the key", [
        ...methods({ requestParameters: { "method.request.multivaluequerystring.tag": true } }),
    ]),
    breaks(
        r2,
        "api",
        "a key with all values of another parameter",
        tagged("method.request.multivaluequerystring.tags"),
    ),
    breaks(r2, "api", "a key with all values of a header for those of a parameter", [
        ...tagged("method.request.multivalueheader.tag"),
    ]),
    breaks(r2, "api", "a key with the call's own id", mapped("context.requestId")),
    breaks(r2, "api", "a key with the call's time", mapped("context.requestTimeEpoch")),
    breaks(r2, "api", "a key with the call's trace", mapped("context.xrayTraceId")),
    breaks(r2, "get-items", "a Method's key with the call's time", [
        ...methods(
            {},
            {
                requestParameters: { "integration.request.header.t": "context.requestTime" },
                cacheKeyParameters: ["integration.request.header.t"],
            },
        ),
    ]),
    breaks(r2, "api", "one namespace for the responses of two paths", shared("x", "x")),
    breaks(r2, "get-users", "one namespace for the responses of two Methods", [
        ...methods({}, { cacheNamespace: "x" }),
        part(
            "Resource",
            "users",
            { restApi: unknown, parentId: unknown, pathPart: "users" },
            { restApi: ["api"], parentId: ["api"] },
        ),
        method("get-users", {}, { resourceId: ["users"] }),
        integration("call-users", { cacheNamespace: "x" }, { resourceId: ["users"] }),
    ]),
    breaks(r2, "get-items", "a Method's Authorizer that reads a parameter outside the cache key", [
        ...authorizedMethod("method.request.header.A,method.request.header.B", ["method.request.header.A"]),
    ]),
    breaks(r2, "get-items", "a Method's Authorizer that may read anything", [
        ...authorizedMethod(unknown, ["method.request.header.A"]),
    ]),
    breaks(r2, "authorizer", "a Method's Authorizer that may read anything, with the usual header in the key", [
        ...authorizedMethod(unknown, [token]),
    ]),
    breaks(r2, "authorizer", "ignored changes of an Authorizer's identity sources", [
        ...ignoring(authorizedMethod(token, [token]), "authorizer", "identitySource"),
    ]),
    breaks(r2, "api", "an IAM signature in the key, declared by a scheme", authorized(signature, [token])),
    breaks(r2, "api", "an IAM signature in the key, in lower case", [...authorized(signature, [token.toLowerCase()])]),
    breaks(r2, "api", "an IAM signature in the key, declared by an extension", signedCalls([token])),
    breaks(r2, "get-items", "an IAM signature in a Method's key", [
        ...methods({ authorization: "aws_iam" }, { cacheKeyParameters: [token] }),
    ]),
    breaks(r2, "get-items", "a Method whose authorization is unknown, with the usual header in the key", [
        ...methods({ authorization: unknown }, { cacheKeyParameters: [token] }),
    ]),
    breaks(r2, "api", "a token in the header that is not in the key", authorized({ name: "Authorization" })),
    breaks(r2, "get-items", "a Method's token of Cognito that is not in the key", [
        ...methods({ authorization: "COGNITO_USER_POOLS", authorizerId: "abc" }),
    ]),
    breaks(r2, "call-items", "a Method's unknown key", methods({}, { cacheKeyParameters: unknown })),
    breaks(r2, "call-items", "an unknown part of a Method's key", [
        ...methods({}, { cacheKeyParameters: ["method.request.header.x", unknown] }),
    ]),
    breaks(r2, "call-items", "a part of a Method's key that comes from an unknown value", [
        ...methods(
            {},
            {
                requestParameters: { "integration.request.header.x": unknown },
                cacheKeyParameters: ["integration.request.header.x"],
            },
        ),
    ]),
    breaks(r2, "call-items", "an unknown namespace", methods({}, { cacheNamespace: unknown })),
    breaks(r2, "api", "a parameter after two references that is not in the key", chain({ name: "page", in: "query" })),
    {
        ...breaks(r2, "api", "a parameter with circular references", chain({ $ref: "#/components/parameters/a" })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r4-key-on-every-operation", at: "api" },
        ],
    },
    {
        ...breaks(
            r2,
            "api",
            "a parameter of another document",
            get({}, { parameters: [{ $ref: "https://example.com/page.json" }] }),
        ),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r4-key-on-every-operation", at: "api" },
        ],
    },
    {
        ...breaks(r2, "api", "a parameter whose reference is a number", get({}, { parameters: [{ $ref: 1 }] })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r4-key-on-every-operation", at: "api" },
        ],
    },
    {
        ...breaks(r2, "api", "parameters that are not a list", get({}, { parameters: { name: "page", in: "query" } })),
        also: [
            { policy: "r1-private-backend", at: "api" },
            { policy: "r4-key-on-every-operation", at: "api" },
        ],
    },
    breaks(r2, "api", "a token in the query that is not in the key", authorized({ in: "query", name: "token" })),
    breaks(r2, "api", "an authorizer that reads a parameter outside the cache key", [
        ...authorized(readingFrom("method.request.header.A, method.request.querystring.b"), [
            "method.request.header.A",
        ]),
    ]),
    breaks(r2, "api", "an authorizer without identity sources", authorized(readingFrom("context.identity.sourceIp"))),
    ...["requestParameters", "authorization", "authorizerId", "resourceId", "restApi"].map((property) =>
        breaks(
            r2,
            "get-items",
            `ignored changes of ${property} of a Method`,
            ignoring(methods(), "get-items", property),
        ),
    ),
    ...["cacheKeyParameters[0]", "cacheNamespace", "requestParameters", "responseTransferMode"].map((property) =>
        breaks(
            r2,
            "call-items",
            `ignored changes of ${property} of an Integration`,
            ignoring(methods(), "call-items", property),
        ),
    ),
    ...["pathPart", "parentId", "restApi"].map((property) =>
        breaks(r2, "items", `ignored changes of ${property} of a Resource`, ignoring(methods(), "items", property)),
    ),
    ...["restApi", "stageName"].map((property) =>
        breaks(
            r2,
            "every-method",
            `ignored changes of ${property} of settings`,
            ignoring(gatewayStack(), "every-method", property),
        ),
    ),
    breaks(r2, "more", "a method of an API that is only looked up, with a stage outside the stack", [
        ...gatewayStack(),
        { ...readApi, name: "read" },
        method("more", {}, { restApi: ["read"], resourceId: ["read"] }),
        integration("call-more", {}, { restApi: ["read"], resourceId: ["read"] }),
    ]),
    breaks(r2, "api", "a stage of an API that is only looked up", [...gatewayStack({ api: null }), readApi]),
];

/** Caches that work although they look ineffective. */
export const clean: readonly CleanCase[] = [
    holds(
        "an import that ignores the base path",
        onlyFor("items/GET", "/items", { parameters: { basepath: "ignore" } }),
    ),
    ...["1.6", "13.5", "28.4", "58.2", "118", "237"].map((size) =>
        holds(`a cache of ${size} GB`, gatewayStack({ stage: { props: { cacheClusterSize: size } } })),
    ),
    holds(
        "a key with headers that many calls share",
        keyed("method.request.header.Accept-Language", "method.request.header.x-tenant"),
    ),
    holds("a key with a date of the query", keyed("method.request.querystring.date", "method.request.path._")),
    holds("a cache key with the name of the integration's parameter", [
        ...paths({
            "/items/{id}": {
                get: operation({
                    requestParameters: { "integration.request.path.id": "method.request.path.id" },
                    cacheKeyParameters: ["integration.request.path.id"],
                }),
            },
        }),
    ]),
    holds("a key with all values of a query parameter", tagged("method.request.multivaluequerystring.tag")),
    holds("a Method's key with all values of a query parameter", [
        ...methods(
            { requestParameters: { "method.request.multivaluequerystring.tag": true } },
            {
                requestParameters: {
                    "integration.request.querystring.tag": "method.request.multivaluequerystring.tag",
                },
                cacheKeyParameters: ["integration.request.querystring.tag"],
            },
        ),
    ]),
    holds("a call's id that is passed on and not in the key", [
        ...get({ requestParameters: { "integration.request.header.x": "context.requestId" } }),
    ]),
    holds("an API that is only looked up, with methods and a stage in this stack", [
        ...methods().map((each) => (each.name === "api" ? readApi : each)),
    ]),
    holds("an API that is only looked up, with its methods in the state only", [
        ...gatewayStack(),
        { ...readApi, name: "read" },
        { ...method("more", {}, { restApi: ["read"], resourceId: ["read"] }), onlyInState: true },
    ]),
    holds("settings of a missing operation, in addition to GET /", [
        ...paths({ "/": { get: operation({}) } }),
        settings("gone", "~1gone/GET"),
    ]),
    holds("a namespace for each path", shared("x", "y")),
    holds("one namespace for the methods of one path", [
        ...paths({ "/a": { get: operation({ cacheNamespace: "x" }), post: operation({ cacheNamespace: "x" }) } }),
    ]),
    holds("a namespace that is the id of the path's Resource", [
        ...methods({}, { cacheNamespace: unknown }).map((one) =>
            one.name === "call-items" ? { ...one, from: { ...one.from, cacheNamespace: ["items"] } } : one,
        ),
    ]),
    holds("parameters of an Integration that no key holds, and are unknown", [
        ...methods({}, { requestParameters: { "integration.request.header.x": unknown } }),
    ]),
    holds("a Method's Authorizer whose source is in the key", [
        ...authorizedMethod("method.request.header.A", ["method.request.header.A"]),
    ]),
    holds("an authorizer whose sources are in the key", [
        ...authorized(readingFrom("method.request.header.A, context.path"), ["method.request.header.A"]),
    ]),
    holds("calls that IAM authorizes, declared by a scheme", authorized(signature)),
    holds("calls that IAM authorizes, declared by an extension", signedCalls([])),
    holds("calls that IAM authorizes explicitly", [
        ...paths({
            "/me": {
                get: {
                    ...operation({}),
                    "x-amazon-apigateway-auth": { type: "aws_iam" },
                    parameters: [{ name: "Authorization", in: "header" }],
                },
            },
        }),
    ]),
    holds("a Method that IAM authorizes", methods({ authorization: "AWS_IAM" })),
    holds("a token in the key, of a call that an extension leaves to its schemes", signedCalls([token], "AWS_IAM")),
    holds("a token of another authorizer in the key, alongside IAM", [
        ...withDefinition({
            ...definition,
            components: {
                securitySchemes: {
                    ...definition.components.securitySchemes,
                    user: {
                        type: "apiKey",
                        in: "header",
                        name: "Authorization",
                        "x-amazon-apigateway-authtype": "custom",
                    },
                    iam: { type: "apiKey", in: "header", ...signature },
                },
            },
            paths: {
                "/me": {
                    get: {
                        ...operation({ cacheKeyParameters: [token] }),
                        security: [{ api_key: [], iam: [], user: [] }],
                    },
                },
            },
        }),
    ]),
    holds("changes ignored of an Authorizer's name", [
        ...ignoring(authorizedMethod(token, [token]), "authorizer", "name"),
    ]),
    holds("ignored changes of parameters outside a Method's key", [
        ...ignoring(ignoring(methods(), "get-items", "operationName"), "call-items", "timeoutMilliseconds"),
    ]),
];
