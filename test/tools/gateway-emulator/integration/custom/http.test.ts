import assert from "node:assert/strict";
import { header, ok, wire } from "../../sample-api";
import { passThrough, serviceBench } from "../../sample-service";

const http = {
    type: "http" as const,
    httpMethod: "POST",
    uri: "http://${stageVariables.host}/post/{id}",
    requestParameters: { "integration.request.path.id": "'1'" },
    responses: { default: passThrough("200") },
};
const names =
    "Accept Accept-Charset Accept-Encoding Age Authorization Connection Content-Encoding Content-Length Content-MD5 Content-Type Date Expect Host Max-Forwards Pragma Proxy-Authenticate Range Referer Server TE Transfer-Encoding Trailer Upgrade User-Agent Via Warn WWW-Authenticate".split(
        " ",
    );

describe("an HTTP integration without proxy", () => {
    // localstack, TestApiGatewayHeaderRemapping[HTTP], recorded from AWS.
    it("sends no header of the client, and returns none of the backend", async () => {
        const { send, calls } = serviceBench(http, {}, { responses: async () => ok("{}", [["x-own", "1"]]) });
        const served = await send("GET", "/Test/call/1?q=1", { "X-Own": "1", "Content-Type": "application/json" });
        const { "x-amzn-trace-id": traceId, ...sent } = calls[0]?.headers ?? {};
        assert.match(traceId ?? "", /^Root=/);
        assert.deepEqual(sent, {
            accept: "application/json",
            "user-agent": "AmazonAPIGateway_api1",
            "x-amzn-apigateway-api-id": "api1",
        });
        assert.deepEqual([calls[0]?.path, calls[0]?.method, calls[0]?.host], ["/post/1", "POST", "shop.internal"]);
        assert.deepEqual(
            served.response.headers.map(([name]) => name),
            ["Content-Type", "X-Amzn-Trace-Id", "x-amzn-RequestId", "x-amz-apigw-id", "x-local-cache"],
        );
    });

    it("sends mapped headers, but not those of the connection", async () => {
        const mapped = names
            .filter((name) => !["Content-Length", "Transfer-Encoding"].includes(name))
            .map((name) => [`integration.request.header.${name}`, `'own ${name}'`]);
        const { post, calls } = serviceBench({
            ...http,
            requestParameters: { ...http.requestParameters, ...Object.fromEntries(mapped) },
        });
        await post("");
        const { host, headers } = calls[0] ?? {};
        assert.equal(host, "own Host");
        const sent = Object.keys(headers ?? {}).filter((name) => headers?.[name]?.startsWith("own "));
        const dropped = ["connection", "expect", "host", "proxy-authenticate", "te", "via"];
        const expected = mapped.map(([name]) => name?.split(".").at(-1)?.toLowerCase() ?? "");
        assert.deepEqual(sent.sort(), expected.filter((name) => !dropped.includes(name)).sort());
    });

    for (const name of ["Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id"]) {
        it(`fails if it maps ${name}`, async () => {
            const requestParameters = { ...http.requestParameters, [`integration.request.header.${name}`]: "'1'" };
            assert.match(wire(await serviceBench({ ...http, requestParameters }).post("")), /^500 /);
        });
    }

    it("returns mapped headers, 14 of them under other names", async () => {
        const responseParameters = Object.fromEntries(
            names.map((name) => [`method.response.header.${name}`, `'own ${name}'`]),
        );
        const responses = { default: passThrough("200", { responseParameters }) };
        const { response } = await serviceBench({ ...http, responses }).post("");
        const own = response.headers.filter(([, value]) => value.startsWith("own ")).map(([name]) => name);
        const renamed =
            "Authorization Connection Content-Length Content-MD5 Date Expect Host Max-Forwards Proxy-Authenticate Server Trailer Upgrade User-Agent WWW-Authenticate".split(
                " ",
            );
        const expected = names
            .filter((name) => name !== "Transfer-Encoding")
            .map((name) => (renamed.includes(name) ? `x-amzn-Remapped-${name}` : name));
        assert.deepEqual(own, expected);
    });

    // localstack, test_http_integration_status_code_selection, recorded from AWS.
    it("selects the response by the status", async () => {
        const responses = { default: passThrough("200"), "4\\d{2}": passThrough("400") };
        const status = async (given: number) => {
            const { post } = serviceBench(
                { ...http, responses },
                {},
                { responses: async () => ({ ...ok("x"), status: given }) as const },
            );
            return wire(await post(""));
        };
        assert.deepEqual([await status(404), await status(201)], ["400 x", "200 x"]);
    });

    it("fails if no response matches and none is the default", async () => {
        const served = await serviceBench({ ...http, responses: { "404": passThrough("404") } }).post("");
        assert.equal(wire(served), '500 {"message": "Internal server error"}');
        assert.match(header(served, "x-local-reason") ?? "", /^No match for output mapping/);
    });

    it("maps parts of both bodies, parameters and the backend's headers", async () => {
        const { post, calls } = serviceBench(
            {
                ...http,
                requestParameters: {
                    "integration.request.path.id": "method.request.body.pets[0].name",
                    "integration.request.querystring.all": "method.request.body",
                    "integration.request.header.X-Price": "method.request.body.price",
                    "integration.request.header.X-None": "method.request.body.none",
                },
                responses: {
                    default: passThrough("200", {
                        responseParameters: {
                            "method.response.header.Location": "integration.response.body.redirect.url",
                            "method.response.header.Id": "integration.response.header.x-app-id",
                            "method.response.header.Items": "integration.response.multivalueheader.item",
                            "method.response.header.Stage": "context.stage",
                        },
                    }),
                },
            },
            {},
            {
                responses: async () =>
                    ok('{"redirect": {"url": "/new"}}', [
                        ["x-app-id", "7"],
                        ["item", "a"],
                        ["item", "b"],
                    ]),
            },
        );
        const served = await post('{"pets":[{"name":"Rex"}],"price":1.5}');
        assert.equal(calls[0]?.path, `/post/Rex?all=${encodeURIComponent('{"pets":[{"name":"Rex"}],"price":1.5}')}`);
        assert.deepEqual([calls[0]?.headers["x-price"], calls[0]?.headers["x-none"]], ["1.5", undefined]);
        assert.deepEqual(
            ["Location", "Id", "Items", "Stage"].map((name) => header(served, name)),
            ["/new", "7", "a,b", "Test"],
        );
        assert.equal(wire(await post("{not JSON")), '400 {"message": "Invalid JSON in request body"}');
    });

    it("takes the template for the Accept of the client, else that for JSON, else the first", async () => {
        const body = async (templates: Readonly<Record<string, string>>, accept?: string) => {
            const responses = { default: passThrough("200", { responseTemplates: templates }) };
            return wire(await serviceBench({ ...http, responses }).post("", accept ? { Accept: accept } : {}));
        };
        const both = { "application/xml": "<a/>", "application/json": "{}" };
        assert.deepEqual(
            [await body(both, "application/xml;q=1"), await body(both), await body(both, "text/csv")],
            ["200 <a/>", "200 {}", "200 {}"],
        );
        assert.equal(await body({ "application/xml": "<a/>" }, "text/csv"), "200 <a/>");
    });

    it("turns JSON into XML, and renames members", async () => {
        const template = `#set($book = $input.path('$'))
<book id="$book.id">#foreach($author in $book.authors)<author>$author</author>#end</book>`;
        const { post } = serviceBench(
            {
                ...http,
                requestTemplates: { "application/json": "{\"bookId\": $input.json('$.id')}" },
                responses: { default: passThrough("200", { responseTemplates: { "application/xml": template } }) },
            },
            {},
            {
                responses: async ({ body }) =>
                    ok(`{"id": ${JSON.parse(body.toString()).bookId}, "authors": ["A", "B"]}`),
            },
        );
        assert.equal(wire(await post('{"id": 7}')), '200 <book id="7"><author>A</author><author>B</author></book>');
    });

    it("sends the overrides of a template in place of the mapped values, each at most once", async () => {
        const template = `#set($context.requestOverride.header.X-One = "two")
#set($context.requestOverride.header.List = ["a", "b"])
#set($context.requestOverride.path.id = "9")
#set($context.requestOverride.querystring["q"] = $input.params("none"))
{}`;
        const requestParameters = {
            "integration.request.header.x-one": "'one'",
            "integration.request.path.id": "'1'",
            "integration.request.querystring.q": "'1'",
        };
        const { post, calls } = serviceBench({
            ...http,
            requestParameters,
            requestTemplates: { "application/json": template },
        });
        await post("");
        assert.equal(calls[0]?.path, "/post/9?q=");
        assert.deepEqual([calls[0]?.headers["x-one"], calls[0]?.headers.list], ["two", "a,b"]);
        const twice = `${template}#set($context.requestOverride.header.X-One = "three")`;
        const served = await serviceBench({
            ...http,
            requestParameters,
            requestTemplates: { "application/json": twice },
        }).post("");
        assert.equal(wire(served), '500 {"message": "Internal server error"}');
        assert.match(header(served, "x-local-reason") ?? "", /is overridden twice/);
    });

    it("fails for a template that is not valid", async () => {
        const served = await serviceBench({ ...http, requestTemplates: { "application/json": "#if(" } }).post("");
        assert.equal(wire(served), '500 {"message": "Internal server error"}');
        assert.match(header(served, "x-local-reason") ?? "", /^the template is not valid: Parse error on line 1/);
    });
});
