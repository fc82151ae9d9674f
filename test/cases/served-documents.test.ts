import assert from "node:assert/strict";
import { deriveBody } from "../../openapi/derive/body";
import { operationsOf } from "../../openapi/operations";
import { parseDocument } from "../../openapi/read/parse";
import { importRejection } from "../../tools/cloud-simulator/rejections/gateway/import";
import type { BackendResponse } from "../../tools/gateway-emulator/integration/backend-call";
import { readBody } from "../../tools/gateway-emulator/state/read-body";
import { type Bench, bench, header, ok, sampleApi, settings, stage } from "../tools/gateway-emulator/sample-api";
import * as bodyDocuments from "./body-documents";
import * as documents from "./documents";

const key = { "x-api-key": "key-of-web" };
const json = { ...key, "content-type": "application/json" };

/** A gateway for a document whose backend responds with the path and the credentials that it received. */
function served(document: string, response?: BackendResponse): Bench {
    const api = { name: "echo", basePath: "/echo", document: parseDocument("app/echo/openapi.yaml", document) };
    const body = deriveBody({ title: "g", version: "1", apis: [api] });
    assert.equal(importRejection(body), undefined);
    const cached = operationsOf([api]).filter((each) => each.cached);
    const methodSettings = Object.fromEntries([
        ["*/*", { ...settings, cachingEnabled: false }],
        ...cached.map(({ methodPath }) => [methodPath, settings]),
    ]);
    const variables = { echoLink: "link1", echoBackend: "shop.internal" };
    const deployed = sampleApi({ ...readBody(body), stages: { Test: { ...stage, variables, methodSettings } } });
    const responses = async ({ path, headers }: { path: string; headers: Readonly<Record<string, string>> }) =>
        response ?? ok(`${path} ${headers.authorization ?? headers["x-tenant"] ?? "nobody"}`);
    return bench(deployed, { responses });
}

async function send(gateway: Bench, method: string, path: string, headers: object = key, body: string | Buffer = "") {
    const found = await gateway.send(method, `/Test/echo${path}`, headers as Record<string, string>, body);
    return `${found.response.status} ${found.response.body.toString("utf8")}`;
}

describe("A document of a public bug report", () => {
    it("with a bearer scheme at the root gives each caller his own response", async () => {
        const gateway = served(documents.rootSecurity);
        const get = (token?: string) =>
            send(gateway, "GET", "/api/ToDo", { ...key, ...(token !== undefined && { Authorization: token }) });
        for (const _ of ["first", "from the cache"]) {
            assert.equal(await get("alice"), "200 /api/ToDo alice");
            assert.equal(await get("bob"), "200 /api/ToDo bob");
            assert.equal(await get(), "200 /api/ToDo nobody");
        }
        assert.equal(gateway.calls.length, 3);
        assert.match(await send(gateway, "GET", "/api/ToDo", { authorization: "alice" }), /^403 /);
    });

    it("with a header in capitals gives each tenant its own response, also over HTTP/2", async () => {
        const gateway = served(documents.headerCase);
        for (const name of ["x-tenant", "X-Tenant"]) {
            for (const tenant of ["a", "b", "a"])
                assert.equal(
                    await send(gateway, "GET", "/orders", { ...key, [name]: tenant }),
                    `200 /orders ${tenant}`,
                );
        }
        assert.equal(await send(gateway, "GET", "/strict", { ...key, "x-tenant": "a" }), "200 /strict a");
    });

    it("with forms, uploads, XML and text passes each body", async () => {
        const gateway = served(bodyDocuments.forms);
        const bodies = [
            ["/token", "application/x-www-form-urlencoded", "username=a&password=b"],
            [
                "/upload",
                "multipart/form-data; boundary=x",
                '--x\r\ncontent-disposition: form-data; name="note"\r\n\r\nhi\r\n--x--',
            ],
            ["/pet", "application/xml", "<pet><name>a</name></pet>"],
            ["/pet", "text/plain", "hello"],
            ["/pet", "application/json", '{"name":"a"}'],
        ];
        for (const [path = "", type = "", body] of bodies)
            assert.match(await send(gateway, "POST", path, { ...key, "content-type": type }, body), /^200 /, type);
        assert.deepEqual(
            gateway.calls.map((call) => call.body.toString("utf8")),
            bodies.map(([, , body]) => body),
        );
        assert.match(await send(gateway, "POST", "/pet", json, '{"name":1}'), /^400 /);
    });

    const posts: Record<string, readonly [document: string, path: string, bodies: Record<string, number>]> = {
        "with a required read-only property takes a body without it": [
            bodyDocuments.readOnly,
            "/items",
            { '{"name":"a"}': 200, '{"id":1,"name":"a"}': 200, "{}": 400 },
        ],
        "with nullable references and enums takes null": [
            bodyDocuments.nullable,
            "/items",
            {
                '{"owner":null}': 200,
                '{"owner":{},"kind":null}': 200,
                '{"owner":1}': 400,
                '{"owner":{},"kind":"c"}': 400,
            },
        ],
        "with a needless escape in a pattern validates by it": [
            bodyDocuments.pattern,
            "/users",
            { '{"email":"a@b"}': 200, '{"email":"ab"}': 400 },
        ],
        "with a limit of items passes more, as API Gateway does": [
            bodyDocuments.maxItems,
            "/tags",
            { '{"tags":["a","b","c"]}': 200, '{"tags":"a"}': 400 },
        ],
        "with ranges of media types validates JSON": [
            bodyDocuments.ranges,
            "/todos",
            { '{"title":"a"}': 200, '{"title":1}': 400 },
        ],
        "with a value twice in an enum validates by it": [
            bodyDocuments.enumTwice,
            "/p",
            { '{"status":"A"}': 200, '{"status":"B"}': 400 },
        ],
    };
    for (const [title, [document, path, bodies]] of Object.entries(posts)) {
        it(title, async () => {
            const gateway = served(document);
            for (const [body, status] of Object.entries(bodies))
                assert.equal(Number((await send(gateway, "POST", path, json, body)).slice(0, 3)), status, body);
        });
    }

    it("with composed and primitive schemas imports, and validates by them", async () => {
        const gateway = served(bodyDocuments.composed);
        assert.match(await send(gateway, "PUT", "/test", json, '{"a":"x"}'), /^200 /);
        assert.match(await send(gateway, "PUT", "/test", json, '{"a":"x","b":"x"}'), /^400 /);
        assert.match(await send(gateway, "GET", "/test"), /^200 /);
    });

    it("with a path of the server calls the backend under it", async () => {
        assert.equal(await send(served(documents.serverPath), "GET", "/pets"), "200 /api/v3/pets nobody");
    });

    it("with required parameters rejects blank ones", async () => {
        const gateway = served(documents.required);
        const missing = (name: string) => `400 {"message": "Missing required request parameters: [${name}]"}`;
        assert.equal(await send(gateway, "GET", "/search?q1=", { ...key, h1: "x" }), missing("q1"));
        assert.equal(await send(gateway, "GET", "/search?q1=a", { ...key, h1: "" }), missing("h1"));
        assert.equal(gateway.calls.length, 0);
        assert.match(await send(gateway, "GET", "/search?q1=a", { ...key, h1: "x" }), /^200 /);
    });

    it("with a backend that asks for Basic credentials has the header remapped, and a type by default", async () => {
        const challenge = { ...ok(""), status: 401, headers: [["WWW-Authenticate", "Basic"]] } as BackendResponse;
        const found = await served(documents.anything, challenge).send("GET", "/Test/echo/any");
        assert.deepEqual(
            ["x-amzn-Remapped-WWW-Authenticate", "WWW-Authenticate", "Content-Type"].map((name) => header(found, name)),
            ["Basic", undefined, "application/json"],
        );
    });

    it("with empty descriptions is published", async () => {
        assert.match(await send(served(documents.emptyDescription), "GET", "/items"), /^200 /);
    });

    it("with an encoded slash in a variable decodes it for the backend", async () => {
        const gateway = served(documents.encodedSlash);
        const paths = ["a%2Fb", "a%20b", "caf%C3%A9"];
        for (const path of paths) await send(gateway, "GET", `/files/${path}`);
        assert.deepEqual(
            gateway.calls.map(({ path }) => path),
            ["/files/a/b", "/files/a%20b", "/files/caf%C3%A9"],
        );
    });

    it("with images and bytes passes them unchanged in both directions", async () => {
        const png = Buffer.from("89504e470d0a1a0aff00fe", "hex");
        const gateway = served(documents.binary, ok(png, [["content-type", "image/png"]]));
        const image = await gateway.send("GET", "/Test/echo/any", { ...key, accept: "image/png" });
        assert.deepEqual(image.response.body, png);
        const bytes = Buffer.from("fffe0001", "hex");
        await gateway.send("POST", "/Test/echo/any", { ...key, "content-type": "application/octet-stream" }, bytes);
        assert.deepEqual(gateway.calls[1]?.body, bytes);
    });
});
