import { createHash } from "node:crypto";
import { type Client, Clients } from "./clients";
import { Database } from "./database";
import { apiOf, isPathOf } from "./route-path";
import { Usage } from "./usage";

/**
 * The parts of an event in payload format 2.0 that the authorizer reads
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).
 */
export interface AuthorizerEvent {
    /** The values of the identity sources; here of one, the header `x-api-key`. */
    readonly identitySource?: readonly string[] | null;
    /** Several values of a header are one, joined by commas. */
    readonly headers?: Readonly<Record<string, string>> | null;
    /** Method and path of the route, such as `GET /api/books/{p1}`. */
    readonly routeKey: string;
    /** Path of the call, decoded. */
    readonly rawPath: string;
}

/** A simple response: whether the call may pass, and what the access log says of it. */
export interface AuthorizerResult {
    readonly isAuthorized: boolean;
    readonly context: {
        readonly client?: string;
        readonly plan?: string;
        /** Why a call is rejected: HTTP APIs have one status for all reasons, 403. */
        readonly reason?: Rejection;
    };
}

type Rejection =
    | "malformed key"
    | "path not of route"
    | "unknown key"
    | "API not in plan"
    | "rate exceeded"
    | "quota exceeded";

/** Where an authorizer finds keys and counters. */
export interface AuthorizerTables {
    readonly keysTable: string;
    readonly usageTable: string;
    /** Base paths of APIs by their name, such as `/api/books`, for plans that do not cover all of them. */
    readonly apiPaths: Readonly<Record<string, string>>;
}

/** Another form cannot be one of our keys; it has no commas either. */
const keyForm = /^[A-Za-z0-9]{40}$/;

/** Checks API keys and the limits of their clients. One instance serves all calls of an instance of the function. */
export class KeyAuthorizer {
    private readonly clients: Clients;
    private readonly usage: Usage;

    constructor(private readonly tables: AuthorizerTables) {
        const database = new Database();
        this.clients = new Clients(database, tables.keysTable);
        this.usage = new Usage(database, tables.usageTable);
    }

    /**
     * Decides on a call, and counts it. A call above the rate does not count against the quota.
     * @param now time in milliseconds.
     * @throws {Error} if a table cannot be read or written: API Gateway then responds with 500, and the backend gets no call.
     */
    async authorize(event: AuthorizerEvent, now: number): Promise<AuthorizerResult> {
        const key = keyOf(event);
        if (key === undefined) return { isAuthorized: false, context: { reason: "malformed key" } };
        const { routeKey, rawPath } = event;
        if (!isPathOf(routeKey, rawPath)) return { isAuthorized: false, context: { reason: "path not of route" } };
        const found = await this.clients.find(createHash("sha256").update(key).digest("hex"), now);
        if (found === undefined) return { isAuthorized: false, context: { reason: "unknown key" } };
        const { client, plan } = found;
        const reason = await this.rejection(found, routeKey, now);
        return { isAuthorized: reason === undefined, context: { client, plan, ...(reason && { reason }) } };
    }

    private async rejection(found: Client, routeKey: string, now: number): Promise<Rejection | undefined> {
        const { client, quota, apis } = found;
        if (apis !== undefined && !apis.includes(apiOf(routeKey, this.tables.apiPaths) ?? "")) return "API not in plan";
        if (!(await this.usage.takeToken(client, found, now))) return "rate exceeded";
        if (quota !== undefined && !(await this.usage.count(client, quota, now))) return "quota exceeded";
        return undefined;
    }
}

// AWS does not say what the identity source is for a header with several values, which must not be taken for the first of them.
function keyOf({ identitySource, headers }: AuthorizerEvent): string | undefined {
    const [key = "", ...others] = identitySource ?? [];
    const values = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === "x-api-key");
    if (others.length > 0 || values.length !== 1 || values[0]?.[1] !== key) return undefined;
    return keyForm.test(key) ? key : undefined;
}

let authorizer: KeyAuthorizer | undefined;

/**
 * The REQUEST authorizer of an HTTP API, with simple responses: whether the call has a key of a client that may make it.
 *
 * It logs why it rejects a call, as AWS does not document whether the context of such a response is in the access log.
 */
export async function handler(event: AuthorizerEvent): Promise<AuthorizerResult> {
    const { KEYS_TABLE: keysTable, USAGE_TABLE: usageTable, API_PATHS: apiPaths = "{}" } = process.env;
    if (!keysTable || !usageTable) throw new Error("want KEYS_TABLE and USAGE_TABLE in the environment");
    authorizer ??= new KeyAuthorizer({ keysTable, usageTable, apiPaths: JSON.parse(apiPaths) });
    const result = await authorizer.authorize(event, Date.now());
    const { client, reason } = result.context;
    if (reason !== undefined) process.stdout.write(`${JSON.stringify({ client, reason, routeKey: event.routeKey })}\n`);
    return result;
}
