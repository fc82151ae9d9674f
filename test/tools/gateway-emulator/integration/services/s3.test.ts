import assert from "node:assert/strict";
import type { ContentHandling } from "../../../../../tools/gateway-emulator/state/integration";
import { header, wire } from "../../sample-api";
import { passThrough, role, roleArn, serviceBench, serviceUri } from "../../sample-service";

// localstack/localstack, tests/aws/services/apigateway/test_apigateway_s3.snapshot.json, recorded from AWS.
const gzip = Buffer.from(
    "H4sIABRs7mMC/0vOzy0oSi0uTk1RSEksSdRRKM7IL81JUUhKVcjMK0vMyUxRCA1x07VQKC4pysxLBwC4ORBXLwAAAA==",
    "base64",
);
const text = "this is a UTF8 text typed object";
const damaged = Buffer.from(gzip.toString("utf8"));

interface Args {
    readonly request?: ContentHandling;
    readonly response?: ContentHandling;
    readonly types?: readonly string[];
    readonly template?: string;
    readonly responseTemplate?: string;
    readonly actions?: readonly string[];
}

function objects({ request, response, types = [], template, responseTemplate, actions = ["s3:*"] }: Args = {}) {
    const responses = {
        default: passThrough("200", {
            responseParameters: { "method.response.header.ETag": "integration.response.header.ETag" },
            responseTemplates: responseTemplate === undefined ? {} : { "application/json": responseTemplate },
            contentHandling: response,
        }),
    };
    const { send, services, sent } = serviceBench(
        {
            type: "aws",
            httpMethod: "ANY",
            uri: serviceUri("s3:path/pictures/{key}"),
            credentials: roleArn,
            requestParameters: {
                "integration.request.path.key": "method.request.path.key",
                "integration.request.header.Content-Type": "method.request.header.Content-Type",
                "integration.request.querystring.response-content-type": "method.request.header.response-content-type",
            },
            requestTemplates: template === undefined ? {} : { "application/json": template },
            contentHandling: request,
            responses,
        },
        {
            binaryMediaTypes: types,
            roles: [role("", "", { statements: [{ allows: true, actions, resources: ["*"] }] })],
        },
    );
    return {
        sent,
        put: (body: string | Buffer, type: string) =>
            send("PUT", "/Test/objects/a/b.json", { "Content-Type": type }, body),
        call: (method: string, headers: Readonly<Record<string, string>> = {}) =>
            send(method, "/Test/objects/a/b.json", headers),
        stored: () => services.objects.get("pictures/a/b.json")?.body,
        store: (body: Buffer) =>
            services.objects.set("pictures/a/b.json", {
                body,
                contentType: "text/plain",
                etag: '"1"',
                lastModified: 0,
            }),
    };
}

describe("an integration with S3", () => {
    it("stores, reads and deletes an object (test_apigateway_s3_any)", async () => {
        const { put, call, sent } = objects();
        const missing = await call("GET");
        assert.match(
            wire(missing),
            /^200 .*<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist\./s,
        );
        assert.equal(wire(await put('{"put_id": 1}', "application/json")), "200 ");
        assert.equal(wire(await call("GET")), '200 {"put_id": 1}');
        assert.equal(wire(await call("HEAD")), "200 ");
        await put('{"put_id": 2}', "application/json");
        assert.equal(wire(await call("GET")), '200 {"put_id": 2}');
        assert.equal(header(await call("GET"), "Content-Type"), "application/json");
        await call("DELETE");
        assert.match(wire(await call("GET")), /NoSuchKey.*<Key>a\/b\.json<\/Key>/);
        assert.deepEqual(
            sent.all.map(({ resource, content }) => [resource, content]),
            [
                ["pictures", '{"put_id": 1}'],
                ["pictures", '{"put_id": 2}'],
            ],
        );
    });

    it("hides whether a key exists from a role that may not list the bucket", async () => {
        const { call } = objects({ actions: ["s3:GetObject"] });
        assert.match(wire(await call("GET")), /<Code>AccessDenied<\/Code>.*s3:ListBucket/);
        assert.match(wire(await call("DELETE")), /<Code>AccessDenied<\/Code>.*s3:DeleteObject/);
    });

    const base64 = gzip.toString("base64");
    const requests: readonly [args: Args, body: string | Buffer, type: string, stored: string | Buffer | undefined][] =
        [
            [{}, gzip, "image/png", damaged],
            [{}, base64, "image/png", base64],
            [{}, text, "image/png", text],
            [{ types: ["image/png"] }, gzip, "image/png", gzip],
            [{ types: ["image/png"] }, base64, "image/png", base64],
            [{ types: ["image/png"] }, gzip, "text/plain", damaged],
            [{ types: ["image/png"], request: "CONVERT_TO_TEXT" }, gzip, "image/png", base64],
            [
                { types: ["image/png"], request: "CONVERT_TO_TEXT" },
                text,
                "image/png",
                "dGhpcyBpcyBhIFVURjggdGV4dCB0eXBlZCBvYmplY3Q=",
            ],
            [{ types: ["image/png"], request: "CONVERT_TO_TEXT" }, gzip, "text/plain", damaged],
            [{ request: "CONVERT_TO_BINARY" }, base64, "image/png", gzip],
            [{ request: "CONVERT_TO_BINARY" }, gzip, "image/png", undefined],
            [{ request: "CONVERT_TO_BINARY" }, text, "text/plain", undefined],
            [{ types: ["image/png"], request: "CONVERT_TO_BINARY" }, gzip, "image/png", gzip],
            [{ types: ["image/png"], request: "CONVERT_TO_BINARY" }, base64, "text/plain", gzip],
            [
                { request: "CONVERT_TO_BINARY", template: '{"data": "$input.body"}' },
                base64,
                "application/json",
                undefined,
            ],
        ];
    for (const [args, body, type, stored] of requests) {
        const kind = body === gzip ? "bytes" : body === base64 ? "Base64" : "text";
        it(`converts the request ${JSON.stringify(args)}, ${kind} as ${type} (test_apigw_s3_binary_support_request)`, async () => {
            const made = objects(args);
            const { response } = await made.put(body, type);
            assert.equal(response.status, stored === undefined ? 500 : 200);
            assert.deepEqual(made.stored(), stored === undefined ? undefined : Buffer.from(stored));
        });
    }

    const png = { types: ["image/png"] };
    const template = { responseTemplate: '{"data": "$input.body"}' };
    const responses: readonly [args: Args, body: string | Buffer, accept: string, type: string, received: unknown][] = [
        [{}, text, "text/plain", "text/plain", text],
        [{}, gzip, "image/png", "text/plain", damaged],
        [png, base64, "image/png", "text/plain", gzip],
        [png, gzip, "image/png", "text/plain", 500],
        [png, text, "image/png", "text/plain", 500],
        [png, gzip, "image/png", "image/png", gzip],
        [png, text, "image/png", "image/png", text],
        [png, gzip, "text/plain", "text/plain", damaged],
        [png, gzip, "text/plain", "image/png", base64],
        [{ ...png, response: "CONVERT_TO_TEXT" }, gzip, "text/plain", "image/png", base64],
        [{ response: "CONVERT_TO_BINARY" }, base64, "text/plain", "text/plain", gzip],
        [{ ...png, response: "CONVERT_TO_BINARY" }, base64, "text/plain", "image/png", base64],
        [
            { ...png, response: "CONVERT_TO_TEXT", ...template },
            base64,
            "image/png",
            "text/plain",
            `{"data": "${base64}"}`,
        ],
        [{ ...png, response: "CONVERT_TO_BINARY", ...template }, base64, "image/png", "text/plain", 500],
    ];
    for (const [args, body, accept, type, received] of responses) {
        const kind = body === gzip ? "bytes" : body === base64 ? "Base64" : "text";
        it(`converts the response ${JSON.stringify(args)}, ${kind} as ${type} for ${accept} (test_apigw_s3_binary_support_response)`, async () => {
            const made = objects(args);
            made.store(Buffer.from(body));
            const { response } = await made.call("GET", { Accept: accept, "response-content-type": type });
            if (typeof received === "number") assert.equal(response.status, received);
            else assert.deepEqual(response.body, Buffer.from(received as string | Buffer));
        });
    }
});
