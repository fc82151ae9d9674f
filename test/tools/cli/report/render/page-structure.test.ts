import assert from "node:assert/strict";
import axe from "axe-core";
import { JSDOM } from "jsdom";
import { fullReports, pageOf } from "./full-page";

// Without a layout there are no colours to compare; the tests in Chromium do that.
const options = { rules: { "color-contrast": { enabled: false } } };

describe("The structure of report.html", function () {
    this.timeout(60_000);

    for (const [what, report] of Object.entries(fullReports)) {
        it(`has roles, names and an order that axe finds no fault with, for ${what}`, async () => {
            const { window } = new JSDOM(await pageOf(report()), { runScripts: "outside-only" });
            window.eval(axe.source);
            const { violations, passes } = await (window as unknown as { axe: typeof axe }).axe.run(
                window.document as unknown as Document,
                options,
            );
            // As text, because the lists are of the window's own kind.
            assert.equal(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`).join("\n"), "");
            assert.ok(passes.length > 15, `${passes.length} rules passed`);
        });
    }

    it("runs no script but its own where names are hostile, with no policy to hold them back", async () => {
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

    it("leads from each finding, waiver and node of the diagram to what it is about", async () => {
        const { window } = new JSDOM(await pageOf(fullReports["a stack that breaks every rule"]?.() ?? assert.fail()));
        const { document } = window;
        const links = [...document.querySelectorAll("a")].map(
            (a) => a.getAttribute("href") ?? a.getAttribute("xlink:href"),
        );
        assert.ok(links.length > 15, String(links.length));
        for (const link of links) assert.ok(document.getElementById(link?.slice(1) ?? ""), String(link));
    });
});
