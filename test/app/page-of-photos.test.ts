import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { Browser } from "playwright-core";
import { findChromium, openChromium } from "../tools/cli/report/render/browser";
import { testPhotosPage } from "./photos-page-checks";
import { type PhotosHost, startPhotosHost } from "./photos-stand-in";

const project = resolve(__dirname, "../..");
const key = "0123456789abcdefghijKLMNOPQRSTuvwxyz";
const skipped = `
NOT TESTED: app/photos-react in a browser, because chromium or google-chrome is not on the PATH and CHROMIUM is not set.
On Debian: apt-get install chromium.
`;

const executable = findChromium();
// Without Chromium these tests are not defined, because pending tests are forbidden: they are easily overlooked.
if (executable === undefined) process.once("exit", () => process.stderr.write(skipped));
else {
    describe("app/photos-react in Chromium, on the host of its API", function () {
        this.timeout(120_000);
        let browser: Browser | undefined;
        let host: PhotosHost | undefined;
        before(async () => {
            host = await startPhotosHost(project, key);
            browser = await openChromium(executable);
        });
        after(async () => {
            await browser?.close();
            await host?.close();
        });

        testPhotosPage(() => {
            assert.ok(browser && host);
            return { browser, page: { origin: host.origin, key } };
        });
    });
}
