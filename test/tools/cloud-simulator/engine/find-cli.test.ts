import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
    CliNotFoundError,
    downloadedVersion,
    type FindCliOptions,
    findCli,
} from "../../../../tools/cloud-simulator/engine/find-cli";
import { builtVersion } from "../../../../tools/cloud-simulator/engine/without-download/build-cli";
import { TemporaryFolders } from "./temporary-folder";

describe("looking for the Pulumi CLI", () => {
    const folders = new TemporaryFolders();
    let home: string;
    let bin: string;
    let lines: string[];
    beforeEach(() => {
        home = folders.make();
        bin = join(home, "bin");
        mkdirSync(bin);
        lines = [];
    });
    afterEach(() => folders.removeAll());

    const cache = () => join(home, ".cache", "gatehouse");
    const options = (more: Partial<FindCliOptions> = {}, env: NodeJS.ProcessEnv = {}): FindCliOptions => ({
        // The fake executables are shell scripts that use only these folders.
        env: { HOME: home, PATH: `${bin}:/bin:/usr/bin`, ...env },
        onProgress: (line) => lines.push(line),
        download: () => Promise.reject(new Error("no network")),
        ...more,
    });

    it("returns the CLI on PATH", async () => {
        pulumi(join(bin, "pulumi"), "v3.210.0");
        assert.deepEqual(await findCli(options()), {
            path: join(bin, "pulumi"),
            version: "3.210.0",
            hasNodeHost: false,
        });
    });

    it("finds the language host next to it, even through a symbolic link", async () => {
        pulumi(join(bin, "pulumi"), "v3.210.0");
        script(join(bin, "pulumi-language-nodejs"), "exit 0");
        assert.equal((await findCli(options())).hasNodeHost, true);
    });

    it("prefers the CLI of GATEHOUSE_PULUMI", async () => {
        pulumi(join(bin, "pulumi"), "v3.210.0");
        const own = join(home, "own", "pulumi");
        pulumi(own, "v3.300.1");
        assert.equal((await findCli(options({}, { GATEHOUSE_PULUMI: own }))).path, own);
    });

    it("fails if GATEHOUSE_PULUMI is unusable, without trying others", async () => {
        pulumi(join(bin, "pulumi"), "v3.210.0");
        const wrong = join(home, "none");
        await assert.rejects(findCli(options({}, { GATEHOUSE_PULUMI: wrong })), (error: Error) => {
            assert.ok(error instanceof CliNotFoundError);
            assert.match(error.message, new RegExp(`GATEHOUSE_PULUMI: "${wrong}" does not run`));
            return true;
        });
    });

    it("uses the cached CLI if the one on PATH is too old", async () => {
        pulumi(join(bin, "pulumi"), "v3.100.0");
        const cached = join(cache(), `pulumi-${builtVersion}`, "bin", "pulumi");
        pulumi(cached, `v${builtVersion}`);
        assert.equal((await findCli(options())).path, cached);
        assert.match(lines.join("\n"), /pulumi" is 3\.100\.0, want 3\.200\.0 or newer/);
    });

    it("finds the cache by XDG_CACHE_HOME", async () => {
        const xdg = join(home, "xdg");
        const cached = join(xdg, "gatehouse", `pulumi-${downloadedVersion}`, "bin", "pulumi");
        pulumi(cached, `v${downloadedVersion}`);
        assert.equal((await findCli(options({}, { XDG_CACHE_HOME: xdg }))).path, cached);
        assert.deepEqual(lines, []);
    });

    it("downloads one into the cache", async () => {
        const download = async (root: string) => pulumi(join(root, "bin", "pulumi"), `v${downloadedVersion}`);
        const { path } = await findCli(options({ download }));
        assert.equal(path, join(cache(), `pulumi-${downloadedVersion}`, "bin", "pulumi"));
        assert.deepEqual(readdirSync(cache()), [`pulumi-${downloadedVersion}`]);
    });

    it("builds one if the download fails, and leaves no other files", async () => {
        fakeGo();
        const { path, version } = await findCli(options());
        assert.equal(version, builtVersion);
        assert.equal(path, join(cache(), `pulumi-${builtVersion}`, "bin", "pulumi"));
        assert.deepEqual(readdirSync(cache()), [`pulumi-${builtVersion}`]);
        assert.match(
            readFileSync(join(home, "go.log"), "utf8"),
            /^mod tidy\nbuild -ldflags .*version=v3\.230\.0 -o /im,
        );
        assert.deepEqual(lines.slice(0, 3), [
            `Downloading Pulumi ${downloadedVersion}`,
            "Building Pulumi 3.230.0, the newest version that its Go module builds by itself, once: this takes some minutes (download: no network)",
            "go: downloading example.org/module v1",
        ]);
    });

    it("ignores an incomplete download", async () => {
        const download = async (root: string) => {
            pulumi(join(root, "bin", "pulumi"), "");
            throw new Error("connection reset");
        };
        fakeGo();
        assert.equal((await findCli(options({ download }))).version, builtVersion);
        assert.deepEqual(readdirSync(cache()), [`pulumi-${builtVersion}`]);
    });

    it("uses the same result if two processes fill the cache at the same time", async () => {
        fakeGo();
        const found = await Promise.all([findCli(options()), findCli(options())]);
        assert.equal(found[0].path, found[1].path);
        assert.deepEqual(readdirSync(cache()), [`pulumi-${builtVersion}`]);
    });

    it("replaces an unusable one in the cache", async () => {
        pulumi(join(cache(), `pulumi-${downloadedVersion}`, "bin", "pulumi"), "nonsense");
        const download = async (root: string) => pulumi(join(root, "bin", "pulumi"), `v${downloadedVersion}`);
        assert.equal((await findCli(options({ download }))).version, downloadedVersion);
        assert.deepEqual(readdirSync(cache()), [`pulumi-${downloadedVersion}`]);
    });

    it("lists every attempt, in order, if all fail", async () => {
        pulumi(join(bin, "pulumi"), "v3.100.0");
        script(join(bin, "go"), "echo 'go: example.org/module: no such host' >&2; exit 1");
        await assert.rejects(findCli(options()), (error: Error) => {
            const reasons = error.message.split("\n").filter((line) => line.startsWith("  "));
            assert.deepEqual(
                reasons.map((line) => line.trim().split(":")[0]),
                ["PATH", "cache", "download", "Go"],
            );
            assert.match(error.message, /PATH: ".*pulumi" is 3\.100\.0, want 3\.200\.0 or newer/);
            assert.match(error.message, /download: no network/);
            assert.match(error.message, /Go: "go mod" failed: go: example\.org\/module: no such host/);
            assert.match(error.message, /set GATEHOUSE_PULUMI/);
            return true;
        });
        assert.deepEqual(readdirSync(cache()), []);
    });

    it("reports that Go is missing", async () => {
        // Only the test's folder, so that this machine's Go is not found.
        await assert.rejects(
            findCli(options({}, { PATH: bin })),
            /PATH: there is no "pulumi".*Go: "go" is not on PATH/s,
        );
    });

    it("stops a build when the signal is aborted", async () => {
        const stop = new AbortController();
        const started = join(home, "started");
        script(join(bin, "go"), `touch ${started}; exec sleep 600`);
        const looking = findCli(options({ signal: stop.signal, onProgress: () => undefined }));
        const watch = setInterval(() => existsSync(started) && stop.abort(new Error("enough")), 20);
        await assert.rejects(looking, /enough/).finally(() => clearInterval(watch));
        assert.deepEqual(readdirSync(cache()), []);
    });

    function pulumi(path: string, version: string): void {
        script(path, `echo ${version}`);
    }

    // A fake Go that logs its downloads and "builds" a script into the path after -o.
    function fakeGo(): void {
        script(
            join(bin, "go"),
            [
                `echo "$@" >> ${join(home, "go.log")}`,
                'if [ "$1" = mod ]; then echo "go: downloading example.org/module v1" >&2; exit 0; fi',
                'while [ "$1" != -o ]; do shift; done',
                'mkdir -p "$(dirname "$2")"',
                `printf '#!/bin/sh\\necho v${builtVersion}\\n' > "$2"`,
                'chmod +x "$2"',
            ].join("\n"),
        );
    }
});

function script(path: string, body: string): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
}
