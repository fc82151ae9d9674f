const integration = { type: "http_proxy", httpMethod: "GET", uri: "http://internal/books" };
const authorizer = (type: string, more: object = {}) => ({ type, authorizerUri: "arn:…", ...more });
const scheme = (authType: string, name: string, more: object = {}) => ({
    type: "apiKey",
    in: "header",
    name,
    "x-amazon-apigateway-authtype": authType,
    ...more,
});

/** Security schemes of a body by name, one of each kind that API Gateway has. */
export const schemes = {
    api_key: { type: "apiKey", in: "header", name: "x-api-key" },
    bearer: scheme("custom", "Authorization", {
        "x-amazon-apigateway-authorizer": authorizer("token", {
            identitySource: "method.request.header.Authorization",
            identityValidationExpression: "^Bearer .+",
        }),
    }),
    opaque: scheme("custom", "X-Token", {
        "x-amazon-apigateway-authorizer": authorizer("token", { identityValidationExpression: "^x" }),
    }),
    signed: scheme("custom", "Unused", {
        "x-amazon-apigateway-authorizer": authorizer("request", {
            identitySource: "method.request.header.X-Tenant, method.request.querystring.t, context.identity.sourceIp",
        }),
    }),
    place: scheme("custom", "Unused", {
        "x-amazon-apigateway-authorizer": authorizer("request", { identitySource: "context.identity.sourceIp" }),
    }),
    users: scheme("cognito_user_pools", "Authorization", {
        "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: ["arn:…"] },
    }),
    iam: scheme("awsSigv4", "Authorization"),
};

const json = (model: string) => ({ "application/json": { schema: { $ref: `#/components/schemas/${model}` } } });
const operation = (operationId: string, more: object = {}) => ({
    operationId,
    summary: `Does ${operationId}.`,
    responses: { "200": { description: "Done.", content: json("BooksBook") } },
    security: [{ api_key: [] }],
    "x-content-freshness": "volatile",
    "x-amazon-apigateway-integration": integration,
    ...more,
});

/** A body as Gatehouse derives it, with two APIs, a preflight, models that contain each other, and names that look like extensions. */
export const sampleBody = {
    openapi: "3.0.1",
    info: { title: "shop", version: "1.0.0", "x-info": true },
    "x-amazon-apigateway-api-key-source": "HEADER",
    paths: {
        "/books": {
            get: operation("booksList", {
                parameters: [
                    {
                        name: "limit",
                        in: "query",
                        required: false,
                        description: "How many.",
                        schema: { type: "integer" },
                    },
                    { name: "x-trace", in: "header", required: true, schema: { type: "string" } },
                ],
                responses: {
                    "200": {
                        description: "Done.",
                        headers: { "x-total": { description: "All.", schema: { type: "integer" } } },
                        content: json("BooksBook"),
                    },
                },
            }),
            post: operation("booksCreate", { requestBody: { required: true, content: json("BooksBook") } }),
            options: {
                summary: "Answers the preflight of a browser.",
                responses: { "204": { description: "What a browser may send from another origin." } },
                "x-amazon-apigateway-integration": { type: "mock" },
            },
        },
        "/books/{isbn}": {
            delete: operation("booksDelete", {
                parameters: [{ name: "isbn", in: "path", required: true, schema: { type: "string" } }],
                responses: { "204": { description: "Gone." } },
                security: [{ api_key: [], users: ["books/write"], signed: [] }],
            }),
            // A document's own.
            options: operation("booksOptions", { security: [] }),
        },
        "/bookshops": { get: operation("bookshopsList", { security: [{ api_key: [], iam: [] }] }) },
    },
    components: {
        schemas: {
            BooksBook: {
                type: "object",
                required: ["title"],
                properties: {
                    title: { type: "string", minLength: 1 },
                    // A name, not an extension.
                    "x-shelf": { type: "string", nullable: true, "x-extension": 1 },
                    price: { oneOf: [{ type: "number" }, { type: "string" }] },
                    author: { $ref: "#/components/schemas/BooksAuthor" },
                },
                example: { "x-shelf": "a" },
            },
            BooksAuthor: {
                allOf: [
                    { type: "object", properties: { name: { type: "string" } } },
                    {
                        type: "object",
                        properties: { books: { type: "array", items: { $ref: "#/components/schemas/BooksBook" } } },
                    },
                ],
            },
            Unused: { type: "object" },
        },
        securitySchemes: schemes,
    },
};
