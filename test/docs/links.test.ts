import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { anchorsOf, pages, proseOf, root } from "./markdown";

/** Returns the problem of a link on a page; undefined if it is valid. */
function linkProblem(page: string, link: string): string | undefined {
    if (/^[a-z]+:/.test(link))
        return link.startsWith("https://") && URL.canParse(link) ? undefined : `${link}: expected an https URL`;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(root, resolve(root, dirname(page), path));
    if (!existsSync(join(root, target))) return `${link}: there is no ${target}`;
    if (anchor === undefined || anchorsOf(target).includes(anchor)) return undefined;
    return `${link}: ${target} has no heading #${anchor}`;
}

function linksOf(page: string): string[] {
    return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
}

describe("Links", () => {
    it("are found", () => {
        assert.ok(pages.length >= 9, pages.join());
        assert.ok(pages.flatMap(linksOf).length >= 40);
    });

    for (const page of pages) {
        it(`of ${page} are valid`, () => {
            assert.deepEqual(
                linksOf(page).flatMap((link) => linkProblem(page, link) ?? []),
                [],
            );
        });
    }

    it("are reported if their target does not exist", () => {
        assert.match(linkProblem("README.md", "docs/none.md") ?? "", /there is no docs\/none\.md/);
        assert.match(linkProblem("docs/report.md", "../README.md#none") ?? "", /README\.md has no heading #none/);
        assert.match(linkProblem("README.md", "http://example.com") ?? "", /expected an https URL/);
    });
});
