import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { largeEvents } from "../../../../../tools/bench/large-events";
import { asSvg } from "../../../../../tools/cli/report/drawing/diagram";
import { asHtml } from "../../../../../tools/cli/report/render/html-page";
import { checkedAndEnded, failure, resource } from "../events";
import { brokenEvents, hostileEvents, reportOf } from "../sample";

async function page(events: typeof brokenEvents): Promise<string> {
    const report = reportOf(events);
    return asHtml(report, await asSvg(report.architecture));
}

describe("report.html", function () {
    this.timeout(60_000);

    it("shows verdict, findings and resources without a script", async () => {
        const text = (await page(brokenEvents)).replaceAll(/<(script|style)>.*?<\/\1>|<[^>]*>/gs, " ");
        for (const words of [
            "R1, R2, R4 broken",
            "app/pictures/openapi.yaml:",
            "GET /pictures/all: open.",
            "aws:kms:Key",
        ]) {
            assert.ok(text.includes(words), words);
        }
    });

    it("loads nothing", async () => {
        const text = await page(brokenEvents);
        assert.doesNotMatch(text.replaceAll(/xmlns(:xlink)?="[^"]*"/g, ""), /https?:|\bsrc=|@import|url\(/);
        assert.match(text, /default-src &#39;none&#39;|default-src 'none'/);
    });

    it("allows only its own style and script", async () => {
        const text = await page(hostileEvents);
        for (const tag of ["style", "script"]) {
            const all = [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))];
            assert.equal(all.length, 1, tag);
            const hash = createHash("sha256")
                .update(all[0]?.[1] ?? "")
                .digest("base64");
            assert.ok(text.includes(`${tag}-src 'sha256-${hash}'`), tag);
        }
    });

    it("escapes hostile text", async () => {
        const text = await page(hostileEvents);
        assert.doesNotMatch(text, /<img|onerror=alert\(1\)>|<!-- /);
        assert.ok(text.includes("&#60;img src=x"));
    });

    it("has a target for each link", async () => {
        const text = await page(brokenEvents);
        const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? "");
        assert.ok(targets.length > 3);
        for (const id of targets) assert.ok(text.includes(`id="${id}"`), id);
    });

    it("states that a failed preview proves nothing, and has no empty diagram", async () => {
        const text = await page([failure("no such thing")]);
        assert.match(text, /nothing is proved.*no such thing/s);
        assert.doesNotMatch(text, /<svg/);
    });

    it("stays below 3 MB with 2,000 resources, drawn or not", async () => {
        const many = Array.from({ length: 2_000 }, (_, index) => resource("a:b:C", `resource-${index}`));
        const drawn = largeEvents(2_000, 500).map((line): (typeof many)[number] => JSON.parse(line));
        for (const events of [[...many, ...checkedAndEnded], drawn]) {
            const { length } = Buffer.from(await page(events));
            assert.ok(length > 2_000 * 50 && length < 3_000_000, String(length));
        }
    });
});
