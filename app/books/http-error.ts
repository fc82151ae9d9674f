/** Ends a request with a status and a message that the client may read; a cause is for the log alone. */
export class HttpError extends Error {
    constructor(
        readonly status: number,
        message: string,
        readonly headers: Readonly<Record<string, string>> = {},
        options: ErrorOptions = {},
    ) {
        super(message, options);
        this.name = "HttpError";
    }
}
