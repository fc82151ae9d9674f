import { Agent } from "undici";

/** A response with its whole body. */
export interface ReceivedResponse {
    readonly status: number;
    /** The first value of a header, by its name in lower case. */
    header(name: string): string | undefined;
    readonly body: string;
}

/** Method and headers of a request. */
export interface RequestOptions {
    readonly method?: "GET" | "OPTIONS";
    readonly headers?: Readonly<Record<string, string>>;
}

const timeout = 10_000;

/** Sends requests up to a maximum number, because the tested API may be a live one. */
export class BoundedClient {
    private readonly agent = new Agent({
        connections: 64,
        headersTimeout: timeout,
        bodyTimeout: timeout,
        connect: { timeout },
    });
    private count = 0;

    constructor(private readonly max: number) {}

    /** Number of requests sent. */
    get sent(): number {
        return this.count;
    }

    /**
     * Sends a request; redirects are not followed.
     * @throws {Error} above the maximum, and where the connection fails.
     */
    async send(url: string, { method = "GET", headers = {} }: RequestOptions = {}): Promise<ReceivedResponse> {
        if (this.count >= this.max) throw new Error(`The suite may send no more than ${this.max} requests.`);
        this.count++;
        const { origin, pathname, search } = new URL(url);
        const response = await this.agent.request({ origin, path: pathname + search, method, headers });
        const body = await response.body.text();
        return { status: response.statusCode, header: (name) => [response.headers[name]].flat()[0], body };
    }

    /** Closes all connections. */
    close(): Promise<void> {
        return this.agent.destroy();
    }
}
