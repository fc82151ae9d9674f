import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { errorMessage } from "../../error-message";
import { findOnPath, firstLine, inspectCli, isExecutable, oldestVersion, type PulumiCli } from "./pulumi-cli";
import { buildCli, builtVersion } from "./without-download/build-cli";

/** Options of the search for a CLI. */
export interface FindCliOptions {
    /**
     * The environment that determines the search: `GATEHOUSE_PULUMI` (path of a CLI, instead of any other), `PATH`,
     * `XDG_CACHE_HOME` and `HOME`. Default: that of this process.
     */
    readonly env?: NodeJS.ProcessEnv;
    /** Receives a line for each step that takes long. */
    readonly onProgress?: (line: string) => void;
    readonly signal?: AbortSignal | undefined;
    /** Downloads the CLI into a folder, as `bin/pulumi`; default: as the Automation API does. */
    readonly download?: (root: string) => Promise<void>;
}

/** No CLI was found or installed; the message lists every attempt with its error, and the remedy. */
export class CliNotFoundError extends Error {
    constructor(reasons: readonly string[]) {
        const tried = reasons.map((reason) => `  ${reason}`).join("\n");
        super(
            `There is no usable Pulumi CLI (${oldestVersion} or newer). Tried in this order:\n${tried}\n` +
                "Install it (https://www.pulumi.com/docs/install/), or set GATEHOUSE_PULUMI to the path of one.",
        );
        this.name = "CliNotFoundError";
    }
}

/** The version that is downloaded: that of the SDK. */
export const downloadedVersion = sdkVersion;

/**
 * Finds a Pulumi CLI: the one of `GATEHOUSE_PULUMI`, one on PATH or one in the user's cache. If it finds no CLI, it fills
 * the cache by a download, or by a build from the Go module as the last resort; two processes that do so at the same time work
 * twice and use the same result. Throws `CliNotFoundError`.
 */
export async function findCli(options: FindCliOptions = {}): Promise<PulumiCli> {
    const env = options.env ?? process.env;
    if (env.GATEHOUSE_PULUMI) {
        return inspectCli(env.GATEHOUSE_PULUMI, cacheFolder(env)).catch((error: Error) => {
            throw new CliNotFoundError([`GATEHOUSE_PULUMI: ${error.message}`]);
        });
    }
    const reasons: string[] = [];
    const onPath = await findOnEnvironmentPath(env, reasons, options.onProgress);
    return onPath ?? (await findInCache(env, reasons)) ?? get(env, reasons, options);
}

/** The folder in which a CLI is cached: `gatehouse` in `XDG_CACHE_HOME`, or in `~/.cache`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
    return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "gatehouse");
}

async function findOnEnvironmentPath(
    env: NodeJS.ProcessEnv,
    reasons: string[],
    onProgress: FindCliOptions["onProgress"],
): Promise<PulumiCli | undefined> {
    const path = await findOnPath("pulumi", env.PATH);
    if (!path) {
        reasons.push('PATH: there is no "pulumi" on it');
        return undefined;
    }
    const found = await attempt("PATH", reasons, () => inspectCli(path, cacheFolder(env)));
    if (!found) onProgress?.(`${reasons.at(-1)}; looking further`);
    return found;
}

async function findInCache(env: NodeJS.ProcessEnv, reasons: string[]): Promise<PulumiCli | undefined> {
    for (const version of [downloadedVersion, builtVersion]) {
        const path = join(cacheFolder(env), `pulumi-${version}`, "bin", "pulumi");
        if (await isExecutable(path)) return attempt("cache", reasons, () => inspectCli(path, cacheFolder(env)));
    }
    reasons.push(`cache: no CLI in "${cacheFolder(env)}"`);
    return undefined;
}

async function get(env: NodeJS.ProcessEnv, reasons: string[], options: FindCliOptions): Promise<PulumiCli> {
    const { onProgress = () => undefined, signal, download = downloadCli } = options;
    const cache = cacheFolder(env);
    const downloaded = await attempt("download", reasons, () =>
        fillCache(cache, downloadedVersion, (root) => {
            onProgress(`Downloading Pulumi ${downloadedVersion}`);
            return download(root);
        }),
    );
    signal?.throwIfAborted();
    const got =
        downloaded ??
        (await attempt("Go", reasons, () =>
            fillCache(cache, builtVersion, (root, workFolder) =>
                buildCli({ root, workFolder, env, reason: reasons.at(-1) ?? "", onProgress, signal }),
            ),
        ));
    signal?.throwIfAborted();
    if (!got) throw new CliNotFoundError(reasons);
    return got;
}

// Works in a temporary folder, so that no other process uses an incomplete CLI.
async function fillCache(
    cache: string,
    version: string,
    fill: (root: string, workFolder: string) => Promise<void>,
): Promise<PulumiCli> {
    await mkdir(cache, { recursive: true });
    const folder = await mkdtemp(join(cache, "getting-"));
    try {
        const root = join(folder, "root");
        await fill(root, join(folder, "work"));
        await inspectCli(join(root, "bin", "pulumi"));
        return await moveIntoPlace(root, join(cache, `pulumi-${version}`), join(folder, "unusable"));
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

// A rename never replaces a folder that is not empty: the faster process wins, unless its CLI is unusable.
async function moveIntoPlace(root: string, home: string, aside: string): Promise<PulumiCli> {
    const executable = join(home, "bin", "pulumi");
    try {
        await rename(root, home);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
        const winner = await inspectCli(executable).catch(() => undefined);
        if (winner) return winner;
        await rename(home, aside);
        await rename(root, home);
    }
    return inspectCli(executable);
}

async function attempt<T>(way: string, reasons: string[], work: () => Promise<T>): Promise<T | undefined> {
    try {
        return await work();
    } catch (error) {
        reasons.push(`${way}: ${firstLine(errorMessage(error))}`);
        return undefined;
    }
}

// The download has no timeout, so a network that drops packets is detected first.
async function downloadCli(root: string): Promise<void> {
    const site = "https://get.pulumi.com/install.sh";
    await fetch(site, { method: "HEAD", signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        throw new Error(`"${site}" is out of reach: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
    await PulumiCommand.install({ root });
}
