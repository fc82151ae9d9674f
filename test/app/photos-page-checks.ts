import assert from "node:assert/strict";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { headingFocused } from "./heading-focus";
import { hold, isForm, photoFile, truncatedFile } from "./photos-page-input";
import { pageLook } from "./photos-page-look";

/** The page of photos, published on the host of its API. */
export interface PublishedPhotosPage {
    /** Its address, such as `http://127.0.0.1:4000`. */
    readonly origin: string;
    /** An API key that the API accepts. */
    readonly key: string;
}

/**
 * Defines tests of the page of photos in a browser, wherever it is published. With the variable SCREENSHOTS, they put a picture of
 * each step, from the key to the thumbnail that was pushed, into that folder.
 * @param given the page and the browser, once the hooks of the suite have started them.
 */
export function testPhotosPage(given: () => { readonly browser: Browser; readonly page: PublishedPhotosPage }): void {
    const { check, picture } = pageLook(process.env.SCREENSHOTS);

    async function open(options: BrowserContextOptions = {}) {
        const { browser, page: published } = given();
        const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
        const page = await context.newPage();
        const problems: string[] = [];
        page.on("pageerror", ({ message }) => problems.push(`error: ${message}`));
        page.on("console", (message) => {
            // The browser itself reports each response with 403.
            if (!/status of 40[34]/.test(message.text())) problems.push(`console: ${message.text()}`);
        });
        await page.goto(`${published.origin}/`);
        const enter = async (key: string) => {
            await page.getByLabel("API key").fill(key);
            await page.getByLabel("API key").press("Enter");
        };
        /** Waits until the WebSocket is open: a photo that was processed before would appear when the page asks next. */
        const live = async () => {
            await page.getByLabel("Add photos").waitFor();
            await page.getByText("New thumbnails appear with a delay").waitFor({ state: "detached" });
        };
        const image = (name: string) => page.getByRole("img", { name, exact: true });
        const shown = async (name: string) => {
            await image(name).first().waitFor();
            await page.waitForFunction(
                (alt) =>
                    [...document.images].some((each) => each.alt === alt && each.complete && each.naturalWidth > 0),
                name,
            );
        };
        return { page, problems, published, enter, live, shown, image, close: () => context.close() };
    }

    it("asks for a key, and shows a photo by push, from its upload to its thumbnail, without reloading", async () => {
        const { page, problems, published, enter, live, shown, close } = await open();
        await enter("wrong-key-0123456789abcdef");
        await page.getByRole("alert").waitFor();
        await picture(page, "wrong key");
        await enter(published.key);
        await live();
        await check(page, "empty album");
        const loads = await page.evaluate(() => performance.getEntriesByType("navigation").length);
        // Held back until the page was looked at: the form's upload, and what the page asks for once it was told.
        const sending = await hold(
            page,
            (request) => request.postDataBuffer()?.includes("beach.jpg") === true && isForm(request),
        );
        const asking = await hold(
            page,
            (request) => request.method() === "GET" && /\/photos\/[0-9a-f-]{36}$/.test(request.url()),
        );
        await page.getByLabel("Add photos").setInputFiles([await photoFile("beach.jpg", "#3377cc")]);
        await page.getByRole("progressbar", { name: "Upload of beach.jpg" }).waitFor();
        await sending.held;
        await picture(page, "uploading");
        sending.release();
        await page.getByText("Making thumbnails").first().waitFor();
        await asking.held;
        await picture(page, "uploaded");
        asking.release();
        await shown("beach.jpg");
        await page.getByRole("status").filter({ hasText: "beach.jpg is ready." }).waitFor();
        assert.equal(await page.getByRole("progressbar").count(), 0);
        assert.equal(await page.evaluate(() => performance.getEntriesByType("navigation").length), loads);
        await check(page, "thumbnail pushed");
        assert.deepEqual(problems, []);
        await close();
    });

    it("tells a second visitor too, and shows a filter's image, and a deletion", async () => {
        const one = await open();
        const other = await open();
        for (const { enter, published, live } of [one, other]) {
            await enter(published.key);
            await live();
        }
        await one.page.getByLabel("Add photos").setInputFiles([await photoFile("forest.jpg", "#338844")]);
        await Promise.all([one.shown("forest.jpg"), other.shown("forest.jpg")]);
        // Held back until the page was looked at.
        const applying = await hold(one.page, (request) => request.url().endsWith("/filters"));
        await one.page.getByLabel("Filter for forest.jpg").selectOption("grayscale");
        await one.page.getByRole("button", { name: "Apply the filter to forest.jpg" }).click();
        await applying.held;
        await one.page.getByRole("status").filter({ hasText: "Sending …" }).waitFor();
        applying.release();
        await Promise.all([one.shown("forest.jpg, grayscale"), other.shown("forest.jpg, grayscale")]);
        await picture(other.page, "filter pushed to another visitor");
        assert.equal(await one.page.getByText(/Sending|Applying/).count(), 0);
        await one.page.getByRole("button", { name: "Apply the filter to forest.jpg" }).click();
        await one.page.getByRole("status").filter({ hasText: "an image with grayscale already" }).waitFor();
        await one.page.getByRole("button", { name: "Delete forest.jpg" }).click();
        await check(one.page, "question before a deletion");
        await one.page.getByRole("button", { name: "Keep it" }).click();
        assert.ok(await one.image("forest.jpg").isVisible());
        await one.page.getByRole("button", { name: "Delete forest.jpg" }).click();
        await one.page
            .getByRole("dialog", { name: "Delete forest.jpg?" })
            .getByRole("button", { name: "Delete it" })
            .click();
        await Promise.all([one, other].map(({ image }) => image("forest.jpg").waitFor({ state: "detached" })));
        assert.deepEqual([...one.problems, ...other.problems], []);
        await one.close();
        await other.close();
    });

    it("says why a photo failed", async () => {
        const { page, problems, published, enter, live, close } = await open();
        await enter(published.key);
        await live();
        await page.getByLabel("Add photos").setInputFiles([await truncatedFile("torn.jpg")]);
        await page.getByRole("alert").waitFor();
        // As a sentence, like the texts of the page.
        assert.match(await page.getByRole("alert").innerText(), /^[A-Z].*\.$/);
        await page.getByRole("status").filter({ hasText: "torn.jpg failed." }).waitFor();
        await check(page, "failed");
        await page.getByLabel("Add photos").setInputFiles([await truncatedFile("worn.jpg")]);
        await page.getByRole("status").filter({ hasText: "2 uploads failed." }).waitFor();
        await page.getByRole("button", { name: "Remove torn.jpg from the list" }).click();
        assert.equal(await page.getByRole("listitem").filter({ hasText: "torn.jpg" }).count(), 0);
        await page.getByRole("status").filter({ hasText: "worn.jpg failed." }).waitFor();
        await page.getByRole("button", { name: "Remove worn.jpg from the list" }).click();
        assert.equal(await page.getByText("failed.").count(), 0);
        assert.deepEqual(problems, []);
        await close();
    });

    it("is used by keyboard alone", async () => {
        const { page, published, live, shown, close } = await open();
        // Early, as the browser needs a moment until it reports choosers, which it would otherwise ignore.
        const chooser = page.waitForEvent("filechooser");
        // Awaited only after other steps: if one of those fails, the closed page is no other failure.
        chooser.catch(() => {});
        await page.waitForFunction(() => document.activeElement?.id === "key");
        const focus = headingFocused(page);
        await page.keyboard.type(published.key);
        await page.keyboard.press("Enter");
        assert.equal(await focus, "without the form");
        await live();
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Use another key");
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement?.id), "files");
        await page.keyboard.press("Enter");
        await (await chooser).setFiles([await photoFile("keys.jpg", "#aa5533")]);
        await shown("keys.jpg");
        await page.getByRole("button", { name: "Delete keys.jpg" }).focus();
        await page.keyboard.press("Enter");
        const focused = () => page.evaluate(() => document.activeElement?.textContent);
        await page.getByRole("dialog").waitFor();
        assert.equal(await focused(), "Keep it");
        await page.keyboard.press("Escape");
        assert.equal(await page.getByRole("dialog").count(), 0);
        assert.equal(await focused(), "Delete …");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
        assert.equal(await focused(), "Delete it");
        await page.keyboard.press("Enter");
        await page.getByRole("img", { name: "keys.jpg" }).waitFor({ state: "detached" });
        await page.waitForFunction(() => document.activeElement?.id === "photos");
        await close();
    });

    it("fits a phone, in the dark", async () => {
        const { page, published, enter, live, shown, close } = await open({
            viewport: { width: 320, height: 640 },
            colorScheme: "dark",
        });
        await enter(published.key);
        await live();
        await page.getByLabel("Add photos").setInputFiles([await photoFile("a-long-name-of-a-photo.jpg", "#775599")]);
        await shown("a-long-name-of-a-photo.jpg");
        const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
        assert.ok((await page.evaluate(overflow)) <= 0);
        await check(page, "phone");
        await close();
    });
}
