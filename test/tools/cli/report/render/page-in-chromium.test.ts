import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { runAxe } from "../../../../axe-on-page";
import { findChromium, openChromium } from "./browser";
import { fullReports, pageOf } from "./full-page";

const broken = "a stack that breaks every rule";

const skipped = `
NOT TESTED: report.html in a browser, because chromium or google-chrome is not on the PATH and CHROMIUM is not set.
On Debian: apt-get install chromium. The structure of the page was tested without a browser.
`;

const executable = findChromium();
// Without Chromium these tests are not defined, because pending tests are forbidden: they are easily overlooked.
if (executable === undefined) process.once("exit", () => process.stderr.write(skipped));
else {
    describe("report.html in Chromium", function () {
        this.timeout(120_000);
        testsIn(executable);
    });
}

function testsIn(executable: string): void {
    let folder = "";
    let browser: Browser;
    before(async () => {
        browser = await openChromium(executable);
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        for (const [what, report] of Object.entries(fullReports)) {
            writeFileSync(join(folder, `${what}.html`), await pageOf(report()));
        }
    });
    after(async () => {
        await browser.close();
        rmSync(folder, { recursive: true });
    });

    /** Opens a page and collects its problems: errors, dialogs, and requests to other places. */
    async function open(
        what: string,
        options: BrowserContextOptions = {},
    ): Promise<{ page: Page; problems: string[] }> {
        const url = pathToFileURL(join(folder, `${what}.html`)).href;
        const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
        const problems: string[] = [];
        page.on("console", (message) => problems.push(`console: ${message.text()}`));
        page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
        page.on("request", (request) => {
            if (request.url() !== url) problems.push(`request: ${request.url()}`);
        });
        page.on("dialog", async (dialog) => {
            problems.push(`dialog: ${dialog.message()}`);
            await dialog.dismiss();
        });
        await page.goto(url);
        return { page, problems };
    }

    for (const what of Object.keys(fullReports)) {
        for (const colorScheme of ["light", "dark"] as const) {
            it(`shows ${what}, ${colorScheme}, without errors, requests or violations found by axe`, async () => {
                const { page, problems } = await open(what, { colorScheme });
                const { violations, passes } = await runAxe(page);
                assert.deepEqual(
                    violations.map(({ id, nodes }) => [id, nodes.slice(0, 5).map(({ html }) => html.slice(0, 200))]),
                    [],
                );
                assert.ok(passes.some(({ id }) => id === "color-contrast"));
                assert.deepEqual(problems, []);
                await page.close();
            });
        }
    }

    it("shows the whole diagram, with every label legible inside its box", async () => {
        for (const what of [broken, "a stack of 50 APIs"]) {
            const { page } = await open(what);
            const texts = await page.evaluate(() =>
                [...document.querySelectorAll("svg .node")].map((node) => {
                    const box = node.querySelector("path")?.getBoundingClientRect();
                    const all = [...node.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
                    const isInside = all.every(
                        ({ left, right }) => box !== undefined && left >= box.left && right <= box.right,
                    );
                    return { isInside, height: Math.min(...all.map(({ height }) => height)), text: node.textContent };
                }),
            );
            assert.ok(texts.length >= 10, String(texts.length));
            for (const { isInside, height, text } of texts) {
                assert.ok(isInside, `out of its box: ${text}`);
                assert.ok(height >= 9, `${height} pixels high: ${text}`);
            }
            await page.close();
        }
    });

    it("makes each finding reachable by keyboard and links it to its resource", async () => {
        const { page } = await open(broken);
        const expected = await page.locator("ul.findings a").count();
        assert.ok(expected >= 5, String(expected));
        const reached = new Set<string>();
        for (let presses = 0; presses < 60 && reached.size < expected; presses++) {
            await page.keyboard.press("Tab");
            const id = await page.evaluate(() => document.activeElement?.closest("ul.findings li")?.id ?? "");
            if (id === "" || reached.has(id)) continue;
            reached.add(id);
            const outline = await page.evaluate(() =>
                document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : "none",
            );
            assert.notEqual(outline, "none");
        }
        assert.equal(reached.size, expected);
        await page.locator("ul.findings a").first().press("Enter");
        assert.equal(await page.locator("tr:target").count(), 1);
        assert.ok(await page.locator("tr:target").isVisible());
        await page.close();
    });

    it("links a node of the diagram to its resource, by keyboard", async () => {
        const { page } = await open(broken);
        const node = page.locator("svg .node a").first();
        await node.focus();
        await page.keyboard.press("Enter");
        assert.equal(await page.locator("tr:target").count(), 1);
        await page.close();
    });

    it("filters the resources while the reader types, and shows the count", async () => {
        const { page } = await open(broken);
        await page.getByLabel("Search").fill("vpclink books");
        assert.equal(await page.locator("#resources tbody tr:visible").count(), 1);
        assert.match(await page.getByRole("status").innerText(), /^1 of \d+$/);
        await page.close();
    });

    it("is complete without JavaScript, and hides the search field", async () => {
        const { page, problems } = await open(broken, { javaScriptEnabled: false });
        for (const text of [
            "R1, R2, R3, R4 broken",
            "GET /pictures/all: open.",
            "Waivers",
            "Changes against the base",
        ]) {
            assert.ok(await page.getByText(text).first().isVisible(), text);
        }
        assert.ok(await page.locator(".diagram svg").isVisible());
        assert.ok(!(await page.locator("#search").isVisible()));
        assert.deepEqual(problems, []);
        await page.close();
    });

    it("prints the whole diagram on white, without the search field", async () => {
        const { page } = await open("a stack of 50 APIs");
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        assert.equal(
            await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor),
            "rgb(255, 255, 255)",
        );
        const clipped = await page
            .locator(".diagram")
            .evaluate((diagram) => diagram.scrollHeight - diagram.clientHeight);
        assert.ok(clipped <= 0, `${clipped} pixels are cut off`);
        assert.ok(!(await page.locator("#search").isVisible()));
        await page.close();
    });

    it("does not scroll sideways on a phone", async () => {
        for (const what of Object.keys(fullReports)) {
            const { page } = await open(what, { viewport: { width: 375, height: 700 } });
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
            assert.ok(overflow <= 0, `${what}: ${overflow} pixels too wide`);
            await page.close();
        }
    });
}
