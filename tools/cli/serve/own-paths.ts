import { isIP } from "node:net";
import { hostname } from "node:os";
import { type GatewayRequest, type GatewayResponse, headerValues, pathOf } from "../../gateway-emulator/http/message";

/**
 * Rejects requests of web pages for what the command itself serves, below paths that begin with a tilde: the keys in the
 * documentation, tokens and credentials. A page elsewhere may send requests to this machine, and reads their responses if its name
 * leads there (DNS rebinding), but then names its own host.
 * @param listening the host that the command listens on.
 * @returns undefined for a request that may go on.
 */
export function rejectedRequest(request: GatewayRequest, listening: string): GatewayResponse | undefined {
    if (!pathOf(request).startsWith("/~")) return undefined;
    const [host] = headerValues(request.headers, "host");
    const [origin] = headerValues(request.headers, "origin");
    return isLocalHost(host, listening) && isSameOrigin(origin, host) ? undefined : rejection;
}

/** Whether a request's `Host` leads to this machine by its own name. */
export function isLocalHost(host: string | undefined, listening: string): boolean {
    // Every browser sends a host.
    return host === undefined || isNameOfThisMachine(nameOf(host), listening);
}

/** Whether a request comes from no page, or from one of the same host. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
    return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

// An address, unlike a name, cannot be made to lead elsewhere.
function isNameOfThisMachine(name: string, listening: string): boolean {
    const names = ["localhost", listening.toLowerCase(), hostname().toLowerCase()];
    return isIP(name.replace(/^\[(.*)\]$/, "$1")) !== 0 || names.includes(name) || name.endsWith(".localhost");
}

function nameOf(host: string): string {
    return host.replace(/:\d*$/, "").toLowerCase();
}

/** The response to a request that is not for this machine. */
export const rejection: GatewayResponse = {
    status: 403,
    headers: [["Content-Type", "text/plain"]],
    body: Buffer.from(
        "Only for this machine: use its address, localhost or the name in --host, from no other web page.\n",
    ),
};
