import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { type RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { fromStruct } from "../../wire/grpc-handlers";
import type { EngineLog } from "./engine-log";

// @pulumi/pulumi/cmd/run exits with this code if it has sent every error to the engine.
const saidAlready = 32;

/** Runs a Node program for an engine, as `pulumi-language-nodejs` does. */
export async function runProgram(
    request: RunRequest,
    log: EngineLog | undefined,
    signal: AbortSignal,
): Promise<RunResponse> {
    const folder = request.getInfo()?.getProgramDirectory() || request.getPwd();
    const runner = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
    const child = spawn(process.execPath, [runner, ...programArguments(request, folder, log?.address)], {
        cwd: folder,
        env: { ...process.env, ...programEnvironment(request) },
        stdio: ["ignore", "pipe", "pipe"],
        signal,
    });
    const printed = Promise.all([forward(child.stdout, log), forward(child.stderr, log)]);
    const code = await new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done));
    await printed;
    const response = new RunResponse();
    if (code === saidAlready) response.setBail(true);
    else if (code !== 0) response.setError(`the program ended with exit code ${code ?? "of a signal"}`);
    return response;
}

/** The arguments of `@pulumi/pulumi/cmd/run`: its options, the program's entry point and the program's own arguments. */
export function programArguments(request: RunRequest, folder: string, engineAddress: string | undefined): string[] {
    const options: readonly (readonly [string, string | undefined])[] = [
        ["monitor", request.getMonitorAddress()],
        ["engine", engineAddress],
        ["organization", request.getOrganization()],
        ["project", request.getProject()],
        ["root-directory", request.getInfo()?.getRootDirectory()],
        ["stack", request.getStack()],
        ["pwd", folder],
        ["parallel", String(request.getParallel())],
    ];
    return [
        ...options.flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
        ...(request.getDryrun() ? ["--dry-run"] : []),
        request.getInfo()?.getEntryPoint() || ".",
        ...request.getArgsList(),
    ];
}

/** The variables by which the program's SDK learns the stack's configuration and how to load TypeScript. */
export function programEnvironment(request: RunRequest): Record<string, string> {
    const config: Record<string, string> = {};
    request.getConfigMap().forEach((value, key) => {
        config[key] = value;
    });
    const info = request.getInfo();
    const { typescript, tsconfig } = fromStruct(info?.getOptions());
    return {
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        ...(typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
        ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    };
}

// The rest of the output is dropped once the engine has ended.
async function forward(stream: Readable, log: EngineLog | undefined): Promise<void> {
    let hasEnded = false;
    for await (const line of createInterface({ input: stream })) {
        if (!hasEnded)
            await log?.write(line, "info").catch(() => {
                hasEnded = true;
            });
    }
}
