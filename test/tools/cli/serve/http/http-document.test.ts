import assert from "node:assert/strict";
import { projectFolder, readStack } from "../../../../../tools/cli/project/project";
import { servableStack } from "../../../../../tools/cli/serve/bring-up";
import { docsResponse } from "../../../../../tools/cli/serve/docs/docs-site";
import { httpDocument } from "../../../../../tools/cli/serve/http/http-document";
import { openapiProblems } from "../../../../openapi/clients/validate";
import { docsSource } from "../docs/sample-docs";
import { httpStack, type SampleClient } from "./http-stack";

const web = { key: "w".repeat(40) };
const stack = readStack({ name: "fargate", file: "stacks/examples/Pulumi.fargate.yaml" });

async function source(clients?: Readonly<Record<string, SampleClient>>) {
    const { http, httpClients } = servableStack(await httpStack(clients));
    assert.ok(http);
    const ofHttp = { document: httpDocument(http, stack, projectFolder), clients: httpClients };
    return { stackName: "http", published: [], http: ofHttp };
}

const get = (docs: Awaited<ReturnType<typeof source>>, url: string) =>
    docsResponse({ method: "GET", url, headers: [], body: Buffer.alloc(0), sourceIp: "192.0.2.1" }, docs);

describe("the documentation of an HTTP API on localhost", () => {
    it("has the paths of its routes, without a stage, grouped by API", async () => {
        const { document } = (await source({ web })).http;
        assert.equal(await openapiProblems(document, "3.0"), "");
        assert.deepEqual(document.servers, [{ url: "/" }]);
        assert.deepEqual(Object.keys(document.paths).sort(), [
            "/api/authors",
            "/api/authors/{id}",
            "/api/books",
            "/api/books/{id}",
        ]);
        assert.deepEqual(document.paths["/api/books"]?.get?.tags, ["books-service"]);
    });

    it("sends a key only if the API has keys", async () => {
        const keyed = await source({ web });
        assert.deepEqual(keyed.http.document.paths["/api/books"]?.get?.security, [{ api_key: [] }]);
        const page = get(keyed, "/~docs/$default/")?.body.toString() ?? "";
        assert.match(page, /<select data-scheme="api_key"><option value="w{40}">web<\/option>/);
        const open = await source();
        assert.deepEqual(open.http.document.paths["/api/books"]?.get?.security, []);
        assert.equal(open.http.document.components.securitySchemes, undefined);
        const text = get(open, "/~docs/$default/")?.body.toString() ?? "";
        assert.match(text, /<h2>HTTP API<\/h2>\n<p>Requests go to the gateway on this machine\./);
        assert.match(text, /Calls need no API key/);
        assert.doesNotMatch(text, /<select/);
    });

    it("is the first page without a REST API, and the last one beside its stages", async () => {
        const docs = await source();
        assert.deepEqual(get(docs, "/~docs/")?.headers.at(-1), ["Location", "/~docs/$default/"]);
        const page = get({ ...docsSource, ...docs, published: docsSource.published } as typeof docs, "/~docs/Test/");
        assert.match(
            page?.body.toString() ?? "",
            /<a href="\.\.\/next\/">next<\/a><\/li><li><a href="\.\.\/\$default\/">HTTP API</,
        );
        assert.equal(get(docs, "/~docs/$default/openapi.json")?.status, 200);
    });
});
