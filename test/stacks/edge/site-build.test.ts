import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { buildSite, siteProblems } from "../../../stacks/edge/site-build";
import { siteCache, storedFile } from "../../../stacks/edge/site-cache";
import { siteSources, sourceHash } from "../../../stacks/edge/site-source";
import { edge } from "../../../stacks/settings/edge/schema";
import { SettingsError } from "../../../stacks/settings/problems";
import { ProjectCopy } from "../../../tools/cli/rehearsal/project-copy";

const project = resolve(__dirname, "../../..");
const site = { build: "app/shop", output: "dist/public" };
const noEdge = { site: undefined, edge: undefined, stages: {} };
// Counts the builds, and copies the page.
const script = `
const { appendFileSync, cpSync, mkdirSync, writeFileSync } = require("node:fs");
mkdirSync("dist/public/assets", { recursive: true });
appendFileSync("dist/builds", "x");
cpSync("index.html", "dist/public/index.html");
writeFileSync("dist/public/assets/main-J6LWSWCG.js", "1");
`;

describe("The build of a site", function () {
    this.timeout(30_000);
    let folder = "";
    const hashes = new Set<string>();
    const write = (path: string, text: string) => {
        const file = join(folder, "app/shop", path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    };
    const built = () => {
        hashes.add(sourceHash(folder, site));
        return buildSite(folder, site);
    };
    const builds = () => readFileSync(join(folder, "app/shop/dist/builds"), "utf8").length;
    const problems = (changes: Partial<typeof site> = {}) => {
        hashes.add(sourceHash(folder, { ...site, ...changes }));
        return siteProblems(folder, { ...noEdge, site: { ...site, ...changes } });
    };
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        write("package.json", JSON.stringify({ scripts: { build: "node build.cjs" } }));
        write("build.cjs", script);
        write("index.html", `<title>${folder}</title>`);
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
        for (const hash of hashes) rmSync(join(siteCache, hash), { recursive: true, force: true });
        hashes.clear();
    });

    it("returns the files of the output with their hashes, as a copy", () => {
        const files = built();
        assert.deepEqual(
            files.map(({ path }) => path),
            ["assets/main-J6LWSWCG.js", "index.html"],
        );
        const [asset] = files;
        assert.equal(asset?.sha256, "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
        rmSync(join(folder, "app/shop/dist"), { recursive: true });
        assert.equal(readFileSync(asset.source, "utf8"), "1");
    });

    it("runs again after an edit only, and not for a copy of the project", () => {
        built();
        built();
        assert.equal(builds(), 1);
        write("src/new.ts", "export {};");
        built();
        assert.equal(builds(), 2);
        const copy = new ProjectCopy(folder, []);
        copy.addSite(site);
        assert.deepEqual(buildSite(copy.folder, site), built());
        assert.ok(!existsSync(join(copy.folder, "app/shop/dist")));
        copy.remove();
    });

    it("writes to its output and the cache alone", () => {
        built();
        assert.deepEqual(readdirSync(join(folder, "app/shop")).sort(), [
            "build.cjs",
            "dist",
            "index.html",
            "package.json",
        ]);
    });

    it("finds the packages of Gatehouse in a page without packages, also in a copy", () => {
        write("package.json", JSON.stringify({ scripts: { build: "esbuild --version && node build.cjs" } }));
        write("build.cjs", `require("esbuild");${script}`);
        assert.equal(built().length, 2);
    });

    it("builds the sample page in a copy of the project after an edit, with hashes in its names", () => {
        const copy = new ProjectCopy(project, []);
        const sample = { build: "app/books-react", output: "dist/public" };
        copy.addSite(sample);
        const style = join(copy.folder, sample.build, "style.css");
        writeFileSync(style, `${readFileSync(style, "utf8")}\np { margin: 0 }\n`);
        const paths = (folder: string) => buildSite(folder, sample).map(({ path }) => path);
        const [before, edited] = [paths(project), paths(copy.folder)];
        hashes.add(sourceHash(copy.folder, sample));
        copy.remove();
        assert.deepEqual([before.length, edited.length], [4, 4]);
        // esbuild's hash of the program depends on where its packages are, too.
        const styles = [...before, ...edited].filter((path) => /^assets\/style-[A-Z2-7]{8}\.css$/.test(path));
        assert.equal(new Set(styles).size, 2);
    });

    it("has the source files that a command watches", () => {
        for (const path of [
            "src/a.tsx",
            "node_modules/x/index.js",
            ".git/HEAD",
            "out/a.js",
            ".well-known/x",
            "a.tsbuildinfo",
        ])
            write(path, "");
        const watched = siteSources(folder, { ...site, output: "out" });
        assert.deepEqual(
            watched.map((path) => path.slice(join(folder, "app/shop/").length)),
            [".well-known/x", "build.cjs", "index.html", "package.json", "src/a.tsx"],
        );
        assert.deepEqual(siteSources(folder, { ...site, build: "app/none" }), []);
    });

    it("waits for a build of another process, and not for one that has ended", async () => {
        const lock = join(siteCache, "lock");
        mkdirSync(lock, { recursive: true });
        const marker = join(folder, "ended");
        const end = `const fs = require("node:fs"); fs.writeFileSync(${JSON.stringify(marker)}, "");
            fs.rmSync(${JSON.stringify(lock)}, { recursive: true });`;
        const other = spawn(process.execPath, ["-e", `setTimeout(() => { ${end} }, 2500)`]);
        writeFileSync(join(lock, "pid"), String(other.pid));
        const ended = once(other, "exit");
        built();
        assert.ok(existsSync(marker));
        await ended;
        mkdirSync(lock);
        writeFileSync(join(lock, "pid"), String(other.pid));
        write("index.html", "edited");
        built();
        assert.equal(builds(), 2);
        assert.ok(!existsSync(lock));
    });

    it("is checked: the folder, its package, and its dependencies", () => {
        const start = 'gatehouse:site.build: got "app/shop", want a folder';
        assert.deepEqual(problems({ build: "app/none" }), [
            'gatehouse:site.build: got "app/none", want a folder that exists',
        ]);
        const withPackage = (text: string) => {
            write("package.json", text);
            return problems();
        };
        assert.deepEqual(withPackage("[]"), [`${start} whose package.json is a JSON object`]);
        assert.deepEqual(withPackage("{"), [`${start} whose package.json is a JSON object`]);
        assert.deepEqual(withPackage("{}"), [`${start} whose package.json has a script \`build\``]);
        const dependencies = { react: "1", "@none/a": "1", "none-b": "1", "none-c": "1", "none-d": "1" };
        assert.deepEqual(withPackage(JSON.stringify({ scripts: { build: "x" }, dependencies })), [
            `${start} with its dependencies: @none/a, none-b, none-c and others are missing; run "npm ci" in it`,
        ]);
        rmSync(join(folder, "app/shop/package.json"));
        assert.deepEqual(problems(), [`${start} with a package.json`]);
        assert.deepEqual(siteProblems(folder, noEdge), []);
    });

    it("fails with the file and line of a syntax error, without the calls within Node", () => {
        write("build.cjs", "const a = 1;\nconst = 2;");
        const [problem = ""] = problems();
        assert.match(problem, /build\.cjs:2\n.*\n.*\n {2}SyntaxError: /);
        assert.doesNotMatch(problem, /node:internal/);
    });

    it("fails with the last lines of a build that failed, and again at the next try", () => {
        write("build.cjs", 'for (let line = 1; line <= 20; line++) console.log("line " + line); process.exit(3);');
        const [problem = ""] = problems();
        assert.match(problem, /want a folder whose `npm run build` succeeds; it ended with:\n {2}line 11\n/);
        assert.match(problem, /\n {2}line 20$/);
        assert.deepEqual(problems(), [problem]);
        assert.throws(() => buildSite(folder, site), SettingsError);
    });

    it("is checked: what it writes", () => {
        const writing = (more: string) => {
            write("build.cjs", script + more);
            return problems();
        };
        const start = 'gatehouse:site.output: got "dist/public", want';
        assert.deepEqual(problems({ output: "dist/other" }), [
            'gatehouse:site.output: got "dist/other", want a folder that `npm run build` writes below "app/shop"',
        ]);
        assert.deepEqual(writing('require("node:fs").rmSync("dist/public/index.html");'), [
            `${start} a folder with an index.html`,
        ]);
        const added = writing(`
            writeFileSync("dist/public/site.json", "{}");
            writeFileSync("dist/public/a*b.js", "");
            writeFileSync("dist/public/film.mp4", Buffer.alloc(25 * 1024 * 1024 + 1));
            for (let index = 0; index < 1000; index++) writeFileSync("dist/public/" + index + ".txt", "");
        `);
        assert.deepEqual(added, [
            `${start} a folder without site.json, which the stack adds`,
            `${start} a folder of at most 1000 files; it has 1005`,
            `${start} files of at most 25 MiB; "film.mp4" is larger`,
            `${start} files without * ? # % \\ " and control characters in the name, as in "a*b.js"`,
        ]);
    });

    it("is checked: no stage has the path of a file", () => {
        const stages = { Live: {}, Test: {} };
        const withPath = (path: string) => {
            hashes.add(sourceHash(folder, site));
            const name = { name: "www.shop.dev", hostedZone: "shop.dev" };
            return siteProblems(folder, { site, edge: edge.parse({ ...name, basePaths: { Live: path } }), stages });
        };
        assert.deepEqual(withPath("api"), []);
        assert.deepEqual(withPath("main"), []);
        assert.deepEqual(withPath("assets"), [
            'gatehouse:edge.basePaths.Live: got "assets", want another path: the site has the file ' +
                '"assets/main-J6LWSWCG.js", which CloudFront would ask the API for',
        ]);
    });

    it("is complemented by a file that is stored once", () => {
        const file = storedFile("site.json", '{"apiPath":"/api"}');
        assert.equal(file.path, "site.json");
        assert.equal(readFileSync(file.source, "utf8"), '{"apiPath":"/api"}');
        assert.deepEqual(storedFile("site.json", '{"apiPath":"/api"}'), file);
    });
});
