import assert from "node:assert/strict";
import { integrationOf, methodsOf } from "../../../policy/gateway/methods";
import { type Plain, type Props, type Resource, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const named =
    (kind: string, token: string) =>
    (name: string, props: Props, more: Partial<Resource> = {}) =>
        plainResource(`aws:apigateway/${kind}:${token}`, name, { restApi: "api-id", ...props }, more);
const path = named("resource", "Resource");
const method = named("method", "Method");
const integration = named("integration", "Integration");

const apis: readonly Resource[] = [
    plainResource("aws:apigateway/restApi:RestApi", "api", {}, { outputs: { id: "api-id", rootResourceId: "root" } }),
    plainResource(
        "aws:apigateway/restApi:RestApi",
        "other",
        {},
        { outputs: { id: "other-id", rootResourceId: "root2" } },
    ),
];
const paths: readonly Resource[] = [
    path("items", { parentId: "root", pathPart: "items" }, { outputs: { id: "items-id" } }),
    path("item", { parentId: "items-id", pathPart: "{id}" }, { outputs: { id: "item-id" } }),
];

const methodsIn = (...resources: readonly Resource[]) => {
    const [api] = apis;
    assert.ok(api);
    const stack = stackOf([...apis, ...paths, ...resources]);
    return methodsOf(stack, api);
};

/** Returns the only call of a Method, or the path of the unreadable value. */
const callOf = (...resources: readonly Resource[]) => {
    const [only, ...others] = methodsIn(...resources);
    assert.ok(only);
    assert.deepEqual(others, []);
    return "operation" in only ? only.operation : [only.unreadable.state, ...only.unreadable.path];
};

const nothing = { parameters: [], integration: { cacheKeyParameters: [] } };

describe("a Method resource", () => {
    it("is read as a call: verb, path, parameters, credentials and cache key", () =>
        assert.deepEqual(
            callOf(
                method("get", {
                    resourceId: "item-id",
                    httpMethod: "get",
                    authorization: "none",
                    requestParameters: {
                        "method.request.path.id": true,
                        "method.request.querystring.page": false,
                        "method.request.header.Accept": false,
                        "method.request.body": true,
                        "x.method.request.path.no": true,
                        "method.request.path.": true,
                    },
                }),
                integration("call", {
                    resourceId: "item-id",
                    httpMethod: "GET",
                    type: "HTTP_PROXY",
                    cacheKeyParameters: ["method.request.path.id", UNKNOWN],
                }),
            ),
            {
                path: "/items/{id}",
                method: "GET",
                parameters: [
                    { name: "id", location: "path" },
                    { name: "page", location: "query" },
                    { name: "Accept", location: "header" },
                ],
                integration: { type: "http_proxy", cacheKeyParameters: ["method.request.path.id"] },
                credentials: [],
            },
        ));

    it("has a new signature in each request with IAM authorization", () =>
        assert.deepEqual(callOf(method("get", { resourceId: "root", httpMethod: "GET", authorization: "AWS_IAM" })), {
            ...nothing,
            path: "/",
            method: "GET",
            credentials: [],
            signed: true,
        }));

    const guarded: readonly Plain[] = ["COGNITO_USER_POOLS", UNKNOWN];
    for (const authorization of guarded) {
        it(`has credentials with authorization ${String(authorization)}`, () =>
            assert.deepEqual(callOf(method("get", { resourceId: "root", httpMethod: "GET", authorization })), {
                ...nothing,
                path: "/",
                method: "GET",
                credentials: ["method.request.header.Authorization"],
            }));
    }

    it("at the root is resolved by its dependency on the API", () =>
        assert.deepEqual(
            callOf(
                method(
                    "get",
                    { resourceId: UNKNOWN, httpMethod: "GET", authorization: "NONE" },
                    { propertyDependencies: { resourceId: ["api"] } },
                ),
            ),
            { ...nothing, path: "/", method: "GET", credentials: [] },
        ));

    for (const [about, props, more, expected] of [
        ["a verb that is not known", { resourceId: "root", httpMethod: UNKNOWN }, [], ["unknown", "httpMethod"]],
        ["a path that is not known", { resourceId: UNKNOWN, httpMethod: "GET" }, [], ["unknown", "resourceId"]],
        ["a path of nobody here", { resourceId: "abc", httpMethod: "GET" }, [], ["known", "resourceId"]],
        [
            "parameters that are not known",
            { resourceId: "root", httpMethod: "GET", requestParameters: UNKNOWN },
            [],
            ["unknown", "requestParameters"],
        ],
        [
            "parameters that are no object",
            { resourceId: "root", httpMethod: "GET", requestParameters: ["a"] },
            [],
            ["invalid", "requestParameters"],
        ],
        [
            "a part of its path that is not known",
            { resourceId: "part-id", httpMethod: "GET" },
            [path("part", { parentId: "root", pathPart: UNKNOWN }, { outputs: { id: "part-id" } })],
            ["known", "resourceId"],
        ],
        [
            "a path without a root",
            { resourceId: "part-id", httpMethod: "GET" },
            [path("part", { parentId: "abc", pathPart: "a" }, { outputs: { id: "part-id" } })],
            ["known", "resourceId"],
        ],
        [
            "a path that goes round in a circle",
            { resourceId: "a-id", httpMethod: "GET" },
            [
                path("a", { parentId: "b-id", pathPart: "a" }, { outputs: { id: "a-id" } }),
                path("b", { parentId: "a-id", pathPart: "b" }, { outputs: { id: "b-id" } }),
            ],
            ["known", "resourceId"],
        ],
        [
            "a path that may be one of two",
            { resourceId: "twice", httpMethod: "GET" },
            ["one", "two"].map((part) =>
                path(part, { parentId: "root", pathPart: part }, { outputs: { id: "twice" } }),
            ),
            ["known", "resourceId"],
        ],
    ] as const) {
        it(`cannot be read with ${about}`, () =>
            assert.deepEqual(callOf(method("get", { authorization: "NONE", ...props }), ...more), expected));
    }

    it("of another API is ignored", () =>
        assert.deepEqual(
            methodsIn(method("get", { restApi: "other-id", resourceId: "root2", httpMethod: "GET" })),
            [],
        ));
});

describe("a Method's integration", () => {
    const get = method("get", { resourceId: "items-id", httpMethod: "GET", authorization: "NONE" });
    const calledBy = (...integrations: readonly Resource[]) =>
        integrationOf(stackOf([...apis, ...paths, get, ...integrations]), get)?.name;
    const own = { resourceId: "items-id", httpMethod: "get", type: "MOCK" };

    it("is that of its API, path and verb", () => {
        assert.equal(calledBy(integration("call", own)), "call");
        assert.equal(
            calledBy(
                integration("other-verb", { ...own, httpMethod: "PUT", type: "AWS" }),
                integration("other-path", { ...own, resourceId: "item-id", type: "AWS" }),
                integration("no-path", { ...own, resourceId: "abc", type: "AWS" }),
                integration("other-api", { ...own, restApi: "other-id", type: "AWS" }),
                integration("no-api", { ...own, restApi: UNKNOWN, type: "AWS" }),
                integration("call", own),
            ),
            "call",
        );
    });

    it("is unknown if two match, or if one may match", () => {
        assert.equal(calledBy(integration("call", own), integration("again", own)), undefined);
        assert.equal(
            calledBy(integration("call", own), integration("vague", { ...own, httpMethod: UNKNOWN })),
            undefined,
        );
        assert.equal(calledBy(integration("vague", { ...own, httpMethod: UNKNOWN })), undefined);
        assert.deepEqual(callOf(get, integration("vague", { ...own, httpMethod: UNKNOWN })), ["unknown", "httpMethod"]);
    });

    it("is unknown if no integration matches", () => {
        assert.equal(calledBy(), undefined);
        assert.equal(calledBy(integration("call", { ...own, httpMethod: "PUT" })), undefined);
    });

    it("is unknown for a Method with an unreadable path or verb", () => {
        const unreadable: readonly Props[] = [
            { resourceId: "abc", httpMethod: "GET" },
            { resourceId: "items-id", httpMethod: UNKNOWN },
        ];
        for (const props of unreadable) {
            const lost = method("lost", props);
            const others = [integration("call", { ...own, ...props })];
            assert.equal(integrationOf(stackOf([...apis, ...paths, lost, ...others]), lost), undefined);
        }
    });
});
