import { status } from "@grpc/grpc-js";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import type { Progress } from "../terminal/progress";
import type { PreviewResult } from "./preview-result";
import { type PreviewOptions, runPreview } from "./run-preview";

/** A preview whose engine, policy pack and simulated clouds are running, and which waits for its program. */
export class Standby {
    /** Rejects where the preview was stopped. */
    readonly result: Promise<PreviewResult>;
    /** Resolves when the engine has started and waits for the program; never, where it fails to start. */
    readonly ready: Promise<void>;
    private readonly stopping = new AbortController();
    private readonly program: Promise<PulumiFn>;
    private start: (program: PulumiFn) => void = () => {};
    private hasStarted = false;
    private hasEnded = false;

    constructor({ progress, ...options }: Omit<PreviewOptions, "program" | "signal">) {
        const { signal } = this.stopping;
        this.program = new Promise((resolve, reject) => {
            this.start = resolve;
            signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        });
        // Both are awaited only where the preview is used.
        this.program.catch(() => undefined);
        let onReady = () => {};
        this.ready = new Promise((resolve) => {
            onReady = resolve;
        });
        const program = async () => {
            onReady();
            return (await this.program)();
        };
        const whileRunning = progress && this.whileRunning(progress);
        this.result = runPreview({
            ...options,
            program,
            signal,
            ...(whileRunning && { progress: whileRunning }),
        }).finally(() => {
            this.hasEnded = true;
        });
        this.result.catch(() => undefined);
    }

    /** Whether it can still run a program: an engine that failed to start cannot. */
    get isReady(): boolean {
        return !this.hasEnded;
    }

    /** Runs a program. */
    run(program: PulumiFn): Promise<PreviewResult> {
        this.hasStarted = true;
        this.start(program);
        return this.result;
    }

    /** Ends the engine and removes everything that was started. */
    async stop(): Promise<void> {
        // The SDK reports every other error of a program on standard error if the engine has ended.
        this.stopping.abort(Object.assign(new Error("the preview was stopped"), { code: status.CANCELLED }));
        await this.result.catch(() => undefined);
    }

    // A preview that waits shows no progress.
    private whileRunning({ say, tick, end }: Progress): Progress {
        return {
            say: (line) => this.hasStarted && say(line),
            tick: (line) => this.hasStarted && tick(line),
            end,
        };
    }
}
