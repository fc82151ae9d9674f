import { Agent } from "undici";

/** An answer, read to its end. */
export interface Answer {
    readonly status: number;
    /** The first value of a header, by its name in lower case. */
    header(name: string): string | undefined;
    readonly body: string;
}

/** What a request has besides its URL. */
export interface Question {
    readonly method?: "GET" | "OPTIONS";
    readonly headers?: Readonly<Record<string, string>>;
}

const timeout = 10_000;

/** Sends requests, and refuses to send more than it may: the API that is tested may be a live one. */
export class BoundedClient {
    private readonly agent = new Agent({
        connections: 64,
        headersTimeout: timeout,
        bodyTimeout: timeout,
        connect: { timeout },
    });
    private count = 0;

    constructor(private readonly most: number) {}

    /** Requests that were sent. */
    get sent(): number {
        return this.count;
    }

    /**
     * Sends a request; redirects are not followed.
     * @throws {Error} over the bound, and for what becomes of the connection.
     */
    async send(url: string, { method = "GET", headers = {} }: Question = {}): Promise<Answer> {
        if (this.count >= this.most) throw new Error(`The suite may send no more than ${this.most} requests.`);
        this.count++;
        const { origin, pathname, search } = new URL(url);
        const answer = await this.agent.request({ origin, path: pathname + search, method, headers });
        const body = await answer.body.text();
        return { status: answer.statusCode, header: (name) => [answer.headers[name]].flat()[0], body };
    }

    /** Closes all connections. */
    close(): Promise<void> {
        return this.agent.destroy();
    }
}
