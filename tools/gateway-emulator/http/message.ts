/** Headers in the order of the wire; a name may stand more than once, and keeps its case. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as it came in. */
export interface GatewayRequest {
    readonly method: string;
    /** Path and query as the client wrote them: still encoded, not normalised. */
    readonly url: string;
    readonly headers: HeaderList;
    readonly body: Buffer;
    readonly sourceIp: string;
}

/** An answer as it goes out; `Date` and `Connection` are the server's to add. */
export interface GatewayResponse {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body: Buffer;
}

/** The values of a header, whatever the case of its name. */
export function headerValues(headers: HeaderList, name: string): string[] {
    const expected = name.toLowerCase();
    const found: string[] = [];
    for (const [each, value] of headers) {
        // Most names differ in length already, and every request asks for half a dozen of them.
        if (each.length === expected.length && each.toLowerCase() === expected) found.push(value);
    }
    return found;
}

/** The media type of a message, without its parameters; `application/json` if it names none, as API Gateway assumes. */
export function mediaType(headers: HeaderList): string {
    const [value = ""] = headerValues(headers, "content-type");
    return value.split(";", 1)[0]?.trim().toLowerCase() || "application/json";
}

/** The path of a request, still encoded, without its query. */
export function pathOf({ url }: GatewayRequest): string {
    const end = url.indexOf("?");
    return end < 0 ? url : url.slice(0, end);
}
