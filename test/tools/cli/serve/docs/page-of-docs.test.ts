import assert from "node:assert/strict";
import { once } from "node:events";
import type { Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { docsResponse } from "../../../../../tools/cli/serve/docs/docs-site";
import { createGatewayServer } from "../../../../../tools/gateway-emulator/http/http-server";
import { type GatewayRequest, headerValues } from "../../../../../tools/gateway-emulator/http/message";
import { runAxe } from "../../../../axe-on-page";
import { findChromium, openChromium } from "../../report/render/browser";
import { docsSource } from "./sample-docs";

const skipped = `
NOT TESTED: the documentation on localhost in a browser, because chromium or google-chrome is not on the PATH and CHROMIUM is not
set. On Debian: apt-get install chromium. Its responses were tested without a browser.
`;

const executable = findChromium();
// Without Chromium these tests are not defined, because pending tests are forbidden: they are easily overlooked.
if (executable === undefined) process.once("exit", () => process.stderr.write(skipped));
else {
    describe("the documentation on localhost in Chromium", function () {
        this.timeout(120_000);
        testsIn(executable);
    });
}

/** Responds as a stage that returns the URL and the key of a request. */
async function respond(request: GatewayRequest) {
    const page = docsResponse(request, docsSource);
    if (page !== undefined) return page;
    const body = JSON.stringify({ url: request.url, key: headerValues(request.headers, "x-api-key")[0] });
    return { status: 200, headers: [["Content-Type", "application/json"] as const], body: Buffer.from(body) };
}

function testsIn(executable: string): void {
    let browser: Browser;
    let server: Server;
    let origin = "";
    before(async () => {
        server = createGatewayServer(respond, (error) => assert.fail(String(error))).listen(0, "127.0.0.1");
        await once(server, "listening");
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        origin = `http://127.0.0.1:${address.port}`;
        browser = await openChromium(executable);
    });
    after(async () => {
        await browser.close();
        server.closeAllConnections();
        server.close();
    });

    /** Opens the page and collects its problems: errors, what the policy forbids, and requests to other places. */
    async function open(): Promise<{ page: Page; problems: string[] }> {
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
        const problems: string[] = [];
        page.on("console", (message) => problems.push(`console: ${message.text()}`));
        page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
        page.on("request", (request) => {
            if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) problems.push(request.url());
        });
        await page.goto(`${origin}/~docs/`);
        await page.locator(".opblock").first().waitFor();
        return { page, problems };
    }

    async function call(page: Page): Promise<string> {
        await page.locator("button.execute").click();
        const response = page.locator(".live-responses-table .response .response-col_description");
        await response.first().waitFor();
        return response.first().innerText();
    }

    it("sends a request with the key of the chosen client to the stage, from a page without errors or other requests", async () => {
        const { page, problems } = await open();
        await page
            .getByRole("button", { name: /bookshops/ })
            .last()
            .click();
        assert.match(await call(page), /"url": "\/Test\/bookshops",\s+"key": "key-of-web"/);
        await page.getByRole("button", { name: "Clear" }).click();
        await page.getByLabel("API key of").selectOption("mobile");
        assert.match(await call(page), /"key": "key-of-mobile"/);
        assert.deepEqual(problems, []);
        await page.close();
    });

    it("has no violation that axe finds, with every operation closed or one open", async () => {
        const { page } = await open();
        for (const isOpen of [false, true]) {
            if (isOpen) {
                await page.locator(".opblock-post .opblock-summary-control").first().click();
                await call(page);
            }
            const { violations } = await runAxe(page);
            const found = violations.map(({ id, nodes }) => [
                id,
                nodes.slice(0, 5).map(({ html }) => html.slice(0, 200)),
            ]);
            assert.deepEqual(found, []);
        }
        await page.close();
    });

    it("leads from one stage to another", async () => {
        const { page } = await open();
        await page.getByRole("link", { name: "next" }).click();
        await page.locator(".opblock").first().waitFor();
        assert.equal(await page.title(), "next of shop-dev");
        assert.deepEqual(await page.getByLabel("API key of").locator("option").allInnerTexts(), ["<b>"]);
        await page.close();
    });
}
