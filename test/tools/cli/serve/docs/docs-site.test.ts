import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { docsResponse } from "../../../../../tools/cli/serve/docs/docs-site";
import { headerValues } from "../../../../../tools/gateway-emulator/http/message";
import { openapiProblems } from "../../../../openapi/clients/validate";
import { docsSource } from "./sample-docs";

function get(url: string, method = "GET") {
    return docsResponse({ method, url, headers: [], body: Buffer.alloc(0), sourceIp: "192.0.2.1" }, docsSource);
}

describe("the documentation on localhost", () => {
    it("leaves every other path to the gateway", () => {
        for (const url of ["/", "/Test/books", "/docs/", "/~doc", "/Test/~docs/"])
            assert.equal(get(url), undefined, url);
    });

    it("leads to the page of the first stage, and of a stage without a slash", () => {
        for (const [url, location] of [
            ["/~docs", "/~docs/"],
            ["/~docs/", "/~docs/Test/"],
            ["/~docs/next", "/~docs/next/"],
        ] as const) {
            const response = get(url);
            assert.deepEqual([response?.status, headerValues(response?.headers ?? [], "location")], [302, [location]]);
        }
    });

    it("has the clients with a key for the stage, and nothing that HTML could take for a tag", () => {
        const page = get("/~docs/next/")?.body.toString() ?? "";
        assert.match(page, /<option value="key-of-&#60;b&#62;">&#60;b&#62;<\/option><\/select>/);
        assert.doesNotMatch(page, /key-of-web|key-of-disabled/);
        assert.match(page, /<select data-scheme="api_key">/);
        assert.match(get("/~docs/Test/")?.body.toString() ?? "", /key-of-web/);
    });

    it("has a valid document for each stage with requests to the same origin, grouped by API", async () => {
        const document = JSON.parse(get("/~docs/Test/openapi.json?x=1")?.body.toString() ?? "");
        assert.equal(await openapiProblems(document, "3.0"), "");
        assert.deepEqual(document.servers, [{ url: "/Test" }]);
        assert.deepEqual(document.paths["/bookshops"].get.tags, ["bookshops"]);
    });

    it("lets a browser load only from the gateway, without inline scripts", () => {
        const response = get("/~docs/Test/");
        const [policy = ""] = headerValues(response?.headers ?? [], "content-security-policy");
        assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; /);
        assert.doesNotMatch(policy, /unsafe|https?:/);
        assert.doesNotMatch(response?.body.toString() ?? "", /<script>| on\w+=| style=|https?:/);
    });

    it("serves the files of Swagger UI, and no other", () => {
        for (const name of ["swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png", "page.js", "page.css"])
            assert.equal(get(`/~docs/.assets/${name}`)?.status, 200, name);
        for (const name of ["package.json", "../docs-site.ts", "..%2fdocs-site.ts", "toString", ""])
            assert.equal(get(`/~docs/.assets/${name}`)?.status, 404, name);
    });

    it("has no other pages, and changes nothing", () => {
        for (const url of ["/~docs/none/", "/~docs/Test/x", "/~docs/Test/x/y"])
            assert.equal(get(url)?.status, 404, url);
        assert.equal(get("/~docs/Test/", "POST")?.status, 405);
    });
});

describe("Swagger UI", () => {
    it("is installed without its report to a server of statistics", () => {
        const { scarfSettings } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
        assert.deepEqual(scarfSettings, { enabled: false });
    });
});
