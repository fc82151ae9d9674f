import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    statSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../terminal/usage-error";
import { findExecutables } from "./executables";
import { MissingSoftwareError } from "./missing-software";

/** The oldest Java for which the apps are compiled. */
const minJava = 17;

const installation = "apt-get install openjdk-17-jdk-headless maven, or brew install openjdk maven";

/** Number of lines of Maven's output in an error message. */
const shownLines = 20;

/** A Java program that has been built. */
export interface JavaProgram {
    /** Path of the `java` to start it with. */
    readonly java: string;
    /** Path of its archive. */
    readonly jar: string;
}

/** Files of a project that a build without tests depends on. */
const sources = ["pom.xml", ".mvn", "src/main"];

/**
 * Builds a Maven project, whose `package` must make `target/app.jar`, unless its sources are those of its last build.
 * It is built in a copy below `target/serve`, which neither another build nor the developer's own disturbs. Nothing is
 * downloaded if Maven has every package that the project needs.
 * @param name of the folder in messages, such as `app/orders`.
 * @param onProgress receives a line for each step.
 * @throws {MissingSoftwareError} without Maven or a JDK of at least version 17.
 * @throws {UsageError} with Maven's output if the build fails.
 * @throws the reason of the signal if it is aborted.
 */
export async function buildWithMaven(
    folder: string,
    name: string,
    onProgress: (line: string) => void,
    signal: AbortSignal,
): Promise<JavaProgram> {
    const { java, mvn } = await findTools(signal);
    const builds = join(folder, "target/serve");
    const result = join(builds, hashOfSources(folder));
    const program = { java, jar: join(result, "app.jar") };
    if (existsSync(result)) return program;
    mkdirSync(builds, { recursive: true });
    const copy = mkdtempSync(join(builds, "building-"));
    try {
        for (const each of sources)
            if (existsSync(join(folder, each))) cpSync(join(folder, each), join(copy, each), { recursive: true });
        onProgress(`Building ${name} with Maven`);
        const offline = await run(mvn, ["--offline"], copy, signal);
        if (offline !== undefined) {
            if (!/offline/i.test(offline)) throw buildError(name, offline);
            onProgress(`Building ${name} with Maven: downloading its packages`);
            const online = await run(mvn, [], copy, signal);
            if (online !== undefined) throw buildError(name, online);
        }
        if (!existsSync(join(copy, "target/app.jar")))
            throw buildError(name, 'no "target/app.jar": want the finalName "app" in pom.xml');
        removeOthers(builds, result);
        moveUnlessExists(join(copy, "target"), result);
        return program;
    } finally {
        rmSync(copy, { recursive: true, force: true });
    }
}

// Another command may have built the same.
function moveUnlessExists(from: string, to: string): void {
    try {
        renameSync(from, to);
    } catch (error) {
        if (!existsSync(to)) throw error;
    }
}

function removeOthers(builds: string, result: string): void {
    for (const each of readdirSync(builds)) {
        const file = join(builds, each);
        if (file !== result && !each.startsWith("building-")) rmSync(file, { recursive: true, force: true });
    }
}

async function findTools(signal: AbortSignal): Promise<{ java: string; mvn: string }> {
    const { JAVA_HOME, PATH = "" } = process.env;
    // Maven also prefers the Java of that variable.
    const path = JAVA_HOME === undefined ? PATH : `${join(JAVA_HOME, "bin")}${delimiter}${PATH}`;
    const tools = findExecutables(["javac", "mvn"], [], { PATH: path });
    const [javac, mvn] = [tools?.get("javac"), tools?.get("mvn")];
    if (javac === undefined || mvn === undefined) {
        throw new MissingSoftwareError(`Maven or a Java development kit is not installed (${installation})`);
    }
    const { stdout } = await promisify(execFile)(javac, ["-version"], { signal });
    const version = /^javac (\d+)/.exec(stdout)?.[1];
    if (version === undefined || Number(version) < minJava) {
        throw new MissingSoftwareError(`Java is version ${version}, want at least ${minJava} (${installation})`);
    }
    return { java: join(dirname(javac), "java"), mvn };
}

// Runs Maven. Returns the first lines of its output if it fails, where its errors are.
async function run(mvn: string, options: readonly string[], cwd: string, signal: AbortSignal) {
    const args = ["--quiet", "--batch-mode", "-Dmaven.test.skip=true", ...options, "package"];
    try {
        await promisify(execFile)(mvn, args, { cwd, signal, maxBuffer: 64 * 1024 * 1024 });
        return undefined;
    } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Error && "stdout" in error)) throw error;
        return String(error.stdout).trim().split("\n").slice(0, shownLines).join("\n");
    }
}

function buildError(name: string, output: string): UsageError {
    return new UsageError([
        `"${name}/pom.xml": got a build that fails, want one that makes target/app.jar:\n${output}`,
    ]);
}

function hashOfSources(folder: string): string {
    const hash = createHash("sha256");
    for (const file of sources.flatMap((each) => filesIn(join(folder, each))).sort()) {
        hash.update(`${file.slice(folder.length)}\0`)
            .update(readFileSync(file))
            .update("\0");
    }
    return hash.digest("hex").slice(0, 16);
}

function filesIn(path: string): string[] {
    if (!existsSync(path)) return [];
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
}
