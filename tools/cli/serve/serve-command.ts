import { once } from "node:events";
import { join } from "node:path";
import { documentFiles } from "../../../stacks/documents";
import { snapshotPath } from "../../../stacks/releases";
import { hasServer } from "../../../stacks/settings/compute-kinds";
import { namedSnapshots } from "../../../stacks/settings/gateway/release";
import { errorMessage } from "../../error-message";
import { createGatewayServer } from "../../gateway-emulator/http/http-server";
import type { GatewayRequest, GatewayResponse } from "../../gateway-emulator/http/message";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import { projectFolder, readStack, type Stack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { type StackSource, stackFilePath, stackSource } from "../project/stack-source";
import { integrationFolders, WatchedFiles } from "../project/watched-files";
import { type Progress, progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { endAsyncHooks } from "./async-hooks";
import { backendProblems } from "./backends";
import { bringUp } from "./bring-up";
import { checkRules } from "./check-rules";
import { type DocsSource, docsResponse } from "./docs/docs-site";
import { type ServeFlags, serveFlags, withSource } from "./flags";
import { greeting } from "./greeting";
import { listen } from "./listen";
import { LocalGateway } from "./local-gateway";
import { localSecrets } from "./local-secrets";
import { rejectedRequest } from "./own-paths";
import { Tally } from "./tally";

const starting: GatewayResponse = {
    status: 503,
    headers: [["Content-Type", "text/plain"]],
    body: Buffer.from("The gateway is starting.\n"),
};

/**
 * `npm run serve`: serves the APIs of a stack on localhost until the signal is aborted.
 * @param folder folder that holds the stack files and `app`.
 * @returns the exit code.
 * @throws {UsageError} where flags, stack file or documents are invalid, the port is taken, or an API has no program.
 */
export async function serveCommand(
    argv: readonly string[],
    signal: AbortSignal,
    folder = projectFolder,
    write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
    const flags = serveFlags.parse(argv);
    if (flags === undefined) {
        write(`${serveFlags.help}Stacks: ${stackNames(folder).join(", ")}\n`);
        return 0;
    }
    const source = stackSource(flags.stack, flags["config-file"]);
    for (const notice of readStack(source, folder).notices) process.stderr.write(`${notice}\n`);
    await new Serving(flags, source, folder, signal, write).run();
    return 0;
}

class Serving {
    private readonly gateway: LocalGateway;
    private readonly tally = new Tally();
    private readonly live: Progress = progress(process.stderr);
    private watched: WatchedFiles | undefined;
    private secretNotice: string | undefined;
    private docs: DocsSource | undefined;
    private changing: Promise<void> = Promise.resolve();

    constructor(
        private readonly flags: ServeFlags,
        private readonly source: StackSource,
        private readonly folder: string,
        private readonly signal: AbortSignal,
        private readonly write: (text: string) => void,
    ) {
        this.gateway = new LocalGateway({
            projectFolder: folder,
            explains: flags.explain,
            log: (line) => this.print(line),
            backends: flags.backend,
            onProgress: (line) => this.live.say(line),
        });
    }

    async run(): Promise<void> {
        const server = createGatewayServer(
            (request) => this.respond(request),
            (error) => this.print(String(error)),
        );
        // First, so that a taken port is reported at once.
        const origin = await listen(server, this.flags);
        try {
            const api = await this.publish();
            const notices = [this.gateway.callers.notice(origin), this.secretNotice].filter(
                (each) => each !== undefined,
            );
            this.print(greeting(api, this.source.name, origin, notices.join("\n\n") || undefined).trimEnd());
            this.watch();
            this.changing = this.changing.then(() => this.check());
            if (!this.signal.aborted) await once(this.signal, "abort");
        } finally {
            this.watched?.close();
            this.live.end();
            server.close();
            server.closeAllConnections();
            await this.changing;
            await this.gateway.close();
        }
    }

    private async respond(request: GatewayRequest): Promise<GatewayResponse> {
        const own = rejectedRequest(request, this.flags.host) ?? (this.docs && docsResponse(request, this.docs));
        if (own !== undefined) return own;
        const served = await this.gateway.serve(withSource(request, this.flags));
        if (served === undefined) return starting;
        this.tally.add(served);
        if (this.flags.explain && served.logLine !== undefined) this.print(served.logLine);
        if (process.stderr.isTTY) this.live.tick(this.tally.line());
        return served.response;
    }

    private async publish(): Promise<DeployedApi> {
        const stack = readStack(this.source, this.folder);
        const problems = backendProblems(withServer(stack.settings.apis), this.flags.backend, this.folder);
        if (problems.length > 0) throw new UsageError(problems);
        const { api, tables, published } = await bringUp(stack, this.folder, this.live, this.signal);
        endAsyncHooks();
        this.signal.throwIfAborted();
        const secrets = localSecrets(stack.settings.apis, this.flags);
        this.secretNotice = secrets.notice;
        await this.gateway.publish(secrets.addTo(api), tables, this.signal);
        this.docs = { stackName: stack.name, api, published };
        return api;
    }

    private watch(): void {
        this.watched?.close();
        const { settings } = readStack(this.source, this.folder);
        const documents = documentFiles(Object.keys(settings.apis)).map((file) => join(this.folder, file));
        const snapshots = [...namedSnapshots(settings).keys()].map((name) =>
            join(this.folder, snapshotPath(this.source.name, name)),
        );
        const files = [stackFilePath(this.folder, this.source), ...documents, ...snapshots];
        const onChange = () => {
            this.changing = this.changing.then(() => this.change());
        };
        const folders = integrationFolders(this.folder, Object.keys(settings.apis), settings);
        this.watched = new WatchedFiles(files, onChange, folders);
    }

    // Applies changes one at a time. After a failure the previous version stays.
    private async change(): Promise<void> {
        if (this.signal.aborted) return;
        try {
            await this.publish();
            this.watch();
            this.print("Serving the new version.");
            await this.check();
        } catch (error) {
            if (this.signal.aborted) return;
            const reason = errorMessage(error);
            this.print(`Change rejected; still serving the previous version:\n${reason}`);
        }
    }

    // Runs after the stack is served, so that serving does not wait for it.
    private async check(): Promise<void> {
        if (this.signal.aborted) return;
        try {
            this.print(await checkRules(readStack(this.source, this.folder), this.folder, this.signal));
            endAsyncHooks();
        } catch (error) {
            if (this.signal.aborted) return;
            this.print(`The rules were not checked: ${errorMessage(error)}`);
        }
    }

    private print(text: string): void {
        if (process.stderr.isTTY) this.live.end();
        this.write(`${text}\n`);
    }
}

/** The APIs that have a server; the gateway itself responds for the others. */
function withServer(apis: Stack["settings"]["apis"]): string[] {
    return Object.entries(apis)
        .filter(([, { runsOn }]) => hasServer(runsOn))
        .map(([name]) => name);
}
