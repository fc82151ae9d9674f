import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

/**
 * Builds a Maven project, whose `package` must make `target/app.jar`, unless its sources are those of its last build.
 * Nothing is downloaded if Maven has every package that the project needs.
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
    const jar = join(folder, "target/app.jar");
    const built = join(folder, "target/sources.sha256");
    const sources = hashOfSources(folder);
    if (existsSync(jar) && existsSync(built) && readFileSync(built, "utf8") === sources) return { java, jar };
    onProgress(`Building ${name} with Maven`);
    const offline = await run(mvn, ["--offline"], folder, signal);
    if (offline !== undefined) {
        if (!/offline/i.test(offline)) throw buildError(name, offline);
        onProgress(`Building ${name} with Maven: downloading its packages`);
        const online = await run(mvn, [], folder, signal);
        if (online !== undefined) throw buildError(name, online);
    }
    if (!existsSync(jar)) throw buildError(name, 'no "target/app.jar": want the finalName "app" in pom.xml');
    writeFileSync(built, sources);
    return { java, jar };
}

async function findTools(signal: AbortSignal): Promise<{ java: string; mvn: string }> {
    const { JAVA_HOME, PATH = "" } = process.env;
    // As Maven, which prefers the Java of that variable.
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

/** Runs Maven, and returns the end of its output if it fails. */
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

// The tests are left out, because they are not built.
function hashOfSources(folder: string): string {
    const sources = readdirSync(join(folder, "src/main"), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
    const hash = createHash("sha256");
    for (const file of [join(folder, "pom.xml"), ...sources.sort()]) {
        hash.update(`${file.slice(folder.length)}\0`)
            .update(readFileSync(file))
            .update("\0");
    }
    return hash.digest("hex");
}
