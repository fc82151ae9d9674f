import { delimiter, join } from "node:path";
import { delayVariable } from "../../../infra/backends/kubernetes/association-delay";
import { type CloudServer, type CloudServerOptions, startCloudServer } from "../providers/server";
import { accountOf, packagesOf, regionOf } from "../state/imported-state";
import type { StackExport } from "../state/stack-export";
import { createEngineHome, type EngineHome } from "./engine-home";
import { findCli } from "./find-cli";
import { startLanguageHost } from "./language-host";
import { offlineVariables } from "./offline-variables";
import { standInForAws } from "./stand-in-aws";

/** What an offline run needs around it. */
export interface OfflineEnvironmentArgs {
    /** AWS region until a provider says another. */
    readonly region?: string | undefined;
    /** State that a stack will start from: its AWS account, region and packages become those of the clouds. */
    readonly state?: StackExport | undefined;
    /** Whether the engine runs programs of its own accord, and not one of this process. */
    readonly runsPrograms: boolean;
    readonly onProgress?: ((line: string) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
}

/** A temporary home, simulated clouds that listen, and the environment that leads an engine to them. */
export interface OfflineEnvironment {
    readonly home: EngineHome;
    readonly server: CloudServer;
    readonly variables: Readonly<Record<string, string>>;
}

/** Sets up what an offline run needs, hands it to `use`, and removes all of it afterwards, also when `use` fails. */
export async function withOfflineEnvironment<T>(
    { region, state, runsPrograms, onProgress, signal }: OfflineEnvironmentArgs,
    use: (offline: OfflineEnvironment) => Promise<T>,
): Promise<T> {
    const cli = await findCli({ ...(onProgress && { onProgress }), signal });
    signal?.throwIfAborted();
    const home = await createEngineHome(cli);
    const closing: (() => Promise<void>)[] = [];
    try {
        const server = await startCloudServer(serverOptions(region, state));
        closing.push(server.close);
        // Operations under way then fail at once, and the engine, which waits for them, ends.
        signal?.addEventListener("abort", () => void server.close(), { once: true });
        const aws = await standInForAws(join(home.folder, "tools"), server.cloud);
        closing.push(aws.close, foundOnPath(aws.folder), withoutDelay());
        const host = runsPrograms && !cli.hasNodeHost ? await startLanguageHost() : undefined;
        if (host) closing.push(host.close);
        const variables = offlineVariables({
            folder: home.folder,
            cliPath: cli.path,
            toolsFolder: aws.folder,
            debugProviders: server.debugProviders,
            ...(host && { languageHostPort: host.port }),
            inherited: process.env,
        });
        return await use({ home, server, variables });
    } finally {
        await Promise.all(closing.map((close) => close()));
        await home.remove();
    }
}

function serverOptions(givenRegion: string | undefined, state: StackExport | undefined): CloudServerOptions {
    const region = givenRegion ?? (state && regionOf(state));
    const accountId = state && accountOf(state);
    return {
        ...(region !== undefined && { region }),
        ...(accountId !== undefined && { accountId }),
        ...(state && { otherPackages: packagesOf(state) }),
    };
}

// The simulated EKS knows an association at once.
function withoutDelay(): () => Promise<void> {
    const before = process.env[delayVariable];
    process.env[delayVariable] ??= "0";
    return async () => {
        if (before === undefined) delete process.env[delayVariable];
    };
}

// A program that this process runs itself finds the tools where the process does. Returns what takes them away again.
function foundOnPath(folder: string): () => Promise<void> {
    process.env.PATH = [folder, process.env.PATH].filter(Boolean).join(delimiter);
    return async () => {
        const others = (process.env.PATH ?? "").split(delimiter).filter((own) => own !== folder);
        process.env.PATH = others.join(delimiter);
    };
}
