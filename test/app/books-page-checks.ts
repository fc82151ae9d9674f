import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { runAxe } from "../axe-on-page";
import { headingFocused } from "./heading-focus";

/** The page of books, published on the host of its API. */
export interface PublishedPage {
    /** Its address, such as `http://127.0.0.1:4000`. */
    readonly origin: string;
    /** An API key that the API accepts. */
    readonly key: string;
    /** Titles of the books that the API has, sorted. */
    readonly titles: readonly string[];
}

const focused = () => document.activeElement?.id || document.activeElement?.tagName.toLowerCase();

/**
 * Defines tests of the page of books in a browser, wherever it is published. With the variable SCREENSHOTS, they put a picture
 * of each state, light and dark, into that folder.
 * @param given the page and the browser, once the hooks of the suite have started them.
 */
export function testBooksPage(given: () => { readonly browser: Browser; readonly page: PublishedPage }): void {
    const { SCREENSHOTS } = process.env;

    /** Opens the page as a new visitor; `problems` gets its errors, and requests to other hosts. */
    async function open(options: BrowserContextOptions = {}) {
        const { browser, page: published } = given();
        const context = await browser.newContext({ viewport: { width: 900, height: 700 }, ...options });
        const page = await context.newPage();
        const problems: string[] = [];
        page.on("pageerror", ({ message }) => problems.push(`error: ${message}`));
        page.on("console", (message) => {
            // The browser itself reports each response with 403.
            if (!/status of 403/.test(message.text())) problems.push(`console: ${message.text()}`);
        });
        page.on("request", (request) => {
            if (!request.url().startsWith(`${published.origin}/`)) problems.push(`request: ${request.url()}`);
        });
        await page.goto(`${published.origin}/`);
        const enter = async (key: string) => {
            await page.getByLabel("API key").fill(key);
            await page.getByLabel("API key").press("Enter");
        };
        const listed = async () => {
            await page.getByRole("listitem").first().waitFor();
            return (await page.locator("li cite").allInnerTexts()).sort();
        };
        return { page, problems, published, enter, listed, close: () => context.close() };
    }

    for (const colorScheme of ["light", "dark"] as const) {
        it(`asks for a key, rejects a wrong one, and lists the books, ${colorScheme} and without violations found by axe`, async () => {
            const { page, problems, published, enter, listed, close } = await open({ colorScheme });
            await page.getByLabel("API key").waitFor();
            await check(page, `form-${colorScheme}`);
            await enter("wrong-key-0123456789abcdef");
            await page.getByRole("alert").waitFor();
            assert.match(await page.getByRole("alert").innerText(), /did not accept this key/);
            assert.equal(await page.getByRole("listitem").count(), 0);
            await check(page, `rejected-${colorScheme}`);
            await enter(published.key);
            assert.deepEqual(await listed(), published.titles);
            assert.equal(await page.getByRole("alert").count(), 0);
            await check(page, `books-${colorScheme}`);
            assert.deepEqual(problems, []);
            await close();
        });
    }

    it("is used by keyboard alone, with the focus where the reader goes on", async () => {
        const { page, published, listed, close } = await open();
        await page.waitForFunction(() => document.activeElement?.id === "key");
        await page.keyboard.type("wrong");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(focused), "button");
        const outline = () => (document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : "none");
        assert.notEqual(await page.evaluate(outline), "none");
        await page.keyboard.press("Enter");
        await page.getByRole("alert").waitFor();
        await page.waitForFunction(() => document.activeElement?.id === "key");
        const focus = headingFocused(page);
        // The rejected key is selected, so that typing replaces it.
        await page.keyboard.type(published.key);
        await page.keyboard.press("Enter");
        assert.equal(await focus, "without the form");
        assert.deepEqual(await listed(), published.titles);
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Use another key");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => document.activeElement?.id === "key");
        assert.equal(await page.getByRole("listitem").count(), 0);
        await close();
    });

    it("keeps the key in the storage of the tab alone, until it is forgotten", async () => {
        const { page, published, enter, listed, close } = await open();
        await enter(published.key);
        await listed();
        const places = () => ({ ...localStorage, cookie: document.cookie, address: location.href });
        assert.ok(!JSON.stringify(await page.evaluate(places)).includes(published.key));
        assert.ok(!(await page.content()).includes(published.key));
        await page.reload();
        assert.deepEqual(await listed(), published.titles);
        const tab = await page.context().newPage();
        await tab.goto(`${published.origin}/`);
        await tab.getByLabel("API key").waitFor();
        await page.getByRole("button", { name: "Use another key" }).click();
        assert.equal(await page.evaluate(() => sessionStorage.length), 0);
        await close();
    });

    it("is served at the path of each view, and fits a phone", async () => {
        const { page, published, enter, listed, close } = await open({ viewport: { width: 320, height: 600 } });
        await page.goto(`${published.origin}/authors/7`);
        await enter(published.key);
        assert.deepEqual(await listed(), published.titles);
        const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
        assert.ok((await page.evaluate(overflow)) <= 0);
        await close();
    });

    async function check(page: Page, picture: string): Promise<void> {
        const { violations, passes } = await runAxe(page);
        assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
            [],
        );
        assert.ok(passes.some(({ id }) => id === "color-contrast"));
        if (!SCREENSHOTS) return;
        mkdirSync(SCREENSHOTS, { recursive: true });
        await page.screenshot({ path: join(SCREENSHOTS, `${picture}.png`) });
    }
}
