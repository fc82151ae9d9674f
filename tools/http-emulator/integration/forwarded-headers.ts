import { type HeaderList, headerValues } from "../../gateway-emulator/http/message";

// They concern one connection (RFC 9110, 7.6.1); the length is that of the new request.
const ofConnection = new Set(
    "connection content-length keep-alive proxy-authenticate proxy-connection te trailer transfer-encoding upgrade".split(
        " ",
    ),
);
const replaced = new Set(
    "forwarded host x-amzn-trace-id x-forwarded-for x-forwarded-port x-forwarded-proto".split(" "),
);

/** The `Via` header that API Gateway adds. */
const via = "HTTP/1.1 AmazonAPIGateway";

/**
 * The headers that an HTTP integration gets, by names in lower case: those of the client, repeated ones joined with commas, with
 * `Forwarded` in place of `X-Forwarded-For`, and `Via` (recorded: nguyentrungduc134/EKS-API-Gateway, README; aliasunder/vault-cortex#484).
 * @param client address of the client, and the host that it called.
 */
export function integrationHeaders(
    headers: HeaderList,
    client: { readonly sourceIp: string; readonly host: string; readonly traceId: string },
): Record<string, string> {
    const sent: Record<string, string> = {};
    for (const [name, value] of headers) {
        const key = name.toLowerCase();
        if (ofConnection.has(key) || replaced.has(key)) continue;
        sent[key] = Object.hasOwn(sent, key) ? `${sent[key]},${value}` : value;
    }
    const elements = [
        ...headerValues(headers, "forwarded"),
        ...headerValues(headers, "x-forwarded-for")
            .flatMap((value) => value.split(","))
            .map((address) => `for=${node(address.trim())}`),
        `for=${node(client.sourceIp)};host=${client.host};proto=https`,
    ];
    return {
        ...sent,
        forwarded: elements.join(", "),
        via: Object.hasOwn(sent, "via") ? `${sent.via}, ${via}` : via,
        "x-amzn-trace-id": client.traceId,
    };
}

// An IPv6 address is quoted and in brackets (RFC 7239, 6.1); a dual-stack socket writes an IPv4 address as one.
function node(address: string): string {
    const own = address.replace(/^::ffff:/, "");
    return own.includes(":") ? `"[${own}]"` : own;
}

/** The headers of an integration's response without those that concern its connection. */
export function responseHeaders(headers: HeaderList): HeaderList {
    return headers.filter(([name]) => !ofConnection.has(name.toLowerCase()));
}
