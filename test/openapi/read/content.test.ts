import assert from "node:assert/strict";
import { stringify } from "yaml";
import { parseDocument } from "../../../openapi/read/parse";

function read(operation: object, components: object = {}, method = "post") {
    const responses = { "200": { description: "Fine." } };
    const document = {
        openapi: "3.0.3",
        info: { title: "T", version: "1" },
        paths: {
            "/a/{id}": {
                parameters: [{ name: "id", in: "path", required: true }],
                [method]: { responses, ...operation },
            },
        },
        components,
    };
    const { operations, schemas, adjustments, binaryMediaTypes } = parseDocument("t.yaml", stringify(document));
    const [only] = operations;
    return {
        request: only?.requestBody?.content,
        response: only?.responses["200"]?.content,
        schemas,
        messages: adjustments.map(({ message }) => message),
        binaryMediaTypes,
    };
}

const request = (content: object, components?: object) => read({ requestBody: { content } }, components);
const response = (content: object, components?: object) =>
    read({ responses: { "200": { description: "Fine.", content } } }, components);

const text = { type: "object", properties: { name: { type: "string" } } };
const components = { schemas: { Todo: text } };
const todo = { $ref: "#/components/schemas/Todo" };

describe("The models of bodies", () => {
    it("are those of JSON: forms, multipart, XML and text pass unvalidated (case 03)", () => {
        const form = { type: "object", required: ["username"], properties: { username: { type: "string" } } };
        const types = ["application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "text/plain"];
        for (const type of types) {
            const { request: models, messages, binaryMediaTypes } = request({ [type]: { schema: form } });
            assert.deepEqual(models, {});
            assert.deepEqual(messages, [
                `paths./a/{id}.post.requestBody.content.${type}: a body of type "${type}": passes to the backend unvalidated, as API Gateway validates JSON only`,
            ]);
            assert.deepEqual(binaryMediaTypes, []);
        }
        const both = request({ "application/json": { schema: text }, "application/xml": { schema: text } });
        assert.deepEqual(both.request, { "application/json": text });
        assert.deepEqual(response({ "text/plain": { schema: { type: "string" } } }).response, {});
    });

    it("count ranges, parameters and capitals as the type that API Gateway imports (case 20)", () => {
        for (const type of [
            "*/*",
            "application/*",
            "application/*+json",
            "application/json; charset=utf-8",
            "Application/JSON",
        ]) {
            const { request: models } = request({ [type]: { schema: todo } }, components);
            assert.deepEqual(models, { "application/json": todo }, type);
        }
        const { response: models, messages } = response({ "*/*": { schema: todo } }, components);
        assert.deepEqual(models, { "application/json": todo });
        assert.deepEqual(messages, [
            'paths./a/{id}.post.responses.200.content.*/*: a response of type "*/*": published as "application/json", as API Gateway does not import ranges of media types',
        ]);
        const own = response({ "application/hal+json": { schema: todo }, "text/json": { schema: todo } }, components);
        assert.deepEqual(own.response, { "application/hal+json": todo, "text/json": todo });
    });

    it("are one where several names are the same type, the most precise", () => {
        const same = { "application/json": { schema: todo }, "application/*+json": { schema: { type: "string" } } };
        assert.deepEqual(request(same, components).request, { "application/json": todo });
        const versions = {
            "application/json;v=1": { schema: todo },
            "application/json;v=2": { schema: { type: "string" } },
        };
        const { request: models, messages } = request(versions, components);
        assert.deepEqual(models, {});
        assert.match(messages.join(), /v=2\.schema: another schema for the same media type: published without a model/);
    });

    it("have a name where the import would ignore an inline schema (case 07)", () => {
        const composed = { allOf: [{ type: "object", properties: { a: { type: "string" } } }, { type: "object" }] };
        const inResponse = response({ "application/json": { schema: composed } });
        assert.deepEqual(inResponse.response, {
            "application/json": { $ref: "#/components/schemas/PostAId200Response" },
        });
        assert.deepEqual(inResponse.schemas, { PostAId200Response: composed });
        const inRequest = request({ "application/json": { schema: { type: "string", maxLength: 2 } } });
        assert.deepEqual(inRequest.request, { "application/json": { $ref: "#/components/schemas/PostAIdRequest" } });
        assert.deepEqual(inRequest.schemas, { PostAIdRequest: { type: "string", maxLength: 2 } });
        const list = { type: "array", items: todo };
        assert.deepEqual(response({ "application/json": { schema: list } }, components).response, {
            "application/json": list,
        });
    });

    it("are absent for a schema that accepts everything, and for a media type without one", () => {
        const { request: models, schemas } = request({
            "application/json": { schema: {} },
            "text/json": { example: 1 },
        });
        assert.deepEqual([models, schemas], [{}, {}]);
    });

    it("share the model of an inline schema that several operations refer to", () => {
        const shared = { description: "Fine.", content: { "application/json": { schema: { type: "string" } } } };
        const responses = {
            "200": { $ref: "#/components/responses/Text" },
            "404": { $ref: "#/components/responses/Text" },
        };
        const { schemas } = read({ responses }, { responses: { Text: shared } });
        assert.deepEqual(schemas, { TextResponse: { type: "string" } });
    });

    it("accept any keys beside the schema of a media type", () => {
        const media = { schema: todo, example: {}, examples: {}, encoding: {}, "x-a": 1, other: 2 };
        assert.deepEqual(request({ "application/json": media }, components).messages, []);
    });
});

describe("The binary media types of a document", () => {
    const binary = { type: "string", format: "binary" };
    const upload = { type: "object", properties: { file: binary } };
    const cases: Record<string, [object, string[]]> = {
        "an image and a download without a schema (case 23)": [
            { "image/png": {}, "application/octet-stream": {} },
            ["application/octet-stream", "image/png"],
        ],
        "audio, video, fonts and documents": [
            { "audio/mpeg": {}, "video/mp4": {}, "font/woff2": {}, "application/pdf": {}, "application/zip": {} },
            ["application/pdf", "application/zip", "audio/mpeg", "font/woff2", "video/mp4"],
        ],
        "text that the document calls binary": [{ "text/csv": { schema: binary } }, ["text/csv"]],
        "a form with a file": [{ "multipart/form-data": { schema: upload } }, ["multipart/form-data"]],
        "a form with a list of files": [
            {
                "multipart/form-data": {
                    schema: { type: "object", properties: { files: { type: "array", items: binary } } },
                },
            },
            ["multipart/form-data"],
        ],
        "a form with a part of binary content": [
            { "multipart/form-data": { schema: { type: "object" }, encoding: { a: { contentType: "image/png" } } } },
            ["multipart/form-data"],
        ],
        "any type, which cannot be named": [{ "*/*": { schema: binary } }, ["application/octet-stream"]],
    };
    for (const [title, [content, types]] of Object.entries(cases)) {
        it(`are those of ${title}, in requests and responses`, () => {
            assert.deepEqual(request(content).binaryMediaTypes, types);
            const { binaryMediaTypes, schemas } = response(content);
            assert.deepEqual([binaryMediaTypes, schemas], [types, {}]);
        });
    }

    it("include the images of a range", () => {
        assert.ok(response({ "image/*": {} }).binaryMediaTypes.includes("image/webp"));
    });

    it("are never those of JSON, XML, forms and text", () => {
        const types = [
            "application/json",
            "application/problem+json",
            "*/*",
            "application/xml",
            "image/svg+xml",
            "text/html",
        ];
        const forms = ["application/x-www-form-urlencoded", "multipart/form-data", "application/javascript", "text/*"];
        for (const type of [...types, ...forms]) {
            assert.deepEqual(request({ [type]: { schema: { type: "string" } } }).binaryMediaTypes, [], type);
        }
        assert.deepEqual(request({ "application/json": { schema: binary } }).binaryMediaTypes, []);
    });
});
