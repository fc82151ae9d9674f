import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { watch as watchFolder } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { copyProject } from "../../../../tools/bench/preview-wait";
import { WatchProcess } from "../../../../tools/bench/watch-process";
import type { PreviewResult } from "../../../../tools/cli/preview/preview-result";

const violations = ({ rules }: PreviewResult): string[] =>
    rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id);

describe("npm run preview -- --watch", function () {
    this.timeout(20 * 60_000);

    const project = copyProject();
    const temporary = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    const watch = new WatchProcess(project.folder, { TMPDIR: temporary });
    after(async () => {
        await watch.stop();
        project.remove();
        rmSync(temporary, { recursive: true });
    });

    async function untilFolder(prefix: string): Promise<void> {
        for await (const { filename } of watchFolder(temporary))
            if (filename?.startsWith(prefix) && existsSync(join(temporary, filename))) return;
    }

    it("previews at the start", async () => {
        const result = await watch.result();
        assert.deepEqual([result.exitCode, violations(result)], [0, []]);
    });

    it("previews again after an edit of the stack file", async () => {
        await watch.ready();
        watch.edit("Pulumi.dev.yaml", (content) =>
            content.replace("    web: standard\n", "    web: standard\n    tv: standard\n"),
        );
        const { resources } = await watch.result();
        assert.ok(
            resources.some(({ name }) => name === "tv"),
            "the new client",
        );
    });

    it("previews again after an edit of a document", async () => {
        await watch.ready();
        watch.edit("app/books/openapi.yaml", (content) =>
            content.replace(/^ {2}\/[^\n]*:\n/m, (line) => `# edited\n${line}`),
        );
        assert.equal((await watch.result()).exitCode, 0);
    });

    it("previews again after an edit of the program", async () => {
        await watch.ready();
        watch.edit("stacks/platform.ts", (content) =>
            content.replace("gatehouse:stacks:Platform", "gatehouse:stacks:Edited"),
        );
        const { resources } = await watch.result();
        assert.ok(resources.some(({ type }) => type === "gatehouse:stacks:Edited"));
    });

    it("names the TypeScript file and line of a syntax error, and stays alive", async () => {
        await watch.ready();
        watch.edit("stacks/platform.ts", (content) => `const = 1;\n${content}`);
        assert.match(await watch.notice(), /Build failed with 1 error/);
        assert.match(await watch.notice(), /^stacks\/platform\.ts:1:6: ERROR: /);
        await watch.ready();
        watch.edit("stacks/platform.ts", (content) =>
            content.replace("const = 1;\n", 'throw new Error("thrown here");\n'),
        );
        assert.match(await watch.notice(), /thrown here/);
        await watch.ready();
        watch.edit("stacks/platform.ts", (content) => content.replace(/^throw.*\n/, ""));
        assert.equal((await watch.result()).exitCode, 0);
    });

    it("loads a file that is created after an import of it failed", async () => {
        await watch.ready();
        watch.edit("stacks/platform.ts", (content) => `import "./created/file";\n${content}`);
        while (!/Could not resolve/.test(await watch.notice())) {}
        await watch.ready();
        mkdirSync(join(project.folder, "stacks/created"));
        writeFileSync(join(project.folder, "stacks/created/file.ts"), "export {};\n");
        assert.equal((await watch.result()).exitCode, 0);
    });

    it("notices an edit that follows another while the program is loaded", async () => {
        await watch.ready();
        for (const name of ["First", "Second", "Third"]) {
            watch.edit("stacks/platform.ts", (content) =>
                content.replace(/gatehouse:stacks:\w+/, `gatehouse:stacks:${name}`),
            );
            // Shortly after the load has begun.
            await delay(170);
        }
        let types: readonly string[] = [];
        while (!types.includes("gatehouse:stacks:Third"))
            types = (await watch.result()).resources.map(({ type }) => type);
    });

    it("reports invalid settings, and stays alive", async () => {
        await watch.ready();
        watch.edit("Pulumi.dev.yaml", (content) => content.replace("tv: standard", "tv: gold"));
        while (!/^gatehouse:clients\.tv: got "gold"/.test(await watch.notice())) {}
        await watch.ready();
        watch.edit("Pulumi.dev.yaml", (content) => content.replace("tv: gold", "tv: standard"));
        assert.equal((await watch.result()).exitCode, 0);
    });

    it("starts again if an edit is made during a preview", async () => {
        await watch.ready();
        watch.edit("Pulumi.dev.yaml", (content) =>
            content
                .replace("tv: standard", "radio: standard")
                .replace("aws:region: eu-central-1", "aws:region: eu-west-1"),
        );
        // Another region needs another engine, whose preview begins with a folder.
        await Promise.race([untilFolder("gatehouse-report-"), watch.end()]);
        watch.edit("Pulumi.dev.yaml", (content) => content.replace("radio: standard", "phone: standard"));
        const result = await watch.result();
        assert.equal(result.exitCode, 0);
        assert.ok(result.resources.some(({ name }) => name === "phone"));
        assert.ok(!result.resources.some(({ name }) => name === "radio"));
    });

    it("previews again after an edit of the site, also of one whose build failed", async () => {
        const files = ({ resources }: PreviewResult) =>
            resources.map(({ name }) => name).filter((name) => /style-/.test(name));
        await watch.ready();
        watch.edit(
            "Pulumi.dev.yaml",
            (content) =>
                `${content}  gatehouse:edge: { name: www.gatehouse.dev, hostedZone: gatehouse.dev }\n  gatehouse:site: { build: app/books-react }\n`,
        );
        const result = await watch.result();
        assert.deepEqual([result.exitCode, result.errors], [0, []]);
        const first = files(result);
        assert.equal(first.length, 1);
        await watch.ready();
        watch.edit("app/books-react/build.cjs", (content) => `const = 1;\n${content}`);
        assert.match(await watch.notice(), /gatehouse:site\.build: .* succeeds; it ended with:/);
        await watch.ready();
        watch.edit("app/books-react/build.cjs", (content) => content.replace("const = 1;\n", ""));
        assert.deepEqual(files(await watch.result()), first);
        await watch.ready();
        watch.edit("app/books-react/style.css", (content) => `${content}\n.edited { color: red; }\n`);
        const edited = files(await watch.result());
        assert.equal(edited.length, 1);
        assert.notDeepEqual(edited, first);
    });

    it("prints nothing and leaves no files after Ctrl-C", async () => {
        await watch.ready();
        await watch.stop();
        await assert.rejects(watch.notice(), /^Error: the watch has ended$/);
        assert.deepEqual(
            readdirSync(temporary).filter((name) => name.startsWith("gatehouse-")),
            [],
        );
    });
});
