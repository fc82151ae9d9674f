import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Preset } from "../../../policy/contract/tiers";
import { documentFiles } from "../../../stacks/apis/documents";
import { isDroppedConnection } from "../../cloud-simulator/engine/program-errors";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";
import type { StackExport } from "../../cloud-simulator/state/stack-export";
import { errorMessage } from "../../error-message";
import { projectFolder, type Stack, settingsNamespace } from "../project/project";
import { type StackSource, stackFilePath } from "../project/stack-source";
import { foldersOf, integrationFolders, siteFolders, WatchedFiles } from "../project/watched-files";
import type { Progress } from "../terminal/progress";
import { policySources } from "./policy-sources";
import type { PreviewResult } from "./preview-result";
import { Standby } from "./standby";

/** Options of a watch. */
export interface WatchOptions {
    /** The stack to preview. */
    readonly source: StackSource;
    /** Folder that holds the stack files and `app`. */
    readonly folder: string;
    readonly state?: StackExport;
    readonly diff?: boolean;
    /** Preset of the policy pack. Default: `strict`. */
    readonly preset?: Preset;
    readonly progress: Progress;
    /** Receives the engine's own output. */
    readonly onOutput?: (text: string) => void;
    readonly onResult: (result: PreviewResult) => void;
    /** Receives the reason why there is no result: a syntax error, or invalid settings or documents. */
    readonly onProblem: (message: string) => void;
    /** Called when an engine waits for the next edit. */
    readonly onReady: () => void;
    /** Ends the watch. */
    readonly signal: AbortSignal;
}

interface Program {
    readonly exports: typeof import("./watched-program");
    /** Files of the program, relative to the project's folder. */
    readonly sources: readonly string[];
    /** Whether the files are still as loaded. */
    readonly isCurrent: () => boolean;
}

// Shared with the entry of the command, which keeps the source maps.
const { loadProgram }: { loadProgram(root: string, entry: string): Promise<Program> } = createRequire(
    join(projectFolder, "package.json"),
)("./tools/cli/start/load-program.js");

/**
 * Previews a stack, and again after each edit of the program, a document, the stack file or the policy pack, until the
 * signal is aborted. Meanwhile the next engine and policy pack are already running. An edit during a preview stops it.
 */
export async function watchPreview(options: WatchOptions): Promise<void> {
    const watch = new PreviewWatch(options);
    // Until the process ends, because calls of the last engine may fail after it has been stopped.
    process.on("unhandledRejection", (error) => {
        // A running preview listens too, and fails with the error.
        const isReported = process.listenerCount("uncaughtException") > 0;
        if (!isReported && !options.signal.aborted && !isDroppedConnection(error)) throw error;
    });
    try {
        await watch.run();
    } finally {
        await watch.close();
    }
}

class PreviewWatch {
    private watched: WatchedFiles | undefined;
    private standby: Prepared | undefined;
    private edit = new AbortController();
    private since = 0;
    private sources: readonly string[] = ["stacks/program.ts"];
    private created: WatchedFiles | undefined;
    private settings: Pick<Stack["settings"], "authorizers" | "site"> = {};

    constructor(private readonly options: WatchOptions) {}

    async run(): Promise<void> {
        const { signal } = this.options;
        while (!signal.aborted) {
            this.edit = new AbortController();
            const next = AbortSignal.any([signal, this.edit.signal]);
            await this.preview(next);
            if (!next.aborted) await once(next, "abort");
        }
    }

    async close(): Promise<void> {
        this.watched?.close();
        this.created?.close();
        await this.standby?.preview.stop();
    }

    private async preview(next: AbortSignal): Promise<void> {
        const { source, folder, progress, onResult, onProblem, onReady } = this.options;
        const { since } = this;
        try {
            const exports = await this.load();
            if (next.aborted) return;
            const stack = exports.readStack(source, folder);
            this.watch(stack.settings);
            const { preview, config } = await this.take(stack);
            const stop = () => void preview.stop();
            next.addEventListener("abort", stop, { once: true });
            if (next.aborted) stop();
            const result = await preview.run(async () => {
                exports.replaceConfig(config, stack.config);
                return exports.program(folder);
            });
            progress.end();
            next.removeEventListener("abort", stop);
            onResult({ ...result, seconds: Math.round(performance.now() - since) / 1000 });
            if (!next.aborted) this.prepare(stack);
        } catch (error) {
            progress.end();
            if (next.aborted) return;
            onProblem(errorMessage(error));
            onReady();
        }
    }

    private async load(): Promise<Program["exports"]> {
        this.created?.close();
        // A program that cannot be loaded may need a new file. Watched before the load, so that no edit is missed.
        this.created = new WatchedFiles([], this.onEdit, foldersOf(this.sources.map(inProject)));
        const program = await loadProgram(projectFolder, "tools/cli/preview/watched-program.ts");
        this.created.close();
        this.sources = program.sources;
        this.watch();
        // An edit after the load is part of the content with which the watch starts.
        if (!program.isCurrent()) this.onEdit(performance.now());
        return program.exports;
    }

    private readonly onEdit = (since: number): void => {
        this.since = since;
        this.edit.abort();
    };

    private watch(settings: Pick<Stack["settings"], "authorizers" | "site"> = this.settings): void {
        this.settings = settings;
        const { folder, source } = this.options;
        const apis = readdirSync(join(folder, "app"));
        const documents = documentFiles(apis).map((file) => join(folder, file));
        const files = [...documents, stackFilePath(folder, source), ...policySources()];
        const former = this.watched;
        const folders = [...integrationFolders(folder, apis, settings), ...siteFolders(folder, settings)];
        this.watched = new WatchedFiles([...files, ...this.sources.map(inProject)], this.onEdit, folders);
        former?.close();
    }

    private async take(stack: Stack): Promise<Prepared> {
        const { standby } = this;
        this.standby = undefined;
        if (standby?.key === keyOf(stack) && standby.preview.isReady) return standby;
        await standby?.preview.stop();
        return this.start(stack);
    }

    private prepare(stack: Stack): void {
        this.standby = this.start(stack);
        this.standby.preview.ready.then(this.options.onReady);
    }

    private start(stack: Stack): Prepared {
        const { progress, diff, preset, state, onOutput } = this.options;
        const preview = new Standby({
            stack,
            progress,
            ...(state && { state }),
            ...(diff !== undefined && { diff }),
            ...(preset && { preset }),
            ...(onOutput && { onOutput }),
        });
        return { preview, config: stack.config, key: keyOf(stack) };
    }
}

interface Prepared {
    readonly preview: Standby;
    /** The configuration with which the engine was started. */
    readonly config: StackConfig;
    readonly key: string;
}

const inProject = (name: string): string => join(projectFolder, name);

// Identifies all that a running engine does not read again: the pack and the configuration, the program's only with secrets or existing resources.
function keyOf({ config, placeholders }: Stack): string {
    const ofProgram = new RegExp(`^${settingsNamespace}:(?!(network|cluster|fargate|domain|edge)$)`);
    const isOfEngine = (key: string) => placeholders.length > 0 || !ofProgram.test(key);
    const ofEngine = Object.entries(config).filter(([key]) => isOfEngine(key));
    return JSON.stringify([ofEngine, placeholders, policySources().map((file) => statSync(file).mtimeMs)]);
}
