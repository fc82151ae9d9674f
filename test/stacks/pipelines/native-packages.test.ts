import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { bundledFunction } from "../../../stacks/apis/function-code";
import { installPackages } from "../../../stacks/pipelines/native-packages";
import { SettingsError } from "../../../stacks/settings/problems";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";

const photos = resolve(__dirname, "../../../app/photos");

describe("the code of a function with a native package", function () {
    this.timeout(5 * 60_000);

    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    /** A folder with the package files of the sample API, and a function that imports sharp. */
    function api(): { readonly folder: string; readonly file: string } {
        const folder = folders.make();
        for (const name of ["package.json", "package-lock.json"]) cpSync(join(photos, name), join(folder, name));
        const file = join(folder, "main.ts");
        writeFileSync(file, 'import sharp from "sharp"; export const handler = () => sharp.versions;');
        return { folder, file };
    }

    function problemOf(change: (folder: string) => void): string {
        const { folder, file } = api();
        change(folder);
        try {
            bundledFunction(file);
        } catch (error) {
            assert.ok(error instanceof SettingsError, String(error));
            assert.equal(error.problems.length, 1);
            return String(error.problems[0]);
        }
        throw new Error("no error");
    }

    it("has its file and the binaries of Lambda's platform, and nothing that links", async () => {
        const { file } = api();
        const { archive, exportsHandler } = bundledFunction(file);
        assert.ok(exportsHandler);
        const assets = await (archive as pulumi.asset.AssetArchive).assets;
        assert.deepEqual(Object.keys(assets), ["index.js", "node_modules"]);
        const modules = await (assets.node_modules as pulumi.asset.FileArchive).path;
        const found = readdirSync(modules, { recursive: true, encoding: "utf8" });
        const binaries = found.filter((name) => name.endsWith(".node"));
        assert.ok(binaries.length > 0);
        for (const name of binaries) {
            const header = readFileSync(join(modules, name)).subarray(0, 20);
            // An ELF file for AArch64 (refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html).
            assert.deepEqual([header.subarray(1, 4).toString(), header.readUInt16LE(18)], ["ELF", 183], name);
        }
        assert.ok(!existsSync(join(modules, ".bin")));
        const index = await (assets["index.js"] as pulumi.asset.FileAsset).path;
        assert.match(readFileSync(index, "utf8"), /require\("sharp"\)/);
    });

    it("finds the package of this machine when it runs here", async () => {
        const { archive } = bundledFunction(api().file);
        const assets = await (archive as pulumi.asset.AssetArchive).assets;
        const index = await (assets["index.js"] as pulumi.asset.FileAsset).path;
        const script = `console.log(require(${JSON.stringify(index)}).handler().sharp)`;
        const version = execFileSync(process.execPath, ["-e", script], { cwd: "/", encoding: "utf8" }).trim();
        assert.match(version, /^\d+\.\d+\.\d+$/);
    });

    it("is installed once for the same files, and again for others", () => {
        const [one, other] = [api(), api()];
        const first = installPackages(one.file, ["sharp"]);
        assert.equal(installPackages(other.file, ["sharp"]).folder, first.folder);
        writeFileSync(
            join(other.folder, "package.json"),
            `${readFileSync(join(other.folder, "package.json"), "utf8")}\n`,
        );
        const second = installPackages(other.file, ["sharp"]);
        assert.notEqual(second.folder, first.folder);
        rmSync(join(second.folder, ".."), { recursive: true });
    });

    it("is another one after an edit of its lockfile", () => {
        const { folder, file } = api();
        const before = bundledFunction(file);
        assert.equal(bundledFunction(file), before);
        const lock = join(folder, "package-lock.json");
        writeFileSync(lock, `${readFileSync(lock, "utf8")}\n`);
        assert.notEqual(bundledFunction(file).hash, before.hash);
    });

    it("has a clear error without a lockfile", () => {
        const problem = problemOf((folder) => rmSync(join(folder, "package-lock.json")));
        assert.match(
            problem,
            /package-lock\.json": want the file that `npm install` writes, as a function needs "sharp"$/,
        );
    });

    it("has a clear error with npm's reason if npm fails", () => {
        const problem = problemOf((folder) => {
            const file = join(folder, "package.json");
            writeFileSync(file, readFileSync(file, "utf8").replace('"sharp": "0.35.5"', '"sharp": "0.1.0"'));
        });
        assert.match(
            problem,
            /package-lock\.json": want packages that `npm ci .*` can install; it ended with:\n {2}npm error/,
        );
    });

    it("has a clear error with a lockfile that lacks the binaries of Lambda's platform", () => {
        const problem = problemOf((folder) => {
            const file = join(folder, "package-lock.json");
            const lock = JSON.parse(readFileSync(file, "utf8"));
            for (const name of Object.keys(lock.packages)) if (name.includes("linux-arm64")) delete lock.packages[name];
            writeFileSync(file, JSON.stringify(lock));
        });
        assert.match(problem, /binaries for Linux on arm64|can install/);
    });

    it("leaves no folder of an installation that failed", () => {
        const cache = resolve(__dirname, "../../../node_modules/.cache/gatehouse-packages");
        assert.deepEqual(
            readdirSync(cache).filter((name) => name.endsWith(`.${process.pid}`)),
            [],
        );
    });
});

describe("the code of a function that signs forms", () => {
    it("has the package that signs, which Lambda lacks, and none of the clients that it has", async () => {
        const { archive } = bundledFunction(join(photos, "functions/request-upload.ts"));
        const folder = await (archive as pulumi.asset.FileArchive).path;
        const text = readFileSync(join(folder, "index.js"), "utf8");
        const required = [...text.matchAll(/require\("(@aws-sdk\/[^"]+)"\)/g)].map(([, name]) => name);
        assert.ok(required.includes("@aws-sdk/client-s3"), required.join());
        assert.ok(!required.includes("@aws-sdk/s3-presigned-post"), required.join());
        for (const name of required) assert.match(String(name), /^@aws-sdk\/(client|lib)-/);
    });
});
