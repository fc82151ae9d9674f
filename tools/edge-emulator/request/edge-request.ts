import { type GatewayRequest, type HeaderList, headerValues } from "../../gateway-emulator/http/message";

/** A viewer's request on its way through CloudFront. */
export interface EdgeRequest extends Pick<GatewayRequest, "method" | "headers" | "body" | "sourceIp"> {
    /** Still encoded, such as `/api/test/books`. */
    readonly path: string;
    /** Without the question mark; still encoded. */
    readonly query: string;
    /** ISO code of the viewer's country. */
    readonly country: string;
    /** Value of `X-Amz-Cf-Id`. */
    readonly id: string;
}

/** Splits a URL into path and query. */
export function splitUrl(url: string): Pick<EdgeRequest, "path" | "query"> {
    const end = url.indexOf("?");
    return end < 0 ? { path: url, query: "" } : { path: url.slice(0, end), query: url.slice(end + 1) };
}

/** The parameters of a query as they were sent: in order, still encoded. */
export function queryPairs(query: string): [name: string, value: string | undefined][] {
    return query
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => {
            const at = pair.indexOf("=");
            return at < 0 ? [pair, undefined] : [pair.slice(0, at), pair.slice(at + 1)];
        });
}

/** A query of parameters, still encoded. */
export function joinQuery(pairs: readonly (readonly [name: string, value: string | undefined])[]): string {
    return pairs.map(([name, value]) => (value === undefined ? name : `${name}=${value}`)).join("&");
}

/** Headers without those of some names in lower case. */
export function withoutHeaders(headers: HeaderList, names: readonly string[]): HeaderList {
    return headers.filter(([name]) => !names.includes(name.toLowerCase()));
}

/** The host of a request in lower case, without its port; empty without one. */
export function hostName({ headers }: Pick<GatewayRequest, "headers">): string {
    const [host = ""] = headerValues(headers, "host");
    return host.replace(/:\d+$/, "").toLowerCase();
}

/** The cookies of a request, in order. */
export function cookiesOf({ headers }: Pick<GatewayRequest, "headers">): [name: string, value: string][] {
    return headerValues(headers, "cookie")
        .flatMap((value) => value.split(";"))
        .filter((pair) => pair.trim() !== "")
        .map((pair) => {
            const [name = "", ...rest] = pair.split("=");
            return [name.trim(), rest.join("=").trim()];
        });
}
