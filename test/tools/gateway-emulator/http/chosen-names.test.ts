import assert from "node:assert/strict";
import type { BackendCall } from "../../../../tools/gateway-emulator/integration/backend-call";
import { bench, header, ok, operation, sampleApi, wire } from "../sample-api";
import { functionApi } from "../sample-function";
import { passThrough, serviceBench } from "../sample-service";

const key = { "x-api-key": "key-of-web" };

/** Names that every object of JavaScript has. */
const names = ["constructor", "__proto__", "toString"];

const sent = (call: BackendCall | undefined, name: string) =>
    Object.entries(call?.headers ?? {}).find(([each]) => each === name.toLowerCase())?.[1];

describe("a name that a client chooses", () => {
    for (const name of names) {
        // A header of this name is lost on the way, and nothing else.
        const isProto = name === "__proto__";
        const chosen = Object.fromEntries([[name, "1"]]);

        it(`may be ${name} in headers for a backend`, async () => {
            const { send, calls } = bench(sampleApi());
            assert.equal(wire(await send("GET", "/Test/pictures", { ...key, ...chosen })), "200 1");
            assert.ok(isProto || sent(calls[0], name) === "1");
        });

        it(`may be ${name} in headers and queries for a function`, async () => {
            const { send, calls } = bench(functionApi(), { responses: async () => ok("1", [[name, "2"]]) });
            const served = await send("GET", `/Test/quotes/1?${name}=3`, { ...key, ...chosen });
            assert.equal(wire(served), "200 1");
            assert.match(calls[0]?.path ?? "", new RegExp(`\\?${name}=3$`));
            assert.ok(isProto || sent(calls[0], name) === "1");
            assert.ok(isProto || header(served, name) === "2");
        });

        it(`may be ${name} as a media type`, async () => {
            const responses = { default: passThrough("200", { responseTemplates: { "application/json": "a" } }) };
            const integration = { type: "mock" as const, requestTemplates: { "application/json": "{}" }, responses };
            const { send } = serviceBench({ ...integration, passthroughBehavior: "never" });
            const typed = await send("POST", "/Test/call", { "Content-Type": name }, "{}");
            assert.equal(wire(typed), '415 {"message": "Unsupported Media Type"}');
            const ofMock = { ...integration, requestTemplates: { "application/json": '{"statusCode": 200}' } };
            const accepting = await serviceBench(ofMock).send("POST", "/Test/call", { Accept: name }, "{}");
            assert.equal(wire(accepting), "200 a");
        });

        it(`may be ${name} as the media type of a body that is validated`, async () => {
            const body = { required: true, schemas: { "application/json": { type: "object" } } };
            const operations = [operation("POST", "/pictures", { body })];
            const { send } = bench(sampleApi({ operations }));
            assert.equal(wire(await send("POST", "/Test/pictures", { ...key, "Content-Type": name }, "[]")), "200 1");
        });
    }
});
