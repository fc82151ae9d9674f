import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { buildWithMaven } from "../../../../tools/cli/serve/maven-build";
import { MissingSoftwareError } from "../../../../tools/cli/serve/missing-software";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

describe("a program in Java", () => {
    const { PATH, JAVA_HOME } = process.env;
    let folder = "";
    let bin = "";
    const lines: string[] = [];
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        bin = join(folder, "bin");
        lines.length = 0;
        mkdirSync(join(folder, "app/src/main/java"), { recursive: true });
        mkdirSync(join(folder, "app/src/test"), { recursive: true });
        mkdirSync(bin);
        edit("pom.xml", "<project/>");
        edit("src/main/java/Main.java", "class Main {}");
        program("javac", "echo javac 17.0.15");
        program("mvn", succeed);
        process.env.PATH = `${bin}${delimiter}/bin${delimiter}/usr/bin`;
        delete process.env.JAVA_HOME;
    });
    afterEach(() => {
        process.env.PATH = PATH;
        if (JAVA_HOME === undefined) delete process.env.JAVA_HOME;
        else process.env.JAVA_HOME = JAVA_HOME;
        rmSync(folder, { recursive: true });
    });

    const succeed =
        'echo "$@" >> ../../../calls; mkdir -p target; cat pom.xml src/main/java/Main.java > target/app.jar';
    const edit = (file: string, text: string) => writeFileSync(join(folder, "app", file), text);
    const program = (name: string, script: string, to = bin) => {
        mkdirSync(to, { recursive: true });
        writeFileSync(join(to, name), `#!/bin/sh\n${script}\n`);
        chmodSync(join(to, name), 0o755);
    };
    const build = (signal = new AbortController().signal) =>
        buildWithMaven(join(folder, "app"), "app/orders", (line) => lines.push(line), signal);
    const builds = () => readdirSync(join(folder, "app/target/serve"));
    const calls = () => readFileSync(join(folder, "app/calls"), "utf8").trim().split("\n");

    it("is built without its tests, and without a download if Maven has its packages", async () => {
        const { java, jar } = await build();
        assert.equal(java, join(bin, "java"));
        assert.equal(readFileSync(jar, "utf8"), "<project/>class Main {}");
        assert.deepEqual(builds(), [basename(dirname(jar))]);
        assert.deepEqual(calls(), ["--quiet --batch-mode -Dmaven.test.skip=true --offline package"]);
        assert.deepEqual(lines, ["Building app/orders with Maven"]);
    });

    it("is built again only if its sources or its pom.xml have changed", async () => {
        await build();
        await build();
        edit("src/test/MainTest.java", "class MainTest {}");
        await build();
        assert.equal(calls().length, 1);
        edit("src/main/java/Main.java", "class Main { int x; }");
        await build();
        edit("pom.xml", "<project></project>");
        await build();
        assert.equal(calls().length, 3);
        assert.equal(builds().length, 1);
        rmSync(join(folder, "app/target"), { recursive: true });
        await build();
        assert.equal(calls().length, 4);
    });

    it("is built with a download if Maven lacks a package", async () => {
        const fail = 'echo "[ERROR] Cannot access central in offline mode"; exit 1';
        program("mvn", `case "$*" in *--offline*) ${fail};; esac; ${succeed}`);
        await build();
        assert.deepEqual(calls(), ["--quiet --batch-mode -Dmaven.test.skip=true package"]);
        assert.equal(lines[1], "Building app/orders with Maven: downloading its packages");
    });

    it("is rejected with Maven's output if it does not compile, and is built after the next edit", async () => {
        program("mvn", 'echo "[ERROR] Main.java:[1,7] not a statement"; exit 1');
        await assert.rejects(build(), (error) => {
            assert.ok(error instanceof UsageError);
            assert.match(
                error.message,
                /^"app\/orders\/pom\.xml": got a build that fails, .*\n\[ERROR\] Main\.java:\[1,7\]/,
            );
            return true;
        });
        program("mvn", "exit 0");
        await assert.rejects(build(), /no "target\/app\.jar": want the finalName "app"/);
        program("mvn", succeed);
        await build();
        assert.equal(calls().length, 1);
        assert.equal(builds().length, 1);
    });

    it("is built by two commands at the same time", async () => {
        const [first, second] = await Promise.all([build(), build()]);
        assert.deepEqual(first, second);
        assert.equal(readFileSync(first.jar, "utf8"), "<project/>class Main {}");
        assert.equal(builds().length, 1);
    });

    it("is left out if Maven or a JDK is missing or too old, with the packages to install", async () => {
        const missing = async (message: RegExp) => {
            await assert.rejects(build(), (error) => {
                assert.ok(error instanceof MissingSoftwareError);
                assert.match(error.message, message);
                assert.match(error.message, /apt-get install openjdk-17-jdk-headless maven/);
                return true;
            });
        };
        program("javac", "echo javac 11.0.2");
        await missing(/^Java is version 11, want at least 17/);
        process.env.PATH = bin;
        rmSync(join(bin, "javac"));
        await missing(/^Maven or a Java development kit is not installed/);
    });

    it("is built and started with the Java of JAVA_HOME, as Maven is", async () => {
        process.env.JAVA_HOME = join(folder, "jdk");
        program("javac", "echo javac 25", join(folder, "jdk/bin"));
        assert.equal((await build()).java, join(folder, "jdk/bin/java"));
    });

    it("is not built to the end if the signal is aborted", async () => {
        program("mvn", "exec sleep 60");
        const stop = new AbortController();
        const built = buildWithMaven(
            join(folder, "app"),
            "app/orders",
            () => stop.abort(new Error("Ctrl-C")),
            stop.signal,
        );
        await assert.rejects(built, /Ctrl-C/);
        assert.deepEqual(builds(), []);
    });
});
