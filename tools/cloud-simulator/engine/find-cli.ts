import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { errorMessage } from "../../error-message";
import { buildCli, builtVersion } from "./build-cli";
import { withLock } from "./folder-lock";
import { findOnPath, firstLine, inspectCli, isExecutable, oldestVersion, type PulumiCli } from "./pulumi-cli";

/** How a CLI is looked for. */
export interface FindCliOptions {
    /**
     * The environment that says where to look: `GATEHOUSE_PULUMI` (path of a CLI, instead of any other), `PATH`,
     * `XDG_CACHE_HOME` and `HOME`. Default: that of this process.
     */
    readonly env?: NodeJS.ProcessEnv;
    /** One line for each step that takes long. */
    readonly onProgress?: (line: string) => void;
    readonly signal?: AbortSignal | undefined;
    /** Downloads the CLI into a folder, as `bin/pulumi`; default: as the Automation API does. */
    readonly download?: (root: string) => Promise<void>;
}

/** No CLI could be found or got; the message says what was tried, why it failed, and what to do. */
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
 * Finds a Pulumi CLI: the one of `GATEHOUSE_PULUMI`, one on PATH, one in the user's cache; else gets one into the
 * cache, by download or from its Go module. Two processes do not get it twice. Throws `CliNotFoundError`.
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
    const found = onPath ?? (await findInCache(env, reasons));
    if (found) return found;
    const cache = cacheFolder(env);
    return withLock(
        join(cache, "pulumi.lock"),
        async () => (await findInCache(env, [])) ?? get(env, reasons, options),
        {
            onWait: (owner) => options.onProgress?.(`Waiting for process ${owner}, which is getting the Pulumi CLI`),
            ...(options.signal ? { signal: options.signal } : {}),
        },
    );
}

/** The folder in which a CLI is kept: `gatehouse` in `XDG_CACHE_HOME`, or in `~/.cache`. */
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
    reasons.push(`cache: there is none in "${cacheFolder(env)}"`);
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
                buildCli({ root, workFolder, env, onProgress, signal }),
            ),
        ));
    signal?.throwIfAborted();
    if (!got) throw new CliNotFoundError(reasons);
    return got;
}

// What is half done lies in a folder of its own, so that nobody takes it for a CLI.
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
        const home = join(cache, `pulumi-${version}`);
        await rm(home, { recursive: true, force: true });
        await rename(root, home);
        return await inspectCli(join(home, "bin", "pulumi"));
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function attempt<T>(way: string, reasons: string[], work: () => Promise<T>): Promise<T | undefined> {
    try {
        return await work();
    } catch (error) {
        reasons.push(`${way}: ${firstLine(errorMessage(error))}`);
        return undefined;
    }
}

// The download has no time limit of its own, so a network that swallows packets is found out first.
async function downloadCli(root: string): Promise<void> {
    const site = "https://get.pulumi.com/install.sh";
    await fetch(site, { method: "HEAD", signal: AbortSignal.timeout(5_000) }).catch((error: unknown) => {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        throw new Error(`"${site}" is out of reach: ${cause instanceof Error ? cause.message : String(cause)}`);
    });
    await PulumiCommand.install({ root });
}
