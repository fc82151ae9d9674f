import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { knownVersion } from "./known-version";

/** A Pulumi CLI that can be run. */
export interface PulumiCli {
    /** Absolute path of the executable. */
    readonly path: string;
    /** Version without a leading "v", such as "3.230.0". */
    readonly version: string;
    /** Whether the language host of Node programs is in the same folder; a CLI built from its Go module has none. */
    readonly hasNodeHost: boolean;
}

/** The oldest version whose engine supports everything that is used here. */
export const oldestVersion = "3.200.0";

/**
 * Runs an executable to see whether it is a usable Pulumi CLI.
 * @param cache folder that remembers its version until the executable changes. Default: it is run each time.
 * @throws {Error} with the reason why it is not usable.
 */
export async function inspectCli(path: string, cache?: string): Promise<PulumiCli> {
    const version = await knownVersion(path, cache, () => askVersion(path));
    if (isOlder(version, oldestVersion)) throw new Error(`"${path}" is ${version}, want ${oldestVersion} or newer`);
    const host = join(dirname(await realpath(path)), "pulumi-language-nodejs");
    return { path, version, hasNodeHost: await isExecutable(host) };
}

async function askVersion(path: string): Promise<string> {
    const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const output = await promisify(execFile)(path, ["version"], { env, timeout: 60_000 }).catch((error: Error) => {
        throw new Error(`"${path}" does not run: ${firstLine(error.message)}`);
    });
    const version = /^v?(\d+\.\d+\.\d+)/.exec(output.stdout.trim())?.[1];
    if (version === undefined) throw new Error(`"${path}" prints "${firstLine(output.stdout)}", want a version`);
    return version;
}

/** The first executable file of a name in the folders of a PATH. */
export async function findOnPath(name: string, path: string | undefined): Promise<string | undefined> {
    for (const folder of (path ?? "").split(":").filter(Boolean)) {
        const candidate = join(folder, name);
        if (await isExecutable(candidate)) return candidate;
    }
    return undefined;
}

/** Whether a file is there and may be executed. */
export async function isExecutable(path: string): Promise<boolean> {
    return access(path, constants.X_OK).then(
        () => true,
        () => false,
    );
}

/** The first line of a string that is not blank. */
export function firstLine(text: string): string {
    return (
        text
            .split("\n")
            .find((line) => line.trim() !== "")
            ?.trim() ?? ""
    );
}

function isOlder(version: string, other: string): boolean {
    const [own, expected] = [version, other].map((text) => text.split(".").map(Number));
    for (const [index, part] of (expected ?? []).entries()) {
        const difference = (own?.[index] ?? 0) - part;
        if (difference !== 0) return difference < 0;
    }
    return false;
}
