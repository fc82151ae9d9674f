import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { NodeFunction } from "../../state/node-functions";

/** Sent once, when the function's code is loaded. */
const loadedForm = z.object({ isLoaded: z.literal(true) });
const answerForm = z.union([
    z.object({ payload: z.string() }),
    z.object({
        error: z.object({ errorType: z.string(), errorMessage: z.string(), trace: z.array(z.string()) }),
        /** Whether the process ends with this error. */
        isLast: z.boolean().default(false),
    }),
]);

/** The outcome of an event: the process's answer, or its end. */
export type ProcessAnswer = z.output<typeof answerForm> | { readonly exit: number | string };

/** An event for a process. */
export interface ProcessEvent {
    readonly id: string;
    /** In JSON. */
    readonly event: string;
    /** Time in milliseconds at which it is ended. */
    readonly deadline: number;
    readonly arn: string;
}

const program = join(__dirname, "node-runtime.js");
// The runtime has AWS's SDK; here it is among the project's packages, if at all.
const packages = join(__dirname, "../../../../node_modules");

/** Milliseconds that loading the code may take beside the function's timeout (docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html, "Init phase"). */
const loadTimeout = 10_000;

/** A process that loads a function, and answers one event at a time. */
export class NodeProcess {
    private readonly child: ChildProcess;
    private answered: ((answer: ProcessAnswer) => void) | undefined;
    // The error with which its code was loaded may arrive before the first event.
    private last: ProcessAnswer | undefined;
    private readonly loaded: Promise<void>;

    /** Resolves when the process has ended, and each of its lines has been received. */
    readonly ended: Promise<void>;

    /** @param log receives each line that the function writes. */
    constructor(
        private readonly definition: NodeFunction,
        log: (line: string) => void,
    ) {
        const { folder, handler, runtime } = definition;
        this.child = fork(program, [folder, handler, runtime], {
            env: variables(definition),
            execArgv: [],
            stdio: ["ignore", "pipe", "pipe", "ipc"],
        });
        for (const stream of [this.child.stdout, this.child.stderr])
            if (stream !== null) createInterface({ input: stream }).on("line", log);
        let onLoaded = () => {};
        this.loaded = new Promise((done) => {
            onLoaded = done;
        });
        this.child.on("message", (message) => {
            if (loadedForm.safeParse(message).success) onLoaded();
            else this.take(answerForm.parse(message));
        });
        this.ended = new Promise((done) => {
            this.child.once("error", (error) => {
                this.take({ exit: error.message });
                done();
            });
            this.child.once("exit", (code, signal) => this.take({ exit: code ?? signal ?? "" }));
            this.child.once("close", done);
        });
    }

    /** Its id; undefined if it could not be created. */
    get pid(): number | undefined {
        return this.child.pid;
    }

    /** Whether it has not ended and is not about to end. */
    get isUsable(): boolean {
        return this.last === undefined;
    }

    /**
     * Sends an event and waits for the answer; undefined after the function's timeout, with which the process ends. The time until its
     * code is loaded does not count.
     */
    async answer(event: Omit<ProcessEvent, "deadline" | "arn">): Promise<ProcessAnswer | undefined> {
        if (this.last !== undefined) return this.last;
        const { timeoutInMillis, arn } = this.definition;
        const answer = await new Promise<ProcessAnswer | undefined>((done) => {
            const end = () => done(undefined);
            let timer = setTimeout(end, loadTimeout + timeoutInMillis);
            this.answered = (given) => {
                clearTimeout(timer);
                done(given);
            };
            this.loaded.then(() => {
                clearTimeout(timer);
                if (this.last !== undefined) return;
                timer = setTimeout(end, timeoutInMillis);
                const sent: ProcessEvent = { ...event, deadline: Date.now() + timeoutInMillis, arn };
                // An error of the channel means that the process ends, which is an answer.
                this.child.send(sent, () => {});
            });
        });
        this.answered = undefined;
        if (answer === undefined) this.kill();
        return answer;
    }

    /** Ends the process at once. */
    kill(): void {
        this.last ??= { exit: "SIGKILL" };
        this.child.kill("SIGKILL");
    }

    private take(answer: ProcessAnswer): void {
        if (!("payload" in answer || ("isLast" in answer && !answer.isLast))) this.last ??= answer;
        this.answered?.(answer);
    }
}

// The variables of this process are left out, because they are the developer's. Names: Lambda, "Defined runtime environment variables".
function variables({ name, environment, memory, arn, handler, folder }: NodeFunction): NodeJS.ProcessEnv {
    const [, , , region = ""] = arn.split(":");
    return {
        PATH: process.env.PATH,
        NODE_PATH: packages,
        LANG: "en_US.UTF-8",
        TZ: ":UTC",
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
        AWS_LAMBDA_LOG_STREAM_NAME: "local",
        LAMBDA_TASK_ROOT: folder,
        _HANDLER: handler,
        ...environment,
    };
}
