import assert from "node:assert/strict";
import axe from "axe-core";
import { JSDOM } from "jsdom";
import { fullReports, pageOf } from "./full-page";

// jsdom has no layout, so only the tests in Chromium can check the contrast.
const options = { rules: { "color-contrast": { enabled: false } } };

describe("The structure of report.html", function () {
    this.timeout(60_000);

    for (const [what, report] of Object.entries(fullReports)) {
        it(`passes the checks of axe for ${what}`, async () => {
            const { window } = new JSDOM(await pageOf(report()), { runScripts: "outside-only" });
            window.eval(axe.source);
            const { violations, passes } = await (window as unknown as { axe: typeof axe }).axe.run(
                window.document as unknown as Document,
                options,
            );
            // Compared as text, because the lists belong to the window's realm.
            assert.equal(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`).join("\n"), "");
            assert.ok(passes.length > 15, `${passes.length} rules passed`);
        });
    }

    it("runs only its own script if names are hostile, even without a content security policy", async () => {
        const text = await pageOf(fullReports["a stack with hostile names"]?.() ?? assert.fail());
        const calls: unknown[] = [];
        const { window } = new JSDOM(text, {
            runScripts: "dangerously",
            beforeParse: (window) => {
                window.alert = (message) => calls.push(message);
            },
        });
        assert.equal(window.document.scripts.length, 1);
        assert.deepEqual(calls, []);
        assert.equal(window.document.querySelectorAll("img, iframe, object, embed, base, link, form").length, 0);
        for (const { name } of [...window.document.querySelectorAll("*")].flatMap((element) => [
            ...element.attributes,
        ])) {
            assert.doesNotMatch(name, /^on/);
        }
    });

    it("links each finding, waiver and node of the diagram to its resource", async () => {
        const { window } = new JSDOM(await pageOf(fullReports["a stack that breaks every rule"]?.() ?? assert.fail()));
        const { document } = window;
        const links = [...document.querySelectorAll("a")].map(
            (a) => a.getAttribute("href") ?? a.getAttribute("xlink:href"),
        );
        assert.ok(links.length > 15, String(links.length));
        for (const link of links) assert.ok(document.getElementById(link?.slice(1) ?? ""), String(link));
    });
});
