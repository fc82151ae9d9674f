import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { projectFolder } from "../../../../tools/cli/project/project";

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
    const command = ["tools/cli/start.js", "preview", ...args];
    const env = { ...process.env, ...environment };
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
        cwd: projectFolder,
        encoding: "utf8",
        env,
    });
    return { status, stdout, stderr };
}

describe("npm run preview", function () {
    this.timeout(20 * 60_000);

    it("prints its help with the names of the stacks", () => {
        const { status, stdout } = run(["--help"]);
        assert.equal(status, 0);
        assert.match(stdout, /--stack NAME.*Stacks: .*dev.*prod/s);
    });

    it("exits with 2 for an unknown flag, and lists the known ones", () => {
        const { status, stdout, stderr } = run(["--stak", "dev"]);
        assert.equal(status, 2);
        assert.equal(stdout, "");
        assert.match(stderr, /^"--stak": got an unknown flag, want one of .*; did you mean "--stack"\?\n$/);
    });

    it("exits with 2 for an unknown stack, before it looks for an engine", () => {
        const cache = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        try {
            const { status, stderr } = run(["--stack", "nowhere"], { XDG_CACHE_HOME: cache, PATH: "" });
            assert.equal(status, 2);
            assert.equal(stderr, '"Pulumi.nowhere.yaml": got no file, want one of the stacks dev, prod\n');
            assert.deepEqual(readdirSync(cache), []);
        } finally {
            rmSync(cache, { recursive: true });
        }
    });

    it("prints usage errors as JSON with --json", () => {
        const { status, stdout } = run(["--stack", "nowhere", "--json"]);
        assert.equal(status, 2);
        const { exitCode, errors } = JSON.parse(stdout);
        assert.equal(exitCode, 2);
        assert.deepEqual(errors, ['"Pulumi.nowhere.yaml": got no file, want one of the stacks dev, prod']);
    });

    it("prints one JSON document and nothing else with --json", () => {
        const { status, stdout } = run(["--json"]);
        assert.equal(status, 0, stdout);
        const result = JSON.parse(stdout);
        assert.deepEqual(Object.keys(result), [
            "version",
            "stack",
            "preset",
            "exitCode",
            "operations",
            "resources",
            "rules",
            "errors",
            "seconds",
        ]);
        assert.equal(result.stack, "dev");
        assert.deepEqual(Object.keys(result.resources[0]), ["urn", "type", "name", "op"]);
        assert.deepEqual(
            result.rules.map(({ id }: { id: string }) => id),
            ["R1", "R2", "R3", "R4"],
        );
    });

    it("prints the tree, a line for each rule, and the summary, without colours outside a terminal", () => {
        const { status, stdout } = run([], { CI: "true" });
        assert.equal(status, 0, stdout);
        assert.match(stdout, /├─ \+ gatehouse:network:Network gatehouse-dev\n/);
        assert.match(
            stdout,
            /^R1 · .* · holds \(strict\)\nR2 · .* · holds \(strict\)\nR3 · .* · holds \(strict\)\nR4 · .* · holds \(strict\)\n\ndev: \d+ to create · every rule holds \(strict\)/m,
        );
        assert.ok(!stdout.includes("\x1b["));
        const readme = readFileSync(join(projectFolder, "README.md"), "utf8");
        for (const line of stdout.split("\n").filter((text) => /^R\d · /.test(text)))
            assert.ok(readme.includes(line), line);
    });

    it("prints the engine's output with --diff", () => {
        const { status, stdout } = run(["--diff"]);
        assert.equal(status, 0, stdout);
        assert.match(stdout, /cidrBlock\s*: "10\.20\.0\.0\/16"/);
        assert.match(stdout, /^R4 · .* · holds \(strict\)$/m);
    });

    it("stops everything that it started, and leaves no files, on Ctrl-C", async () => {
        const temporary = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        try {
            const command = ["tools/cli/start.js", "preview"];
            const env = { ...process.env, TMPDIR: temporary };
            const child = spawn(process.execPath, command, { cwd: projectFolder, env, stdio: "ignore" });
            const exited = once(child, "exit");
            let started: string[] = [];
            // The engine and the pack are separate processes.
            while (started.filter((args) => /pulumi preview|policy-host/.test(args)).length < 2) {
                assert.equal(child.exitCode, null, "it ended before it started the engine");
                await setTimeout(20);
                started = descendants(child.pid ?? 0);
            }
            child.kill("SIGINT");
            assert.deepEqual(await exited, [130, null]);
            const left = processes().filter(({ pid, args }) => started.includes(`${pid} ${args}`));
            assert.deepEqual(left, []);
            assert.deepEqual(
                readdirSync(temporary).filter((name) => name.startsWith("gatehouse-")),
                [],
            );
        } finally {
            rmSync(temporary, { recursive: true });
        }
    });
});

function processes() {
    const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
    return lines.flatMap((line) => {
        const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
    });
}

/** Returns the child processes of a process and their descendants, as "pid arguments". */
function descendants(pid: number): string[] {
    return processes()
        .filter(({ parent }) => parent === pid)
        .flatMap((child) => [`${child.pid} ${child.args}`, ...descendants(child.pid)]);
}
