import type { IncomingMessage, ServerResponse } from "node:http";
import type { DirectHandler } from "../../../gateway-emulator/http/http-server";
import type { ServiceHandler } from "../../../service-emulator/wire/service-handler";
import { isLocalHost, isSameOrigin, rejection } from "../own-paths";

/** Path below which the services of AWS are. */
export const servicesPath = "/~local/aws/";

/**
 * Passes requests below `servicesPath` to the service that their path names, with their bodies as streams. They come from this machine's own
 * programs, by its own name; S3 alone has requests of other pages, which its CORS rules are for, and every one of them is signed.
 * @param listening the host that the command listens on.
 * @param find the handler of a service.
 */
export function servicesDoor(listening: string, find: (service: string) => ServiceHandler | undefined): DirectHandler {
    return (request, response) => {
        const { url = "/", headers } = request;
        if (!url.startsWith(servicesPath)) return undefined;
        const [, service = "", path = ""] = /^([^/?]*)(.*)$/s.exec(url.slice(servicesPath.length)) ?? [];
        const isAllowed =
            isLocalHost(headers.host, listening) && (service === "s3" || isSameOrigin(headers.origin, headers.host));
        if (!isAllowed) return respond(request, response, 403, rejection.body.toString("utf8"));
        const handler = find(service);
        if (handler === undefined)
            return respond(request, response, 501, `This command does not have the service "${service}" of AWS.\n`);
        return handler(request, response, path.startsWith("/") ? path : `/${path}`);
    };
}

async function respond(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    text: string,
): Promise<void> {
    // A client that still sends its body would not see the response otherwise.
    request.resume();
    response.writeHead(status, { "Content-Type": "text/plain", Connection: "close" }).end(text);
}
