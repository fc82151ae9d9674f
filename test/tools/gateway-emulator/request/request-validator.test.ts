import assert from "node:assert/strict";
import { defaultBehavior } from "../../../../tools/gateway-emulator/http/unverified-behavior";
import { bench, header, operation, sampleApi, wire } from "../sample-api";

const withoutKey = {};
const withKey = { "x-api-key": "key-of-web" };

describe("request validation", () => {
    const parameters = [
        { name: "b", in: "query", required: true },
        { name: "a", in: "query", required: true },
        { name: "x-one", in: "header", required: true },
        { name: "free", in: "query", required: false },
    ] as const;
    const body = { required: true, schemas: { "application/json": { $ref: "#/components/schemas/Picture" } } };
    const models = {
        Picture: {
            type: "object",
            required: ["title"],
            properties: { title: { type: "string" }, next: { $ref: "#/components/schemas/Picture" } },
        },
    };
    const api = sampleApi({
        operations: [operation("GET", "/p", { parameters }), operation("POST", "/p", { body })],
        models,
    });

    it("lists the missing parameters: headers, path, query, each sorted", async () => {
        const served = await bench(api).send("GET", "/Test/p?free=1");
        assert.equal(wire(served), '400 {"message": "Missing required request parameters: [x-one, a, b]"}');
        assert.equal(header(served, "x-amzn-ErrorType"), "BadRequestException");
        assert.equal(
            (await bench(api).send("GET", "/Test/p?a=1&b=2", { ...withKey, "x-one": "1" })).response.status,
            200,
        );
    });

    const blanks: readonly [query: string, header: string, missing: string][] = [
        ["a=&b=2", "1", "a"],
        ["a&b=2", "1", "a"],
        ["a=%20&b=2", "1", "a"],
        ["a=1&b=2", "", "x-one"],
    ];
    for (const [query, value, missing] of blanks) {
        it(`counts a blank parameter as missing: ?${query}, header "${value}"`, async () => {
            const made = bench(api);
            const served = await made.send("GET", `/Test/p?${query}`, { ...withKey, "x-one": value });
            const message = `Missing required request parameters: [${missing}]`;
            assert.equal(wire(served), `400 {"message": "${message}"}`);
            assert.equal(made.calls.length, 0);
        });
    }

    it("accepts a blank optional parameter", async () => {
        const served = await bench(api).send("GET", "/Test/p?a=1&b=2&free=", { ...withKey, "x-one": "1" });
        assert.equal(served.response.status, 200);
    });

    it("omits the space in the message of a 400 without spaceInBadRequest", async () => {
        const served = await bench(api, { unverified: { ...defaultBehavior, spaceInBadRequest: false } }).send(
            "POST",
            "/Test/p",
        );
        assert.equal(wire(served), '400 {"message":"Invalid request body"}');
    });

    const bodies: readonly [string, string, number][] = [
        ["", "application/json", 400],
        ["{", "application/json", 400],
        ["[]", "application/json", 400],
        ['{"title":7}', "application/json", 400],
        ['{"title":"x","next":{}}', "application/json; charset=utf-8", 400],
        ['{"title":"x","next":{"title":"y"}}', "application/json", 200],
        ["title=x", "application/x-www-form-urlencoded", 200],
    ];
    for (const [text, type, status] of bodies) {
        it(`returns ${status} for the body ${JSON.stringify(text)} as ${type}`, async () => {
            const made = bench(api);
            const served = await made.send("POST", "/Test/p", { ...withKey, "content-type": type }, text);
            assert.equal(served.response.status, status);
            if (status === 400) assert.equal(wire(served), '400 {"message": "Invalid request body"}');
            assert.equal(made.calls.length, status === 200 ? 1 : 0);
        });
    }

    it("reads a body without a media type as JSON, and checks the key first", async () => {
        assert.equal((await bench(api).send("POST", "/Test/p", withKey, "{}")).response.status, 400);
        assert.equal((await bench(api).send("POST", "/Test/p", withoutKey, "{}")).response.status, 403);
    });
});

describe("the models of an imported API", () => {
    const post = (schema: object) =>
        operation("POST", "/p", { body: { required: true, schemas: { "application/json": schema } } });
    const statusOf = async (schema: object, body: unknown) =>
        (await bench(sampleApi({ operations: [post(schema)] })).send("POST", "/Test/p", withKey, JSON.stringify(body)))
            .response.status;
    const object = (name: string, schema: object) => ({ type: "object", properties: { [name]: schema } });

    const validated: readonly [why: string, schema: object, body: unknown, status: number][] = [
        ["maxItems is ignored", { type: "array", maxItems: 2, items: { type: "string" } }, ["a", "b", "c"], 200],
        ["minItems is ignored", { type: "array", minItems: 2 }, ["a"], 200],
        ["the items are validated nevertheless", { type: "array", maxItems: 2, items: { type: "string" } }, [1], 400],
        ["exclusiveMinimum is ignored", { type: "number", minimum: 1, exclusiveMinimum: true }, 1, 200],
        ["minimum is not", { type: "number", minimum: 1, exclusiveMinimum: true }, 0, 400],
        ["nullable is ignored", { type: "string", nullable: true }, null, 400],
        ["nullable without a type is no error", { nullable: true }, null, 200],
        ["readOnly and discriminator are ignored", { readOnly: true, discriminator: { propertyName: "a" } }, 1, 200],
        ["a property may have the name of a keyword", object("maxItems", { type: "string" }), { maxItems: 1 }, 400],
        ["a property named id", object("id", { type: "string" }), { id: 1 }, 400],
        ["a value of an enumeration is data", { enum: [{ maxItems: 1 }] }, {}, 400],
        ["keywords inside allOf are ignored too", { allOf: [{ type: "array", maxItems: 0 }] }, [1], 200],
    ];
    for (const [why, schema, body, status] of validated) {
        it(`${why}: ${JSON.stringify(schema)} and ${JSON.stringify(body)}: ${status}`, async () => {
            assert.equal(await statusOf(object("x", schema), { x: body }), status);
        });
    }

    const email = String.raw`^\S+\@\S+$`;
    it("may have a pattern that only JavaScript without the flag u reads", async () => {
        assert.equal(await statusOf(object("email", { type: "string", pattern: email }), { email: "a@b" }), 200);
        assert.equal(await statusOf(object("email", { type: "string", pattern: email }), { email: "a" }), 400);
    });

    const posix: readonly [pattern: string, value: string, status: number][] = [
        [String.raw`^\p{XDigit}{2}-\p{Upper}$`, "0f-A", 200],
        [String.raw`^\p{XDigit}{2}-\p{Upper}$`, "0g-A", 400],
        [String.raw`^[\p{Graph}\x20]*$`, "a b!~", 200],
        [String.raw`^[\p{Graph}\x20]*$`, "a\tb", 400],
        [String.raw`^[\p{Punct}]+$`, "!/[`{~@_", 200],
        [String.raw`^[\p{Punct}]+$`, "a", 400],
        [String.raw`^\[\p{Digit}\]\@$`, "[7]@", 200],
        [String.raw`^\p{L}+$`, "é", 200],
    ];
    for (const [pattern, value, status] of posix) {
        it(`may have a class of Java: ${pattern} and ${JSON.stringify(value)}: ${status}`, async () => {
            assert.equal(await statusOf(object("x", { type: "string", pattern }), { x: value }), status);
        });
    }

    it("treat a character outside the basic plane as one", async () => {
        assert.equal(await statusOf(object("x", { type: "string", pattern: "^.$" }), { x: "😀" }), 200);
    });

    it("that cannot be compiled are all reported, with operation, model, keyword and value", () => {
        const models = {
            User: object("name", { type: "string", pattern: "(?i)x" }),
            Count: object("n", { type: "integer", minimum: "1" }),
            Tag: object("tag", { type: "string", pattern: String.raw`^\p{IsLatin}+$` }),
        };
        const [user, tag] = ["User", "Tag"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
        const put = (path: string, schema: object) =>
            operation("PUT", path, { body: { required: true, schemas: { "application/json": schema } } });
        const operations = [
            put("/users/{id}", object("a", { allOf: [user, tag] })),
            put("/users", user ?? {}),
            put("/lost", { $ref: "#/components/schemas/Lost" }),
            put("/wrong", object("x", { type: "sting" })),
            put("/counts", { $ref: "#/components/schemas/Count" }),
        ];
        assert.throws(() => bench(sampleApi({ operations, models })), {
            name: "ModelError",
            message: [
                'REST API "shop": model "User", "properties", "name", "pattern": got "(?i)x", want a regular expression that Java and JavaScript share (invalid group); validates PUT /users/{id}, PUT /users',
                String.raw`REST API "shop": model "Tag", "properties", "tag", "pattern": got "^\p{IsLatin}+$", want a regular expression that Java and JavaScript share (invalid property name); validates PUT /users/{id}`,
                'REST API "shop": "$ref": got "#/components/schemas/Lost", want a model of the document; validates PUT /lost',
                'REST API "shop": "properties.x.type": got "sting", want a JSON Schema of draft 4 (it must be equal to one of the allowed values); validates PUT /wrong',
                'REST API "shop": model "Count", "properties.n.minimum": got "1", want a JSON Schema of draft 4 (it must be number); validates PUT /counts',
            ].join("\n"),
        });
    });
});
