import assert from "node:assert/strict";
import type { PublishedApi, SecurityRequirement } from "../../../openapi/document";
import { operationsOf } from "../../../openapi/operations";
import { parseDocument } from "../../../openapi/read/parse";
import { canaryPaths, canaryProblems } from "../../../stacks/watching/canary-paths";

const ok = 'responses: { "200": { description: Fine. } }';
const document = (paths: string, more = "") =>
    parseDocument("a.yaml", `openapi: 3.0.3\ninfo: { title: A, version: 1.0.0 }\n${more}paths:\n${paths}`);
const published = (name: string, paths: string, more = ""): PublishedApi => ({
    name,
    basePath: `/${name}`,
    document: document(paths, more),
});
const parameter = (place: string, required: boolean) =>
    `parameters: [{ name: limit, in: ${place}, required: ${required}, schema: { type: string } }]`;

function pathsOf(apis: readonly PublishedApi[], paths: Record<string, string> = {}) {
    const settings = {
        apis: Object.fromEntries(apis.map(({ name }) => [name, {}])),
        alarms: { canary: { minutes: 5, paths } },
    };
    return canaryPaths(settings as never, operationsOf(apis));
}

describe("canaryPaths", () => {
    it("takes the first GET that a key alone opens", () => {
        const books = published(
            "books",
            `  /{id}: { get: { parameters: [{ name: id, in: path, required: true }], ${ok} } }
  /a: { post: { ${ok} } }
  /b: { get: { ${parameter("query", true)}, ${ok} } }
  /c: { get: { ${parameter("header", true)}, ${ok} } }
  /d: { get: { ${parameter("query", false)}, ${ok} } }
  /e: { get: { ${ok} } }
`,
        );
        assert.deepEqual(pathsOf([books]), { paths: { books: "/books/d" }, skipped: [] });
    });

    it("skips an API without such an operation", () => {
        const books = published("books", `  /a: { post: { ${ok} } }\n`);
        const quotes = published("quotes", `  /: { get: { ${ok} } }\n`);
        assert.deepEqual(pathsOf([books, quotes]), { paths: { quotes: "/quotes" }, skipped: ["books"] });
    });

    it("skips operations that need a credential of the backend beside the key", () => {
        const schemes = "components: { securitySchemes: { token: { type: http, scheme: bearer } } }\n";
        const books = published("books", `  /a: { get: { security: [{ token: [] }], ${ok} } }\n`, schemes);
        assert.deepEqual(pathsOf([books]), { paths: {}, skipped: ["books"] });
    });

    it("skips operations whose calls an authorizer checks beside the key", () => {
        const { document, ...books } = published("books", `  /a: { get: { ${ok} } }\n`);
        const secured = (security: SecurityRequirement[]) => {
            const operations = document.operations.map((operation) => ({ ...operation, security }));
            return pathsOf([{ ...books, document: { ...document, operations } }]).skipped;
        };
        assert.deepEqual(secured([{ api_key: [], jwt: [] }]), ["books"]);
        assert.deepEqual(secured([{ api_key: [] }]), []);
    });

    it("neither has nor skips an API that the HTTP API publishes, as it calls the stages of the REST API", () => {
        const books = published("books", `  /a: { get: { ${ok} } }\n`);
        const settings = { apis: { books: { publishedBy: "http" } }, alarms: { canary: { minutes: 5, paths: {} } } };
        assert.deepEqual(canaryPaths(settings as never, operationsOf([books])), { paths: {}, skipped: [] });
    });

    it("takes the path of the settings, below the API and without the slash of its root", () => {
        const books = published("books", `  /a: { post: { ${ok} } }\n`);
        const pathFor = (path: string) => pathsOf([books], { books: path }).paths.books;
        assert.equal(pathFor("/a?limit=1"), "/books/a?limit=1");
        assert.equal(pathFor("/"), "/books");
        assert.equal(pathFor("/?limit=1"), "/books?limit=1");
    });
});

describe("canaryProblems", () => {
    const many = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, at) => [`api${at}`, "/first-resource?limit=1"]));
    const problemsOf = (paths: Readonly<Record<string, string>>, alarms: object = { canary: { paths } }) =>
        canaryProblems({ apis: paths, stages: { Live: {}, Test: {} }, alarms } as never, []);

    it("rejects more calls than the environment of a canary can have, which AWS would do late", () => {
        assert.deepEqual(problemsOf(many(60)), []);
        assert.deepEqual(problemsOf(many(100), {}), []);
        assert.match(
            problemsOf(many(100)).join("\n"),
            /^gatehouse:alarms\.canary: got "a canary that calls 100 APIs at 2 stages", want none or shorter paths, as .* of at most 3846 bytes$/,
        );
    });
});
