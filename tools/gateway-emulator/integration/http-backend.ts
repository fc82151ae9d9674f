import { EventEmitter } from "node:events";
import { Agent, errors } from "undici";
import type { HeaderList } from "../http/message";
import { maxAnswer } from "../http/size-limits";
import type { BackendCall, BackendResponse } from "./backend-call";

/** Calls backends over HTTP, and keeps connections to them open. */
export class HttpBackend {
    private readonly agent = new Agent({
        connections: 128,
        headersTimeout: 0,
        bodyTimeout: 0,
        // What goes on for ever must not fill the memory.
        maxResponseSize: maxAnswer,
    });

    /** @param originOf where a workload listens, such as `http://127.0.0.1:4000`; undefined if it does not run. */
    constructor(private readonly originOf: (workload: string) => string | undefined) {}

    /** Calls a backend; it waits for the whole answer no longer than the call says. */
    async call(call: BackendCall): Promise<BackendResponse> {
        const origin = this.originOf(call.workload);
        if (origin === undefined) return { kind: "refused" };
        // An AbortSignal of a time-out keeps its timer after the answer, and is ten times as dear.
        const signal = new EventEmitter();
        let isLate = false;
        const timer = setTimeout(() => {
            isLate = true;
            signal.emit("abort");
        }, call.timeoutInMillis);
        try {
            const answer = await this.agent.request({
                origin,
                path: call.path,
                method: call.method,
                headers: { ...call.headers, host: call.host },
                body: call.body.length === 0 ? null : call.body,
                signal,
            });
            const body = Buffer.from(await answer.body.arrayBuffer());
            return { kind: "answer", status: answer.statusCode, headers: listed(answer.headers), body };
        } catch (error) {
            return { kind: isLate ? "timeout" : failureOf(error) };
        } finally {
            clearTimeout(timer);
        }
    }

    /** Closes all connections. */
    close(): Promise<void> {
        return this.agent.destroy();
    }
}

function listed(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderList {
    const list: [string, string][] = [];
    for (const [name, value] of Object.entries(headers)) {
        for (const each of typeof value === "string" ? [value] : (value ?? [])) list.push([name, each]);
    }
    return list;
}

function failureOf(error: unknown): "refused" | "too large" | "unsendable" | "broken" {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ECONNREFUSED") return "refused";
    if (code === "UND_ERR_INVALID_ARG") return "unsendable";
    if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") return "too large";
    if (error instanceof errors.HTTPParserError) return "broken";
    // What undici and the system say of a connection has a code; a defect of ours has none.
    if (typeof code === "string") return "broken";
    throw error;
}
