import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uniqueTag } from "../../../../tools/cli/image/image-source";

describe("the tag of an image", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const git = (...args: string[]) =>
        execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", ...args], {
            cwd: folder,
            encoding: "utf8",
        }).trim();
    const tag = () => uniqueTag(folder, new Date("2026-11-29T04:05:06.789Z"));

    it("is the time, and the commit where there is one, with a mark if the folder differs from it", () => {
        assert.equal(tag(), "20261129-040506");
        git("init", "--quiet");
        assert.equal(tag(), "20261129-040506");
        writeFileSync(join(folder, "a"), "1");
        git("add", "a");
        git("commit", "--quiet", "--message", "a");
        const commit = git("rev-parse", "--short=12", "HEAD");
        assert.equal(tag(), `20261129-040506-${commit}`);
        writeFileSync(join(folder, "a"), "2");
        assert.equal(tag(), `20261129-040506-${commit}-modified`);
    });
});
