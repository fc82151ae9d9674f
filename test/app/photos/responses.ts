import type { IncomingMessage, ServerResponse } from "node:http";

/** Makes the client lose its connection in place of the response, after the service has done its work. */
export function loseResponse(request: IncomingMessage, response: ServerResponse): void {
    response.write = () => true;
    response.end = () => {
        request.socket.destroy();
        return response;
    };
}

/** Sends a response of a service with a JSON protocol. */
export function sendJson(response: ServerResponse, body: object, status = 200): void {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(body));
}
