import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";
import { startApp } from "../../tools/cli/serve/app-process";
import { findNginx, Nginx } from "../infra/backends/kubernetes/nginx";

const project = resolve(__dirname, "../..");
const app = join(project, "app/books-react");
const read = (name: string) => readFileSync(join(app, name), "utf8");
const packages = JSON.parse(read("package.json"));
const book = { isbn: "9780141439587", title: "Emma", authors: ["Jane Austen"], year: 1815 };

describe("app/books-react", function () {
    this.timeout(60_000);
    let folder = "";
    let server: ChildProcess;
    let port = 0;
    before(async () => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-image-"));
        for (const name of copied()) cpSync(join(app, name), join(folder, name));
        const modules = join(project, "node_modules");
        const env = { ...process.env, NODE_PATH: modules, PATH: `${modules}/.bin${delimiter}${process.env.PATH}` };
        execFileSync("sh", ["-c", packages.scripts.build], { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
        ({ server, port } = await start(join(folder, "dist/server.js")));
    });
    after(async () => {
        server.kill("SIGTERM");
        assert.deepEqual(await once(server, "exit"), [0, null]);
        rmSync(folder, { recursive: true });
    });

    const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);

    it("has the package versions that are tested here, and none in its image", () => {
        const { dependencies, devDependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
        const root = { ...dependencies, ...devDependencies };
        for (const [name, version] of Object.entries(packages.devDependencies)) assert.equal(version, root[name], name);
        assert.equal(packages.dependencies, undefined);
        assert.deepEqual(JSON.parse(read("package-lock.json")).packages[""].devDependencies, packages.devDependencies);
        assert.match(read("Dockerfile"), /^USER [1-9]\d*:[1-9]\d*$/m);
    });

    it("serves the page at every path, and its program and its health", async () => {
        for (const path of ["/", "/?q=1", "/authors/7"]) {
            const response = await get(path);
            assert.deepEqual(
                [response.status, response.headers.get("content-type")],
                [200, "text/html; charset=utf-8"],
            );
            assert.match(await response.text(), /<script type="module" src="\/assets\/main-[A-Z2-7]{8}\.js">/);
            assert.equal(response.headers.get("cache-control"), "no-cache");
            assert.match(response.headers.get("content-security-policy") ?? "", /^default-src 'self';/);
        }
        for (const path of ["/healthz", "/readyz"]) assert.equal((await get(path)).status, 200);
        assert.deepEqual(await (await get("/site.json")).json(), { apiPath: "" });
        assert.equal((await get("/none.js")).status, 404);
        assert.equal((await get("/", { method: "POST" })).status, 405);
        assert.equal(await (await get("/", { method: "HEAD" })).text(), "");
    });

    it("serves files with a hash in their name for ever, and those of another release by their name", async () => {
        const program = await programPath();
        for (const [path, type] of [
            [program, /^text\/javascript/],
            [program.replace("main", "style").replace(/-.*/, "-AAAAAAAA.css"), /^text\/css/],
            ["/icon.svg", /^image\/svg/],
        ] as const) {
            const { status, headers } = await get(path);
            assert.equal(status, 200, path);
            assert.match(headers.get("content-type") ?? "", type);
            const lasts = path === program;
            assert.equal(headers.get("cache-control"), lasts ? "public, max-age=31536000, immutable" : "no-cache");
        }
        const former = await get(program.replace(/-[A-Z2-7]{8}/, "-AAAAAAAA"));
        assert.equal(await former.text(), await (await get(program)).text());
    });

    it("lists the books of the API", async () => {
        const { text, requests } = await render(async () =>
            Response.json([book, { ...book, isbn: "1", title: "Persuasion" }]),
        );
        assert.equal(text, "Books|2 books|Emma, Jane Austen (1815)|Persuasion, Jane Austen (1815)");
        assert.deepEqual(requests, ["/site.json", "/books?limit=100"]);
    });

    it("calls the API where site.json says that it is, without one as behind the shared gateway", async () => {
        const requestsWith = async (response: Response) =>
            (
                await render(
                    async () => Response.json([]),
                    async () => response,
                )
            ).requests;
        assert.deepEqual(await requestsWith(Response.json({ apiPath: "/api" })), [
            "/site.json",
            "/api/books?limit=100",
        ]);
        const others = [new Response("", { status: 404 }), new Response("<!doctype html>"), Response.json([])];
        for (const other of others) assert.deepEqual(await requestsWith(other), ["/site.json", "/books?limit=100"]);
    });

    it("asks for a key if the API wants one", async () => {
        for (const status of [401, 403]) {
            const { text } = await render(async () => new Response("", { status }));
            assert.match(text, /^Books\|\|Only clients with an API key may see the books\./);
        }
    });

    it("says that there are no books, or that they cannot be loaded", async () => {
        assert.equal((await render(async () => Response.json([]))).text, "Books|There are no books.");
        const failed = "Books||The books cannot be loaded. Reload the page to try again.";
        assert.equal((await render(async () => new Response("", { status: 502 }))).text, failed);
        assert.equal((await render(() => Promise.reject(new Error("no network")))).text, failed);
    });

    const nginx = findNginx();
    // test/infra/backends/kubernetes/nginx-config.test.ts says that nginx is missing.
    if (nginx !== undefined) {
        it("is served beside the API by the shared gateway", async () => {
            const books = await startApp(
                { name: "books", environment: {} },
                { projectFolder: project, log: assert.fail, signal: new AbortController().signal },
            );
            const gateway = new Nginx(nginx);
            const upstream = (name: string, at: number | string) => ({ name, host: "127.0.0.1", port: Number(at) });
            const api = upstream("books", new URL(books.origin).port);
            await gateway.start({ apis: [api], page: upstream("books-react", port) });
            const from = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${gateway.port}${path}`, init);
            try {
                const headers = { "content-type": "application/json" };
                const created = await from("/books", { method: "POST", body: JSON.stringify(book), headers });
                assert.equal(created.status, 201);
                const { text } = await render((path) => from(path));
                assert.match(text, /\|1 book\|Emma, Jane Austen \(1815\)/);
                assert.match(await (await from("/")).text(), /<title>Books<\/title>/);
            } finally {
                await gateway.stop();
                await books.stop();
            }
        });
    }

    async function programPath(): Promise<string> {
        const [, path] = /src="(.*?)"/.exec(await (await get("/")).text()) ?? [];
        assert.ok(path);
        return path;
    }

    /** Runs the page's program in a document whose `fetch` is given, until it no longer loads. */
    async function render(
        respond: (path: string) => Promise<Response>,
        settings: () => Promise<Response> = () => get("/site.json"),
    ) {
        const { url } = await get("/");
        const dom = new JSDOM(await (await get("/")).text(), {
            url,
            runScripts: "outside-only",
            pretendToBeVisual: true,
        });
        const { window } = dom;
        const requests: string[] = [];
        Object.assign(window, {
            fetch: (path: string) => {
                requests.push(path);
                return path === "/site.json" ? settings() : respond(path);
            },
        });
        const root = window.document.getElementById("root");
        assert.ok(root);
        const changed = new Promise<void>((done) => {
            const isDone = () => {
                const status = root.querySelector("[role=status]");
                if (status && !status.textContent?.startsWith("Loading")) done();
            };
            new window.MutationObserver(isDone).observe(root, { childList: true, subtree: true, characterData: true });
        });
        window.eval(await (await get(await programPath())).text());
        await changed;
        const parts = [...root.querySelectorAll("h1, p, li")].map(({ textContent }) => textContent);
        window.close();
        return { text: parts.join("|"), requests };
    }
});

// The files that the image is built from.
function copied(): string[] {
    const lines = [...read("Dockerfile").matchAll(/^COPY (?!--from)(.+) \.\/$/gm)].flatMap(([, names = ""]) =>
        names.split(" "),
    );
    const ignored = read(".dockerignore").split("\n");
    for (const name of lines) assert.ok(ignored.includes(`!${name}`), `.dockerignore excludes "${name}"`);
    const all = readdirSync(app).filter((name) => name !== "Dockerfile" && !name.startsWith("."));
    const matches = (name: string) =>
        lines.some((line) => line === name || (line.startsWith("*") && name.endsWith(line.slice(1))));
    return all.filter(matches);
}

async function start(file: string): Promise<{ server: ChildProcess; port: number }> {
    const env = { ...process.env, PORT: "0", HOST: "127.0.0.1" };
    const server = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: server.stdout })) {
        const { event, port } = JSON.parse(line);
        if (event === "listening") return { server, port };
    }
    throw new Error("the server ended before it listened");
}
