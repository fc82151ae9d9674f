import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Collection, type Item, Property, Variable, VariableList } from "postman-collection";
import ts from "typescript";
import { parse } from "yaml";
import { postmanCollection } from "../../../../openapi/clients/postman";
import { exportCommand } from "../../../../tools/cli/export/export-command";
import { projectFolder, readStack } from "../../../../tools/cli/project/project";
import { serveCommand } from "../../../../tools/cli/serve/serve-command";
import { fenced } from "../../../docs/markdown";
import { openapiProblems } from "../../../openapi/clients/validate";

const never = new AbortController().signal;

/** The exports of the client in `docs/gateway/clients.md`. */
interface SampleClient {
    readonly apiClient: (baseUrl: string, key: string) => unknown;
    readonly addBook: (client: unknown, isbn: string) => Promise<string>;
}

/** A program that a client's author could write, beside the sample of the page. */
const program = `
import { apiClient } from "./client";

export async function useAll(baseUrl: string, key: string, isbn: string) {
    const client = apiClient(baseUrl, key);
    const book = await client.GET("/books/{isbn}", { params: { path: { isbn } } });
    const books = await client.GET("/books", { params: { query: { author: "Frank Herbert", limit: 5 } } });
    const body = { title: "a", url: "https://shop.my-org.com/a" };
    const created = await client.POST("/pictures", { body });
    const picture = await client.GET("/pictures/{id}", { params: { path: { id: created.data?.id ?? "" } } });
    const pictures = await client.GET("/pictures/all", { params: { query: { limit: 5 } } });
    const missing = await client.GET("/books/{isbn}", { params: { path: { isbn: "9780000000000" } } });
    const withoutKey = await apiClient(baseUrl, "").GET("/books");
    return {
        author: book.data?.authors[0],
        titles: books.data?.map(({ title }) => title),
        created: created.response.status,
        picture: picture.data?.title,
        pictures: pictures.data?.map(({ title }) => title),
        missing: [missing.response.status, typeof missing.error?.message],
        withoutKey: withoutKey.response.status,
    };
}
`;

/** Calls that the document does not allow, each with the text of its error. */
const wrongCalls: readonly (readonly [call: string, error: RegExp])[] = [
    [
        'client.POST("/books", { body: { isbn: "9780441013593", titel: "Dune", authors: ["x"] } })',
        /'titel' does not exist/,
    ],
    [
        'client.POST("/books", { body: { isbn: "9780441013593", title: 1, authors: ["x"] } })',
        /'number' is not assignable/,
    ],
    ['client.GET("/bokks", {})', /"\/bokks"/],
    ['client.GET("/books/{isbn}", { params: { path: { id: "x" } } })', /'id' does not exist/],
    ['client.GET("/books").then(({ data }) => data?.[0]?.titel)', /Property 'titel' does not exist/],
];

const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: [],
};

function errorsOf(files: readonly string[], emits = false): string[] {
    const compiled = ts.createProgram({ rootNames: files, options: { ...options, noEmit: !emits } });
    const errors = ts
        .getPreEmitDiagnostics(compiled)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    if (emits) compiled.emit();
    return errors;
}

describe("npm run export", function () {
    this.timeout(10 * 60_000);
    let folder = "";
    let published = "";
    let errors = "";
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
        published = join(folder, "published.json");
        ({ errors } = await run("--output", published));
    });
    after(() => rmSync(folder, { recursive: true }));

    async function run(...argv: readonly string[]) {
        const lines = { output: "", errors: "" };
        const code = await exportCommand(argv, never, {
            write: (text) => {
                lines.output += text;
            },
            writeError: (text) => {
                lines.errors += text;
            },
        });
        assert.equal(code, 0);
        return lines;
    }

    it("writes valid OpenAPI with the URLs of AWS and of this machine, and prints AWS's own command", async () => {
        const output = readFileSync(published, "utf8");
        const document = JSON.parse(output);
        assert.equal(await openapiProblems(document, "3.0"), "");
        assert.deepEqual(
            document.servers.map(({ url }: { url: string }) => url),
            ["https://{restApiId}.execute-api.eu-central-1.amazonaws.com/{basePath}", "http://127.0.0.1:8080/Test"],
        );
        assert.equal(document.servers[0].variables.basePath.default, "Test");
        assert.deepEqual(Object.keys(document.components.securitySchemes), ["api_key"]);
        assert.doesNotMatch(output, /"x-(?!api-key")/);
        assert.equal(
            errors,
            'The deployed one: aws apigateway get-export --rest-api-id "$(pulumi stack output restApiId --stack dev)" --stage-name Test --export-type oas30 --region eu-central-1 oas30.json\n',
        );
    });

    it("writes one API as YAML, below its path and its domain name", async () => {
        const file = join(folder, "books.yaml");
        const argv = ["--config-file", "stacks/examples/Pulumi.domain.yaml", "--format", "swagger", "--output", file];
        const { settings } = readStack({ name: "domain", file: "stacks/examples/Pulumi.domain.yaml" });
        const [[stage = "", base = ""] = []] = Object.entries(settings.domain?.basePaths ?? {});
        const [api = ""] = Object.keys(settings.apis);
        const { output } = await run(...argv, "--stage", stage, "--api", api);
        assert.equal(output, "");
        const document = parse(readFileSync(file, "utf8"));
        assert.equal(await openapiProblems(document, "2.0"), "");
        const path = base === "/" ? "" : `/${base}`;
        assert.deepEqual([document.host, document.basePath], [settings.domain?.name, `${path}/${api}`]);
        assert.ok(Object.keys(document.paths).every((each) => !each.startsWith(`/${api}`)));
    });

    describe("for a stage that is served", () => {
        const stop = new AbortController();
        let ended: Promise<number>;
        let output = "";
        let url = "";
        let key = "";
        before(async () => {
            ended = serveCommand(["--port", "0"], stop.signal, projectFolder, (text) => {
                output += text;
            });
            await Promise.race([ended, until(() => output.includes("Ctrl-C"))]);
            url = /Test +(http:\S+)/.exec(output)?.[1] ?? "";
            key = /^ +web +(\w+)$/m.exec(output)?.[1] ?? "";
        });
        after(async () => {
            stop.abort(new Error("enough"));
            await ended;
        });

        it("becomes a typed client as the documentation describes, which calls the gateway with the key", async () => {
            const generated = spawnSync(
                process.execPath,
                [
                    join(projectFolder, "node_modules/openapi-typescript/bin/cli.js"),
                    published,
                    "--output",
                    join(folder, "published.ts"),
                ],
                { cwd: folder, encoding: "utf8" },
            );
            assert.equal(generated.status, 0, generated.stderr);
            writeFileSync(join(folder, "client.ts"), fenced("docs/gateway/clients.md", "ts")[0] ?? "");
            writeFileSync(join(folder, "program.ts"), program);
            assert.deepEqual(errorsOf([join(folder, "program.ts")], true), []);
            const load = createRequire(join(folder, "x.js"));
            const { apiClient, addBook } = load("./client.js") as SampleClient;
            assert.equal(await addBook(apiClient(url, key), "9780441013593"), "Dune");
            const { useAll } = load("./program.js");
            assert.deepEqual(await useAll(url, key, "9780441013593"), {
                author: "Frank Herbert",
                titles: ["Dune"],
                created: 201,
                picture: "a",
                pictures: ["a"],
                missing: [404, "string"],
                withoutKey: 403,
            });
        });

        for (const [index, [call, error]] of wrongCalls.entries()) {
            it(`becomes a client with which a wrong call does not compile: ${call}`, () => {
                const file = join(folder, `wrong-${index}.ts`);
                writeFileSync(
                    file,
                    `import { apiClient } from "./client";\nconst client = apiClient("", "");\n${call};\n`,
                );
                const errors = errorsOf([file]);
                assert.equal(errors.length > 0, true);
                assert.match(errors.join("\n"), error);
            });
        }

        it("becomes a Postman collection whose requests the gateway accepts", async () => {
            const collection = new Collection(postmanCollection(JSON.parse(readFileSync(published, "utf8"))));
            const items: Item[] = [];
            collection.forEachItem((item) => items.push(item));
            const lists = items.filter(
                ({ request }) => request.method === "GET" && request.url.variables.count() === 0,
            );
            assert.equal(lists.length, 2);
            for (const { request } of lists) {
                const values = new VariableList(collection, [
                    new Variable({ key: "baseUrl", value: url }),
                    new Variable({ key: "api_key", value: key }),
                ]);
                const filled = (text: string) => Property.replaceSubstitutions(text, values);
                const headers = Object.entries(request.getHeaders()).map(([name, value]) => [
                    name,
                    filled(String(value)),
                ]);
                const { status } = await fetch(filled(request.url.toString()), {
                    headers: Object.fromEntries(headers),
                });
                assert.equal(status, 200, request.url.toString());
            }
        });

        it("is documented at a URL that the greeting names", async () => {
            const docs = /^ {2}(http:\S+\/~docs\/)$/m.exec(output)?.[1] ?? assert.fail(output);
            const page = await fetch(docs);
            assert.deepEqual([page.status, new URL(page.url).pathname], [200, "/~docs/Test/"]);
            const document = await (await fetch(`${docs}Test/openapi.json`)).json();
            assert.equal(await openapiProblems(document as object, "3.0"), "");
            assert.equal((await fetch(`${docs}.assets/swagger-ui-bundle.js`)).status, 200);
        });
    });
});

async function until(condition: () => boolean): Promise<void> {
    while (!condition()) await setTimeout(20);
}
