import { Agent } from "undici";
import type { BackendAnswer, BackendCall } from "./backend-call";
import type { HeaderList } from "./message";

/** Calls backends over HTTP, and keeps connections to them open. */
export class HttpBackend {
    private readonly agent = new Agent({ connections: 128, headersTimeout: 0, bodyTimeout: 0 });

    /** @param originOf where a workload listens, such as `http://127.0.0.1:4000`; undefined if it does not run. */
    constructor(private readonly originOf: (workload: string) => string | undefined) {}

    /** Calls a backend; it waits for the whole answer no longer than the call says. */
    async call(call: BackendCall): Promise<BackendAnswer> {
        const origin = this.originOf(call.workload);
        if (origin === undefined) return { kind: "refused" };
        try {
            const answer = await this.agent.request({
                origin,
                path: call.path,
                method: call.method,
                headers: { ...call.headers, host: call.host },
                body: call.body.length === 0 ? null : call.body,
                signal: AbortSignal.timeout(call.timeoutInMillis),
            });
            const body = Buffer.from(await answer.body.arrayBuffer());
            return { kind: "answer", status: answer.statusCode, headers: listed(answer.headers), body };
        } catch (error) {
            return { kind: failureOf(error) };
        }
    }

    /** Closes all connections. */
    close(): Promise<void> {
        return this.agent.destroy();
    }
}

function listed(headers: Readonly<Record<string, string | string[] | undefined>>): HeaderList {
    return Object.entries(headers).flatMap(([name, value = []]) =>
        [value].flat().map((each): [string, string] => [name, each]),
    );
}

function failureOf(error: unknown): "timeout" | "refused" | "broken" {
    if (error instanceof DOMException && error.name === "TimeoutError") return "timeout";
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ECONNREFUSED") return "refused";
    // What undici, the HTTP parser and the system say of a connection has a code; a defect of ours has none.
    if (typeof code === "string") return "broken";
    throw error;
}
