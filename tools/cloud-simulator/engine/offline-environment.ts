import { delimiter, join } from "node:path";
import { dnsServerVariable } from "../../../stacks/edge/zone-delegation";
import { type CloudServer, type CloudServerOptions, startCloudServer } from "../providers/server";
import { accountOf, packagesOf, regionOf } from "../state/imported-state";
import type { StackExport } from "../state/stack-export";
import { startAwsCliStub } from "./aws-cli-stub";
import { startDnsServer } from "./dns-server";
import { createEngineHome, type EngineHome } from "./engine-home";
import { findCli } from "./find-cli";
import { offlineVariables } from "./offline-variables";
import { startLanguageHost } from "./without-download/language-host";

/** Settings of an offline run's environment. */
export interface OfflineEnvironmentArgs {
    /** AWS region until a provider is configured with another. */
    readonly region?: string | undefined;
    /** State that a stack will start from: its AWS account, region and packages become those of the clouds. */
    readonly state?: StackExport | undefined;
    /** Whether the engine starts the program itself; false if this process runs it. */
    readonly runsPrograms: boolean;
    /** Variables of the program, whether this process runs it or the engine; one that is set already wins. */
    readonly programEnvironment?: Readonly<Record<string, string>> | undefined;
    readonly onProgress?: ((line: string) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
}

/** A temporary home, running simulated clouds, and the environment that makes an engine use them. */
export interface OfflineEnvironment {
    readonly home: EngineHome;
    readonly server: CloudServer;
    readonly variables: Readonly<Record<string, string>>;
}

/** Sets up the environment of an offline run for `use`, and removes it when `use` returns or fails. */
export async function withOfflineEnvironment<T>(
    { region, state, runsPrograms, programEnvironment = {}, onProgress, signal }: OfflineEnvironmentArgs,
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
        const aws = await startAwsCliStub(join(home.folder, "tools"), server.cloud);
        const dns = await startDnsServer(server.cloud);
        const programVariables = { ...programEnvironment, [dnsServerVariable]: dns.address };
        closing.push(aws.close, dns.close, foundOnPath(aws.folder), ...setVariables(programVariables));
        const host = runsPrograms && !cli.hasNodeHost ? await startLanguageHost() : undefined;
        if (host) closing.push(host.close);
        const variables = offlineVariables({
            program: programVariables,
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

// Returns functions that remove the variables again.
function setVariables(variables: Readonly<Record<string, string>>): (() => Promise<void>)[] {
    const added = Object.keys(variables).filter((name) => process.env[name] === undefined);
    for (const name of added) process.env[name] = variables[name];
    return added.map((name) => async () => {
        delete process.env[name];
    });
}

// A program that this process runs finds tools on the PATH of the process. Returns a function that removes the folder again.
function foundOnPath(folder: string): () => Promise<void> {
    process.env.PATH = [folder, process.env.PATH].filter(Boolean).join(delimiter);
    return async () => {
        const others = (process.env.PATH ?? "").split(delimiter).filter((own) => own !== folder);
        process.env.PATH = others.join(delimiter);
    };
}
