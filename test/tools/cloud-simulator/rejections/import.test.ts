import assert from "node:assert/strict";
import { stringify } from "yaml";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { imports } from "../../../../tools/cloud-simulator/rejections/gateway/import";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import {
    type PropertyMap,
    type PropertyValue,
    secret,
    unknown,
} from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { openApi, withModels, withRequest, withResponse } from "./import-bodies";
import { rejectedAuthorizers } from "./rejected-authorizers";
import { rejectedBodies } from "./rejected-bodies";
import { rejectedGatewayResponses } from "./rejected-gateway-responses";
import { rejectedIntegrations } from "./rejected-integrations";

const rejected = [...rejectedBodies, ...rejectedIntegrations, ...rejectedGatewayResponses];

const model = new DataModel("aws", awsTypes, awsRejections);
const type = "aws:apigateway/restApi:RestApi";
const api: Identity = { urn: `urn:pulumi:dev::shop::${type}::shop`, type, name: "shop" };
const cloud = new SimulatedCloud("123456789012", "eu-central-1");

const rejected = [...rejectedBodies, ...rejectedAuthorizers];

describe("the import of a body", () => {
    for (const { rule, body, error } of rejected)
        it(`rejects ${rule}`, () => {
            const text = JSON.stringify(body);
            const isWarning = rule.startsWith("with failOnWarnings");
            const request = { properties: inputs(text) };
            assert.deepEqual(
                imports.filter(({ reject }) => reject(request)).map(({ what }) => what),
                [rule],
            );
            const rejects = (call: () => unknown) =>
                assert.throws(call, (thrown: Error) => {
                    assert.match(thrown.message, /^(creating|updating) aws:apigateway\/restApi:RestApi "shop": /);
                    assert.ok(thrown.message.includes(error), thrown.message);
                    return true;
                });
            rejects(() => model.create(api, inputs(text), cloud));
            rejects(() => model.preview(api, inputs(text), cloud));
            const before = model.create(api, inputs(JSON.stringify(openApi())), cloud);
            for (const preview of [true, false]) rejects(() => model.update(api, inputs(text), before, preview, cloud));
            const lenient = () => model.create(api, inputs(text, false), cloud);
            if (isWarning) lenient();
            else rejects(lenient);
        });

    it("has a test for each rule", () => {
        assert.deepEqual(imports.map(({ what }) => what).sort(), rejected.map(({ rule }) => rule).sort());
    });

    it("reports all places that break a rule", () => {
        const response = { description: "ok", content: { "application/json": { schema: { type: "string" } } } };
        const item = { get: { responses: { 200: response, 201: response } } };
        assert.throws(
            () => model.create(api, inputs(JSON.stringify(openApi({}, { paths: { "/a": item, "/b": item } }))), cloud),
            {
                message:
                    'creating aws:apigateway/restApi:RestApi "shop": BadRequestException: Warnings found during import:' +
                    ["200", "201"].map((status) => warning(status, "/a")).join("") +
                    ["200", "201"].map((status) => warning(status, "/b")).join(""),
            },
        );
    });

    it("reports a message once, even if two media types of a request cause it", () => {
        const schema = { anyOf: [{ type: "object" }] };
        const content = { "application/json": { schema }, "application/xml": { schema } };
        assert.throws(() => make(openApi({ requestBody: { content } })), {
            message:
                'creating aws:apigateway/restApi:RestApi "shop": BadRequestException: Warnings found during import:' +
                "\n\tUnsupported model type 'Content' in request schema for 'GET /pictures'. Ignoring.",
        });
    });

    it("reports errors first, and with them the warnings", () => {
        const body = { ...withResponse({ type: "string" }), components: { schemas: { "a-b": {}, "c-d": {} } } };
        assert.throws(() => make(body), {
            message:
                'creating aws:apigateway/restApi:RestApi "shop": BadRequestException: Errors found during import:' +
                "\n\tUnable to create model for 'a-b': Model name must be alphanumeric: a-b" +
                "\n\tUnable to create model for 'c-d': Model name must be alphanumeric: c-d" +
                `\nAdditionally, these warnings were found:${warning("200", "/pictures")}`,
        });
    });

    it("rejects composed and primitive contents of a whole document, requests and responses", () => {
        const member = (name: string) => ({ type: "object", properties: { [name]: { type: "string" } } });
        const content = (type: string, schema: PropertyMap) => ({ content: { [type]: { schema } } });
        const responses = (type: string, schema: PropertyMap) => ({
            200: { description: "ok", ...content(type, schema) },
        });
        const body = {
            openapi: "3.0.1",
            info: { title: "test API", version: "0.0.1" },
            paths: {
                "/test": {
                    get: { responses: responses("application/json", { allOf: [member("a"), member("b")] }) },
                    put: {
                        requestBody: content("application/json", { oneOf: [member("a"), member("b")] }),
                        responses: responses("text/plain", { type: "string" }),
                    },
                },
            },
        };
        assert.throws(() => make(body), {
            message:
                'creating aws:apigateway/restApi:RestApi "shop": BadRequestException: Warnings found during import:' +
                "\n\tUnsupported model type 'ComposedSchema' in 200 response to method 'GET /test'. Ignoring." +
                "\n\tUnsupported model type 'StringSchema' in 200 response to method 'PUT /test'. Ignoring." +
                "\n\tUnsupported model type 'Content' in request schema for 'PUT /test'. Ignoring.",
        });
    });

    it("rejects a value that is twice in an enum of a property", () => {
        const P = { type: "object", properties: { status: { type: "string", enum: ["A", "A"] } } };
        const reference = { $ref: "#/components/schemas/P" };
        assert.throws(
            () => make({ ...withRequest(reference), components: { schemas: { P } } }),
            /Unable to create model for 'P': .* \(enum has "A" twice\)/,
        );
    });

    it("rejects media types with wildcards, but not among the binary ones", () => {
        const content = { "application/*+json": { schema: { type: "object" } } };
        assert.throws(() => make(openApi({ requestBody: { content } })), /the media type "application\/\*\+json" of/);
        make(openApi({}, { "x-amazon-apigateway-binary-media-types": ["*/*"] }));
    });

    it("names the class of an inline schema as API Gateway does", () => {
        const kinds: Record<string, PropertyMap> = {
            ComposedSchema: { anyOf: [{ type: "string" }, { type: "integer" }] },
            StringSchema: { type: "string", enum: ["a"] },
            DateTimeSchema: { type: "string", format: "date-time" },
            UUIDSchema: { type: "string", format: "uuid" },
            BinarySchema: { type: "string", format: "binary" },
            IntegerSchema: { type: "integer", format: "int64" },
            NumberSchema: { type: "number" },
            BooleanSchema: { type: "boolean" },
        };
        for (const [kind, schema] of Object.entries(kinds))
            assert.throws(
                () => make(withResponse(schema)),
                new RegExp(`Unsupported model type '${kind}' in 200 response`),
            );
        make(withResponse({ type: "object", properties: { name: { type: "string" } } }));
        make(withRequest({ type: "object" }));
        for (const schema of Object.values(kinds)) {
            const reference = { $ref: "#/components/schemas/Thing" };
            make({ ...withResponse(reference), components: { schemas: { Thing: schema } } });
            make({ ...withRequest(reference), components: { schemas: { Thing: schema } } });
        }
    });

    it("accepts models that refer to each other in a circle, and all that JSON Schema draft 4 has", () => {
        make(
            withModels({
                Node: {
                    type: "object",
                    required: ["name"],
                    properties: {
                        name: { type: "string", minLength: 1, pattern: "^a", nullable: true, readOnly: true },
                        size: { type: "number", format: "double", minimum: 0, exclusiveMinimum: true },
                        parent: { $ref: "#/components/schemas/Node" },
                        children: { type: "array", items: { $ref: "#/components/schemas/Node" }, uniqueItems: true },
                    },
                    additionalProperties: false,
                    "x-order": 1,
                },
                Any: { anyOf: [{ $ref: "#/components/schemas/Node" }, { not: { type: "string" } }] },
            }),
        );
    });

    it("accepts a proxy method with a variable that it does not declare, ids with spaces and alternative keys", () => {
        const responses = { 200: { description: "ok" } };
        const integration = { type: "HTTP_PROXY", httpMethod: "ANY", uri: "http://example.com/{proxy}" };
        make({
            openapi: "3.0.1",
            info: { title: "shop", version: 1 },
            servers: [{ url: "https://example.com/{basePath}", variables: { basePath: { default: "/v1" } } }],
            security: [{ key: [] }, { other: [] }],
            paths: {
                "/{proxy+}": {
                    "x-amazon-apigateway-any-method": { "x-amazon-apigateway-integration": integration },
                },
                "/reports:run,now/report.v1": { get: { operationId: "Run the reports", responses } },
            },
            components: {
                securitySchemes: {
                    key: { type: "apiKey", name: "x-api-key", in: "header" },
                    other: { type: "apiKey", name: "Authorization", in: "header" },
                },
            },
        });
    });

    it("accepts a Swagger 2.0 body with what only OpenAPI 3.0 rejects", () => {
        const swagger = (schema: PropertyMap) => ({
            swagger: "2.0",
            info: { title: "shop" },
            paths: { "/pets/{id}": { get: { responses: { 200: { schema } } } } },
            definitions: { Pet: { type: "object", const: 1 } },
        });
        make(swagger({ $ref: "#/definitions/Pet" }));
        make(swagger({ type: "array", items: { $ref: "#/definitions/Pet" } }));
        assert.throws(() => make(swagger({ type: "string" })), /Unsupported model type 'StringSchema'/);
        assert.throws(() => make(swagger({ $ref: "#/definitions/Cat" })), /Reference to model 'Cat' not found/);
    });

    it("reads YAML and secret bodies, and waits for a body that is not known yet", () => {
        const broken = withModels({ "a-b": {} });
        assert.throws(() => model.preview(api, inputs(stringify(broken)), cloud), /Model name must be alphanumeric/);
        assert.throws(() => model.preview(api, inputs(secret(JSON.stringify(broken))), cloud), /alphanumeric: a-b/);
        for (const text of ["not a document", "a: [", "- a\n- b", "a: *b"])
            assert.throws(() => model.preview(api, inputs(text), cloud), /Invalid OpenAPI input/);
        model.preview(api, inputs(unknown), cloud);
        model.preview(api, inputs(secret(unknown)), cloud);
        model.create(api, { name: "shop" }, cloud);
    });

    function make(body: PropertyMap): void {
        model.create(api, inputs(JSON.stringify(body)), cloud);
    }
});

function inputs(body: PropertyValue, failOnWarnings = true): PropertyMap {
    return { name: "shop", body, failOnWarnings, putRestApiMode: "overwrite" };
}

function warning(status: string, path: string): string {
    return `\n\tUnsupported model type 'StringSchema' in ${status} response to method 'GET ${path}'. Ignoring.`;
}
