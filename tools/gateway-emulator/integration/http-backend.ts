import { EventEmitter } from "node:events";
import { Agent, errors } from "undici";
import type { HeaderList } from "../http/message";
import { maxResponseBody } from "../http/rejected-requests";
import type { BackendCall, BackendResponse } from "./backend-call";

/** Calls backends over HTTP with connections that are kept open. */
export class HttpBackend {
    private readonly agent = new Agent({
        connections: 128,
        headersTimeout: 0,
        bodyTimeout: 0,
        // An endless response must not fill the memory.
        maxResponseSize: maxResponseBody,
    });

    /** @param originOf returns the address of an app, such as `http://127.0.0.1:4000`; undefined if it is not running. */
    constructor(private readonly originOf: (app: string) => string | undefined) {}

    /** Calls a backend and waits for the complete response, at most for the timeout of the call. */
    async call(call: BackendCall): Promise<BackendResponse> {
        const origin = this.originOf(call.app);
        if (origin === undefined) return { kind: "refused" };
        // AbortSignal.timeout keeps its timer after the response, and costs ten times as much.
        const signal = new EventEmitter();
        let isTimedOut = false;
        const timer = setTimeout(() => {
            isTimedOut = true;
            signal.emit("abort");
        }, call.timeoutInMillis);
        try {
            const response = await this.agent.request({
                origin,
                path: call.path,
                method: call.method,
                headers: { ...call.headers, host: call.host },
                body: call.body.length === 0 ? null : call.body,
                signal,
            });
            const body = Buffer.from(await response.body.arrayBuffer());
            return { kind: "response", status: response.statusCode, headers: listed(response.headers), body };
        } catch (error) {
            return { kind: isTimedOut ? "timeout" : failureOf(error) };
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
    // Connection errors of undici and of the system have a code; a bug in this code has none.
    if (typeof code === "string") return "broken";
    throw error;
}
