/** Headers in wire order; a name may occur more than once and keeps its case. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A request as it was received. */
export interface GatewayRequest {
    readonly method: string;
    /** Path and query as the client sent them: still encoded, not normalised. */
    readonly url: string;
    readonly headers: HeaderList;
    readonly body: Buffer;
    /** The body as the client sent it, which a signature is made of. Default: `body`, which is another one after decompression. */
    readonly sentBody?: Buffer;
    readonly sourceIp: string;
    /** Id of the VPC endpoint that it came through. Default: none. */
    readonly sourceVpce?: string;
    /** Path of a domain name, such as "/test", that the client's path began with and `url` does not. Default: none. */
    readonly basePath?: string;
}

/** A response as it is sent; the server adds `Date` and `Connection`. */
export interface GatewayResponse {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body: Buffer;
    /** The reason for an unexpected part of the response; `--explain` sends it, in `x-local-reason`. */
    readonly explanation?: string;
}

/** The values of a header, by its case-insensitive name. */
export function headerValues(headers: HeaderList, name: string): string[] {
    const expected = name.toLowerCase();
    const found: string[] = [];
    for (const [each, value] of headers) {
        // Comparing lengths first is cheap, and every request looks up half a dozen headers.
        if (each.length === expected.length && each.toLowerCase() === expected) found.push(value);
    }
    return found;
}

/** The media type of a message, without its parameters. Default: `application/json`, as API Gateway assumes. */
export function mediaType(headers: HeaderList): string {
    const [value = ""] = headerValues(headers, "content-type");
    return value.split(";", 1)[0]?.trim().toLowerCase() || "application/json";
}

/** The path of a request, still encoded, without its query. */
export function pathOf({ url }: GatewayRequest): string {
    const end = url.indexOf("?");
    return end < 0 ? url : url.slice(0, end);
}
