import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { exportCommand } from "../../../../tools/cli/export/export-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import { openapiProblems } from "../../../openapi/clients/validate";

const never = new AbortController().signal;
const [books, authors] = [
    `openapi: 3.0.3
info: { title: Books, version: 1.0.0 }
servers: [{ url: /api/books }]
components: { securitySchemes: { login: { type: http, scheme: bearer } } }
paths:
  /: { get: { operationId: listBooks, responses: { "200": { description: Fine. } } } }
  /{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: Fine. }, "403": { description: Not yours. } }
    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      security: [{ login: [] }]
      responses: { "204": { description: Fine. } }
`,
    `openapi: 3.0.3
info: { title: Authors, version: 1.0.0 }
servers: [{ url: /api/authors }]
paths: { /: { get: { responses: { "200": { description: Fine. } } } } }
`,
];

const server = { build: "app/books", runsOn: "fargate", port: 8080, cpu: "250m", memory: "512Mi" };
const settings = (httpApi: object, others: object = {}) => ({
    "aws:region": "eu-west-1",
    "gatehouse:network": { cidrBlock: "10.30.0.0/16", availabilityZones: 2, availabilityZoneCidrMask: 19 },
    "gatehouse:apis": {
        books: { ...server, publishedBy: "http", healthPath: "/api/books" },
        authors: { ...server, publishedBy: "http", healthPath: "/api/authors" },
    },
    "gatehouse:authorizers": { login: { type: "jwt", issuer: "https://id.example.com", audiences: ["shop"] } },
    "gatehouse:httpApi": { throttle: { requestsPerSecond: 10, burst: 5 }, ...httpApi },
    ...others,
});
const plans = {
    "gatehouse:plans": { standard: { requestsPerSecond: 5, burst: 5 } },
    "gatehouse:clients": { web: "standard" },
};

describe("npm run export of an HTTP API", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        for (const [api, text] of Object.entries({ books, authors })) {
            mkdirSync(join(folder, "app", api), { recursive: true });
            writeFileSync(join(folder, "app", api, "openapi.yaml"), text);
            writeFileSync(join(folder, "app", api, "Dockerfile"), "FROM scratch\n");
        }
        configure(settings({ keys: "required" }, plans));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const configure = (config: object) => writeFileSync(join(folder, "Pulumi.shop.yaml"), stringify({ config }));

    async function run(...argv: readonly string[]) {
        const lines = { output: "", errors: "" };
        await exportCommand(["--stack", "shop", ...argv], never, {
            folder,
            write: (text) => (lines.output += text),
            writeError: (text) => (lines.errors += text),
        });
        return { document: JSON.parse(lines.output), errors: lines.errors };
    }

    it("is valid OpenAPI with the paths of the routes, the URL of the API, and AWS's own command", async () => {
        const { document, errors } = await run();
        assert.equal(await openapiProblems(document, "3.0"), "");
        assert.deepEqual(Object.keys(document.paths), ["/api/authors", "/api/books", "/api/books/{id}"]);
        assert.deepEqual(
            document.servers.map(({ url }: { url: string }) => url),
            ["https://{httpApiId}.execute-api.eu-west-1.amazonaws.com", "http://127.0.0.1:8080"],
        );
        assert.match(
            errors,
            /: aws apigatewayv2 export-api --api-id "\$\(pulumi stack output httpApiId --stack shop\)" --stage-name '\$default' /,
        );
    });

    it("says how a call without a key is rejected, and one above a plan: by 403, not 429", async () => {
        const { document } = await run();
        const { get, put } = document.paths["/api/books/{id}"];
        assert.deepEqual(get.security, [{ api_key: [] }]);
        assert.deepEqual(Object.keys(get.responses), ["200", "401", "403"]);
        assert.match(document.paths["/api/books"].get.responses[403].description, /rate or quota is used up/);
        assert.equal(get.responses[403].description, "Not yours.");
        assert.deepEqual([put.security, Object.keys(put.responses)], [[{ login: [] }], ["204"]]);
        assert.deepEqual(document.components.securitySchemes, {
            api_key: { type: "apiKey", in: "header", name: "x-api-key" },
            login: { type: "http", scheme: "bearer" },
        });
    });

    it("requires no key if the API does not", async () => {
        configure(settings({ keys: "none" }));
        const { document } = await run();
        const { get } = document.paths["/api/books"];
        assert.deepEqual([get.security, Object.keys(get.responses)], [[], ["200"]]);
        assert.deepEqual(Object.keys(document.components.securitySchemes), ["login"]);
    });

    it("has one API with its whole paths, as its root would be another route below a server with a path", async () => {
        const { document } = await run("--api", "authors");
        assert.deepEqual(Object.keys(document.paths), ["/api/authors"]);
    });

    it("has the URL of a state", async () => {
        const file = join(folder, "state.json");
        const resources = [
            {
                urn: "urn:pulumi:shop::shop::aws:apigatewayv2/api:Api::shop-http",
                type: "aws:apigatewayv2/api:Api",
                id: "abc123",
                custom: true,
                outputs: { protocolType: "HTTP", apiEndpoint: "https://abc123.execute-api.eu-west-1.amazonaws.com" },
            },
        ];
        writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
        const { document, errors } = await run("--state", file);
        assert.equal(document.servers[0].url, "https://abc123.execute-api.eu-west-1.amazonaws.com");
        assert.match(errors, /export-api --api-id abc123 /);
    });

    it("is rejected for another stage or API", async () => {
        await assert.rejects(run("--stage", "live", "--api", "book"), (error) => {
            assert.ok(error instanceof UsageError);
            assert.deepEqual(error.problems, [
                '"--stage": got "live", want one of $default',
                '"--api": got "book", want one of books, authors',
            ]);
            return true;
        });
    });
});
