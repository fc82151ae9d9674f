import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { serveCommand } from "../../../../../tools/cli/serve/serve-command";
import { withFolder } from "../../../../with-folder";
import { childApps } from "../child-apps";
import { Served } from "../served";

const example = "stacks/examples/Pulumi.http.yaml";
const { config } = parse(readFileSync(join(projectFolder, example), "utf8"));
const first = {
    books: { id: 1, title: "Pride and Prejudice", authorId: 1, year: 1813 },
    authors: { id: 1, name: "Jane Austen", born: 1775 },
};
const limits = {
    "gatehouse:plans": { standard: { requestsPerSecond: 100, burst: 50 } },
    "gatehouse:clients": { web: "standard" },
};
const keyed = { ...config, ...limits, "gatehouse:httpApi": { ...config["gatehouse:httpApi"], keys: "required" } };

/** Calls a function with the file of a stack with some settings, outside of the project. */
async function withStackFile(settings: object, use: (file: string) => Promise<void>): Promise<void> {
    await withFolder(async (folder) => {
        const file = join(folder, "Pulumi.http.yaml");
        writeFileSync(file, JSON.stringify({ config: settings }));
        await use(file);
    });
}

/** Serves a stack until a function has ended. */
async function served(file: string, use: (serving: Served, origin: string) => Promise<void>): Promise<void> {
    const serving = new Served(["--config-file", file]);
    try {
        await serving.prints("Ctrl-C");
        const [, origin = ""] = /(http:\/\/[^/\s]+)\/api\/books\n/.exec(serving.output) ?? [];
        await use(serving, origin);
    } finally {
        await serving.end();
    }
    assert.deepEqual(childApps(), []);
}

async function get(url: string, key?: string) {
    const response = await fetch(url, key === undefined ? {} : { headers: { "x-api-key": key } });
    return [response.status, await response.json()] as const;
}

describe("npm run serve with a stack whose APIs an HTTP API publishes", function () {
    this.timeout(20 * 60_000);

    it("serves the example without keys: curl http://127.0.0.1:PORT/api/books | jq", async () => {
        await served(example, async (serving, origin) => {
            const { output } = serving;
            for (const name of ["books", "authors"] as const) {
                const [status, all] = await get(`${origin}/api/${name}`);
                assert.deepEqual([status, all[0]], [200, first[name]]);
                assert.deepEqual(await get(`${origin}/api/${name}/1`), [200, first[name]]);
            }
            assert.deepEqual(await get(`${origin}/api/books/1/none`), [404, { message: "Not Found" }]);
            assert.match(output, /curl -s http:\S+\/api\/authors \| jq\n/);
            assert.doesNotMatch(output, /API keys|Stages:/);
            const [, document] = await get(`${origin}/~docs/$default/openapi.json`);
            assert.deepEqual(document.paths["/api/books"].get.security, []);
            await serving.prints("The stack breaks R2, R4: ");
        });
    });

    it("checks keys if the stack requires them: 401 without one, 403 with a wrong one, 200 with the right one", async () => {
        await withStackFile(keyed, (file) =>
            served(file, async (serving, origin) => {
                const [, key = ""] =
                    /API keys of the HTTP API \(not valid on AWS\):\n {2}web {2}(\w{40})\n\n/.exec(serving.output) ??
                    [];
                for (const name of ["books", "authors"] as const) {
                    const url = `${origin}/api/${name}`;
                    assert.deepEqual(await get(url), [401, { message: "Unauthorized" }]);
                    assert.deepEqual(await get(url, "x".repeat(40)), [403, { message: "Forbidden" }]);
                    const [status, all] = await get(url, key);
                    assert.deepEqual([status, all[0]], [200, first[name]]);
                }
                await serving.prints('"client":"web"');
            }),
        );
    });

    const apis = config["gatehouse:apis"];
    const { publishedBy: _, ...authors } = apis.authors;
    const both = (stage: string) => ({
        ...keyed,
        "gatehouse:apis": { ...apis, authors },
        "gatehouse:stages": { [stage]: { throttle: { requestsPerSecond: 100, burst: 50 } } },
    });

    it("serves a REST API beside it, at one address", async () => {
        await withStackFile(both("Test"), (file) =>
            served(file, async ({ output }, origin) => {
                const [, restKey = ""] = /API keys \(not valid on AWS\):\n {2}web +(\w+)\n/.exec(output) ?? [];
                const [, httpKey = ""] =
                    /API keys of the HTTP API \(not valid on AWS\):\n {2}web +(\w+)\n/.exec(output) ?? [];
                assert.deepEqual(await get(`${origin}/Test/authors/1`, restKey), [200, first.authors]);
                assert.deepEqual(await get(`${origin}/api/books/1`, httpKey), [200, first.books]);
                assert.deepEqual((await get(`${origin}/api/books/1`, restKey))[0], 403);
                assert.deepEqual((await get(`${origin}/Test/authors/1`, httpKey))[0], 403);
                assert.deepEqual(await get(`${origin}/api/authors`), [403, { message: "Forbidden" }]);
            }),
        );
    });

    it("rejects a stage with the name that the paths of the HTTP API begin with", async () => {
        await withStackFile(both("api"), async (file) => {
            const argv = ["--config-file", file, "--port", "0"];
            await assert.rejects(
                serveCommand(argv, new AbortController().signal, projectFolder, () => {}),
                {
                    message:
                        'API "books-service": got the path "/api/books" at the HTTP API, want one that does not begin with that of stage "api" of the REST API, as both are served at one address here',
                },
            );
        });
        assert.deepEqual(childApps(), []);
    });
});
