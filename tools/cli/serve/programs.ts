import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildWithMaven } from "./maven-build";

/** Options of Java for a program that runs for minutes, not days: half of the processor time until it listens. */
const quickStart = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/** How a program is started. */
export interface ProgramCommand {
    readonly command: string;
    readonly args: readonly string[];
}

/** The program of an API, relative to the project's folder, if it is written in TypeScript. */
export function programFile(api: string): string {
    return `app/${api}/server.ts`;
}

/** The project of an API's program, relative to the project's folder, if it is written in Java. */
export function mavenFile(api: string): string {
    return `app/${api}/pom.xml`;
}

/** Finds the file that defines the program of an API, relative to the project's folder; undefined without one. */
export function findProgram(api: string, projectFolder: string): string | undefined {
    return [programFile(api), mavenFile(api)].find((file) => existsSync(join(projectFolder, file)));
}

/**
 * Makes the program of an API ready to start: a Java program is built if its sources have changed since its last build.
 * @param onProgress receives a line for each step.
 * @throws {MissingSoftwareError} if it needs software that is not installed.
 * @throws {UsageError} if the build fails.
 * @throws the reason of the signal if it is aborted.
 */
export async function prepareProgram(
    api: string,
    projectFolder: string,
    onProgress: (line: string) => void,
    signal: AbortSignal,
): Promise<ProgramCommand> {
    if (findProgram(api, projectFolder) !== mavenFile(api)) {
        return { command: process.execPath, args: ["-r", require.resolve("tsx/cjs"), programFile(api)] };
    }
    const folder = join(projectFolder, "app", api);
    const { java, jar } = await buildWithMaven(folder, `app/${api}`, onProgress, signal);
    return { command: java, args: [...quickStart, "-jar", jar] };
}
