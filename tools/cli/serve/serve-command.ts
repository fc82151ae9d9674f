import { once } from "node:events";
import { hasServer } from "../../../stacks/settings/compute-kinds";
import { errorMessage } from "../../error-message";
import { createGatewayServer } from "../../gateway-emulator/http/http-server";
import { projectFolder, readStack, type Stack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { type StackSource, stackSource } from "../project/stack-source";
import { WatchedFiles } from "../project/watched-files";
import { type Progress, progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { endAsyncHooks } from "./async-hooks";
import { backendProblems } from "./backends";
import { bringUp, type ServableStack } from "./bring-up";
import { checkRules } from "./check-rules";
import { type EdgePlaces, withoutEdgeLine } from "./edge/edge-places";
import { requireEdge } from "./edge/local-edge";
import { type ServeFlags, serveFlags } from "./flags";
import { greeting } from "./greeting";
import { listen } from "./listen";
import { LocalGateway } from "./local-gateway";
import { localSecrets } from "./local-secrets";
import { Responder } from "./responder";
import { servicesDoor } from "./services/services-door";
import { servicesNotice } from "./services/services-notice";
import { watchedSources } from "./watched-sources";

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
    if (flags.country !== undefined && !flags.edge)
        throw new UsageError([
            `"--country": got "${flags.country}" without "--edge", want both, as no firewall is asked`,
        ]);
    const source = stackSource(flags.stack, flags["config-file"]);
    for (const notice of readStack(source, folder).notices) process.stderr.write(`${notice}\n`);
    await new Serving(flags, source, folder, signal, write).run();
    return 0;
}

/** The last line of the command. */
export const closingLine = "The gateway has stopped.";

class Serving {
    private readonly gateway: LocalGateway;
    private readonly responder: Responder;
    private readonly live: Progress = progress(process.stderr);
    private watched: WatchedFiles | undefined;
    private secretNotice: string | undefined;
    private places: EdgePlaces | undefined;
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
            log: (line) => this.log(line),
            backends: flags.backend,
            services: { workers: flags.workers },
            onProgress: (line) => this.live.say(line),
        });
        this.responder = new Responder(flags, this.gateway, this.live, (line) => this.log(line));
    }

    async run(): Promise<void> {
        const server = createGatewayServer(
            (request) => this.responder.respond(request),
            (error) => this.log(String(error)),
            undefined,
            servicesDoor(this.flags.host, this.gateway.services.handler),
        );
        // First, so that a taken port is reported at once.
        const origin = await listen(server, this.flags);
        this.gateway.services.listensOn(origin);
        this.gateway.services.attach(server, this.flags.host);
        try {
            const served = await this.publish();
            const notices = this.notices(served, origin);
            this.print(greeting(served, this.source.name, origin, notices, this.places).trimEnd());
            this.watch();
            this.changing = this.changing.then(() => this.check());
            if (!this.signal.aborted) await once(this.signal, "abort");
        } finally {
            this.watched?.close();
            this.live.end();
            // While the services that the functions of `$disconnect` call are there.
            await this.gateway.services.sockets.close();
            server.close();
            server.closeAllConnections();
            await this.changing;
            await this.gateway.close();
        }
        this.print(closingLine);
    }

    private notices({ api }: ServableStack, origin: string): string | undefined {
        const { edge } = readStack(this.source, this.folder).settings;
        const all = [
            edge !== undefined && !this.flags.edge ? withoutEdgeLine(api !== undefined) : undefined,
            this.gateway.callers.notice(origin),
            this.secretNotice,
            servicesNotice(api, origin, this.gateway.services, this.places?.stagePaths),
        ];
        return all.filter((each) => each !== undefined).join("\n\n") || undefined;
    }

    private async publish(): Promise<ServableStack> {
        const stack = readStack(this.source, this.folder);
        const problems = backendProblems(withServer(stack.settings.apis), this.flags.backend, this.folder);
        if (problems.length > 0) throw new UsageError(problems);
        if (this.flags.edge) requireEdge(stack);
        const servable = await bringUp(stack, this.folder, this.live, this.signal);
        endAsyncHooks();
        this.signal.throwIfAborted();
        const secrets = localSecrets(stack.settings.apis, this.flags);
        this.secretNotice = secrets.notice;
        await this.gateway.publish({ ...servable, ...secrets.addTo(servable) }, this.signal);
        this.places = this.responder.publish(stack, servable, this.folder);
        return servable;
    }

    private watch(): void {
        this.watched?.close();
        const { settings } = readStack(this.source, this.folder);
        const { files, folders } = watchedSources(settings, this.source, this.folder, this.flags.edge);
        const onChange = () => {
            this.changing = this.changing.then(() => this.change());
        };
        this.watched = new WatchedFiles(files, onChange, folders);
    }

    // Applies changes one at a time. After a failure the previous version stays.
    private async change(): Promise<void> {
        if (this.signal.aborted) return;
        try {
            await this.publish();
            // After Ctrl-C nothing is watched any more, and one line is printed.
            if (this.signal.aborted) return;
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
            const line = await checkRules(readStack(this.source, this.folder), this.folder, this.signal);
            endAsyncHooks();
            this.log(line);
        } catch (error) {
            if (this.signal.aborted) return;
            this.print(`The rules were not checked: ${errorMessage(error)}`);
        }
    }

    // At the end functions and apps are stopped in the middle of their work, which needs no line.
    private log(line: string): void {
        if (!this.signal.aborted) this.print(line);
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
