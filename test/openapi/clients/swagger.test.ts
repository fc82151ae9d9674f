import assert from "node:assert/strict";
import { clientDocument } from "../../../openapi/clients/client-document";
import { swaggerDocument } from "../../../openapi/clients/swagger";
import { swaggerSchema } from "../../../openapi/clients/swagger-schema";
import { sampleBody } from "./sample-body";
import { openapiProblems } from "./validate";

const server = {
    url: "https://abc123.execute-api.eu-central-1.amazonaws.com/{basePath}",
    variables: { basePath: { default: "Test" } },
};
interface GetOperation {
    readonly parameters: readonly object[];
    readonly responses: Readonly<Record<string, { readonly headers: object }>>;
}

const document = clientDocument({ body: JSON.stringify(sampleBody), servers: [server] });
const swagger = swaggerDocument(document) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
    readonly securityDefinitions: object;
};

describe("the Swagger 2.0 document for clients", () => {
    it("is valid", async () => {
        assert.equal(await openapiProblems(swagger, "2.0"), "");
    });

    // localstack's snapshot of GetExport, test_export_swagger_openapi, has this form.
    it("has host, path and protocol of the first server, as an export by AWS", () => {
        const { host, basePath, schemes } = swaggerDocument(document);
        assert.deepEqual(
            [host, basePath, schemes],
            ["abc123.execute-api.eu-central-1.amazonaws.com", "/Test", ["https"]],
        );
    });

    it("has the body as a parameter with the name of its model, and the types of the others beside their names", () => {
        assert.deepEqual(swagger.paths["/books"]?.post, {
            operationId: "booksCreate",
            summary: "Does booksCreate.",
            security: [{ api_key: [] }],
            consumes: ["application/json"],
            produces: ["application/json"],
            parameters: [
                { in: "body", name: "BooksBook", required: true, schema: { $ref: "#/definitions/BooksBook" } },
            ],
            responses: { "200": { description: "Done.", schema: { $ref: "#/definitions/BooksBook" } } },
        });
        const { parameters, responses } = (swagger.paths["/books"]?.get ?? assert.fail()) as GetOperation;
        assert.deepEqual(parameters[0], {
            name: "limit",
            in: "query",
            required: false,
            description: "How many.",
            type: "integer",
        });
        assert.deepEqual(responses["200"]?.headers, { "x-total": { description: "All.", type: "integer" } });
    });

    it("has a bearer token as the header that carries it", () => {
        assert.deepEqual(Object.entries(swagger.securityDefinitions).find(([name]) => name === "users")?.[1], {
            type: "apiKey",
            in: "header",
            name: "Authorization",
            description: "`Bearer `, followed by the token.",
        });
    });
});

describe("a schema of Swagger 2.0", () => {
    it("leaves out what Swagger 2.0 cannot say, at any depth", () => {
        const schema = {
            type: "object",
            discriminator: { propertyName: "kind" },
            properties: {
                kind: { type: "string", nullable: true },
                nullable: { type: "boolean", writeOnly: true },
                list: { type: "array", items: { anyOf: [{ type: "string" }] } },
                map: { type: "object", additionalProperties: { not: { type: "string" } } },
            },
        };
        assert.deepEqual(swaggerSchema(schema), {
            type: "object",
            discriminator: "kind",
            properties: {
                kind: { type: "string", "x-nullable": true },
                nullable: { type: "boolean" },
                list: { type: "array", items: {} },
                map: { type: "object", additionalProperties: {} },
            },
        });
    });
});
