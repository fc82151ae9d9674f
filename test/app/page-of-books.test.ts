import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { Browser } from "playwright-core";
import { cacheControl, contentType } from "../../infra/edge/site/site-files";
import { buildSite } from "../../stacks/edge/site-build";
import { storedFile } from "../../stacks/edge/site-cache";
import { type AppProcess, startApp } from "../../tools/cli/serve/app-process";
import { findChromium, openChromium } from "../tools/cli/report/render/browser";
import { type PublishedPage, testBooksPage } from "./books-page-checks";

const project = resolve(__dirname, "../..");
const skipped = `
NOT TESTED: app/books-react in a browser, because chromium or google-chrome is not on the PATH and CHROMIUM is not set.
On Debian: apt-get install chromium. The page was tested in a document without a browser.
`;
const books = [
    { isbn: "9780141439587", title: "Emma", authors: ["Jane Austen"], year: 1815 },
    { isbn: "9780141439662", title: "Persuasion", authors: ["Jane Austen"], year: 1817 },
    { isbn: "9780262510875", title: "Structure and Interpretation", authors: ["Harold Abelson", "Gerald Sussman"] },
];

const executable = findChromium();
// Without Chromium these tests are not defined, because pending tests are forbidden: they are easily overlooked.
if (executable === undefined) process.once("exit", () => process.stderr.write(skipped));
else {
    describe("app/books-react in Chromium, on the host of its API", function () {
        this.timeout(120_000);
        let api: AppProcess | undefined;
        // Undefined if the hook before it failed.
        let browser: Browser | undefined;
        let host: Server | undefined;
        let page: PublishedPage;
        before(async () => {
            const signal = new AbortController().signal;
            api = await startApp(
                { name: "books", environment: {} },
                { projectFolder: project, log: assert.fail, signal },
            );
            for (const book of books) {
                const headers = { "content-type": "application/json" };
                const init = { method: "POST", headers, body: JSON.stringify(book) };
                assert.equal((await fetch(`${api.origin}/`, init)).status, 201);
            }
            const key = "0123456789abcdefghijKLMNOPQRSTuvwxyz";
            host = createServer(hostOf(api.origin, key)).listen(0, "127.0.0.1");
            await once(host, "listening");
            const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
            page = { origin, key, titles: books.map(({ title }) => title).sort() };
            browser = await openChromium(executable);
        });
        after(async () => {
            await browser?.close();
            host?.closeAllConnections();
            host?.close();
            await api?.stop();
        });

        testBooksPage(() => {
            assert.ok(browser);
            return { browser, page };
        });
    });
}

/** The site below "/" and the API, which wants a key, below "/api/books", as a distribution of CloudFront serves them. */
function hostOf(api: string, key: string) {
    const built = buildSite(project, { build: "app/books-react", output: "dist/public" });
    const files = [...built, storedFile("site.json", JSON.stringify({ apiPath: "/api" }))];
    const fromApi = async (request: IncomingMessage, response: ServerResponse) => {
        if (request.headers["x-api-key"] !== key) {
            response.writeHead(403, { "content-type": "application/json" }).end('{"message":"Forbidden"}');
            return;
        }
        const { status, headers, body } = await fetch(`${api}${request.url?.slice("/api/books".length)}`);
        const type = headers.get("content-type") ?? "";
        response.writeHead(status, { "content-type": type }).end(body === null ? "" : await new Response(body).text());
    };
    return async (request: IncomingMessage, response: ServerResponse) => {
        await text(request);
        const [path = ""] = (request.url ?? "").split("?", 1);
        if (path.startsWith("/api/")) return fromApi(request, response);
        const wanted = extname(path) === "" ? "index.html" : path.slice(1);
        const found = files.find((file) => file.path === wanted);
        if (found === undefined) return response.writeHead(403).end("AccessDenied");
        const headers = {
            "content-type": contentType(wanted),
            "cache-control": cacheControl(wanted),
            "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
        };
        return response.writeHead(200, headers).end(readFileSync(found.source));
    };
}
