/** The part of API Gateway's proxy event that the functions read. */
export interface OperationEvent {
    readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
    readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
    readonly body?: string | null;
    readonly isBase64Encoded?: boolean;
    readonly requestContext: { readonly stage: string; readonly requestId?: string };
}

/** The result of a proxy integration. */
export interface OperationResult {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly isBase64Encoded?: boolean;
}

/** An error of the client, whose message it gets. */
export class OperationError extends Error {
    constructor(
        readonly statusCode: 400 | 404 | 409 | 413 | 415,
        message: string,
    ) {
        super(message);
        this.name = "OperationError";
    }
}

/**
 * Makes the handler of an operation: what fails becomes a response, with the reason for errors that the client caused; the
 * others are logged.
 */
export function operation(
    run: (event: OperationEvent) => Promise<OperationResult>,
): (event: OperationEvent) => Promise<OperationResult> {
    return async (event) => {
        const result = await run(event).catch((error: unknown) => failure(error, event));
        const { CORS_ALLOW_ORIGIN: origin } = process.env;
        // The gateway passes responses through, so only the function can set it.
        return origin ? { ...result, headers: { ...result.headers, "Access-Control-Allow-Origin": origin } } : result;
    };
}

/** A response in JSON. */
export function json(
    statusCode: number,
    body: object,
    headers: Readonly<Record<string, string>> = {},
): OperationResult {
    return { statusCode, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** Returns the bytes of a request's body. */
export function bodyOf({ body, isBase64Encoded }: OperationEvent): Buffer {
    return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
}

/**
 * Returns the JSON object in a request's body.
 * @throws {OperationError} if it has no JSON object.
 */
export function jsonOf(event: OperationEvent): Readonly<Record<string, unknown>> {
    const value = parsed(bodyOf(event).toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
    throw new OperationError(400, "The body must be a JSON object.");
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function failure(error: unknown, { requestContext: { requestId } }: OperationEvent): OperationResult {
    if (error instanceof OperationError) return json(error.statusCode, { message: error.message });
    console.error(
        JSON.stringify({ event: "failure", requestId, error: error instanceof Error ? error.stack : String(error) }),
    );
    if (!isUnavailable(error)) return json(500, { message: "Internal server error." });
    return json(503, { message: "A service is busy or cannot be reached; try again." }, { "Retry-After": "1" });
}

// The SDK has tried several times.
function isUnavailable(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    const { $retryable, $metadata, code } = error as Error & {
        readonly $retryable?: unknown;
        readonly $metadata?: { readonly httpStatusCode?: number };
        readonly code?: string;
    };
    const status = $metadata?.httpStatusCode ?? 0;
    return (
        $retryable !== undefined ||
        status >= 500 ||
        status === 429 ||
        /^(ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN)/.test(code ?? "")
    );
}
