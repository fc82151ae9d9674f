/** A REST API's body with one operation, `GET /pictures`, and whether its calls need an API key. */
export interface SecurityCase {
    readonly title: string;
    readonly body: Readonly<Record<string, unknown>>;
    readonly needsKey: boolean;
}

const apiKey = { type: "apiKey", name: "x-api-key", in: "header" };
const schemes = {
    api_key: apiKey,
    oauth: { type: "oauth2", flows: {} },
    other: { type: "apiKey", name: "X-Tenant", in: "header" },
};
const integration = {
    type: "http_proxy",
    httpMethod: "GET",
    uri: "http://${stageVariables.host}/pictures",
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.link}",
};

/** An OpenAPI 3.0 body whose operation has this `security`, none if it is undefined. */
function body(security: unknown, { operation = {}, securitySchemes = {}, ...root }: Changes = {}) {
    return {
        openapi: "3.0.1",
        info: { title: "pictures", version: "1.0.0" },
        paths: {
            "/pictures": {
                get: {
                    ...(security !== undefined && { security }),
                    ...operation,
                    responses: { "200": { description: "OK" } },
                    "x-amazon-apigateway-integration": integration,
                },
            },
        },
        components: { securitySchemes: { ...schemes, ...securitySchemes } },
        ...root,
    };
}

interface Changes {
    readonly operation?: object;
    readonly securitySchemes?: object;
    readonly [root: string]: unknown;
}

function withScheme(scheme: object) {
    return body([{ s: [] }], { securitySchemes: { s: scheme } });
}

function swagger(definitions: object) {
    const { openapi: _, components: __, ...rest } = body([{ api_key: [] }]);
    return { swagger: "2.0", ...rest, ...definitions };
}

/** The cases on which rule R4, the gateway emulator and the report must agree. */
export const securityCases: readonly SecurityCase[] = [
    // The five that the readers disagreed on.
    { title: "a key or nothing", body: body([{ api_key: [] }, {}]), needsKey: false },
    { title: "a key or OAuth", body: body([{ api_key: [] }, { oauth: [] }]), needsKey: false },
    { title: "OAuth alone", body: body([{ oauth: [] }]), needsKey: false },
    { title: "x-api-key in the query", body: withScheme({ ...apiKey, in: "query" }), needsKey: false },
    {
        title: "x-api-key with a custom authtype",
        body: withScheme({ ...apiKey, "x-amazon-apigateway-authtype": "custom" }),
        needsKey: false,
    },
    // Requirements.
    { title: "a key", body: body([{ api_key: [] }]), needsKey: true },
    { title: "no security", body: body(undefined), needsKey: false },
    { title: "an empty list", body: body([]), needsKey: false },
    { title: "a list with an empty requirement", body: body([{}]), needsKey: false },
    { title: "nothing or a key", body: body([{}, { api_key: [] }]), needsKey: false },
    { title: "a key and OAuth in one requirement", body: body([{ oauth: [], api_key: [] }]), needsKey: true },
    {
        title: "a key in each of two requirements",
        body: body([{ api_key: [] }, { api_key: [], oauth: [] }]),
        needsKey: true,
    },
    { title: "security that is not a list", body: body({ api_key: [] }), needsKey: false },
    { title: "a requirement that is not an object", body: body(["api_key"]), needsKey: false },
    { title: "security that is null", body: body(null), needsKey: false },
    // The document's root, which API Gateway ignores.
    {
        title: "a key at the root alone",
        body: body(undefined, { security: [{ api_key: [] }] }),
        needsKey: false,
    },
    {
        title: "a key at the root, and an empty list on the operation",
        body: body([], { security: [{ api_key: [] }] }),
        needsKey: false,
    },
    { title: "an empty list at the root", body: body([{ api_key: [] }], { security: [] }), needsKey: true },
    // Schemes.
    { title: "a scheme that is not declared", body: body([{ missing: [] }]), needsKey: false },
    { title: "a document without components", body: body([{ api_key: [] }], { components: {} }), needsKey: false },
    { title: "an API key in another header", body: body([{ other: [] }]), needsKey: false },
    { title: "X-API-KEY in capitals", body: withScheme({ ...apiKey, name: "X-API-KEY" }), needsKey: true },
    { title: "x-api-key as a cookie", body: withScheme({ ...apiKey, in: "cookie" }), needsKey: false },
    { title: "a key scheme without a place", body: withScheme({ type: "apiKey", name: "x-api-key" }), needsKey: false },
    { title: "a key scheme of another type", body: withScheme({ ...apiKey, type: "http" }), needsKey: false },
    { title: "a key scheme in capitals", body: withScheme({ ...apiKey, type: "APIKEY" }), needsKey: false },
    { title: "a scheme without a name", body: withScheme({ type: "apiKey", in: "header" }), needsKey: false },
    {
        title: "x-api-key with a Lambda authorizer",
        body: withScheme({ ...apiKey, "x-amazon-apigateway-authorizer": { type: "request" } }),
        needsKey: false,
    },
    {
        title: "a reference to a key scheme",
        body: withScheme({ $ref: "#/components/securitySchemes/api_key" }),
        needsKey: false,
    },
    // AWS's extensions.
    {
        title: "a key and x-amazon-apigateway-auth NONE",
        body: body([{ api_key: [] }], { operation: { "x-amazon-apigateway-auth": { type: "none" } } }),
        needsKey: false,
    },
    {
        title: "a key and x-amazon-apigateway-auth AWS_IAM",
        body: body([{ api_key: [] }], { operation: { "x-amazon-apigateway-auth": { type: "AWS_IAM" } } }),
        needsKey: true,
    },
    // An authorizer then decides on the key, which R4 reports on its own; a call still needs one.
    {
        title: "a key from the authorizer",
        body: body([{ api_key: [] }], { "x-amazon-apigateway-api-key-source": "AUTHORIZER" }),
        needsKey: true,
    },
    // Swagger 2.0.
    {
        title: "a key of securityDefinitions in Swagger 2.0",
        body: swagger({ securityDefinitions: schemes }),
        needsKey: true,
    },
    {
        title: "a key of components in Swagger 2.0",
        body: swagger({ components: { securitySchemes: schemes } }),
        needsKey: false,
    },
    {
        title: "a key of securityDefinitions in OpenAPI 3.0",
        body: body([{ api_key: [] }], { components: {}, securityDefinitions: schemes }),
        needsKey: false,
    },
];
