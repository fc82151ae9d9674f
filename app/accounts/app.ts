import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** The request context of API Gateway, which the Lambda Web Adapter passes on as a header. */
interface RequestContext {
    readonly authorizer?: { readonly principalId?: string; readonly claims?: { readonly sub?: string } };
    readonly identity?: { readonly userArn?: string };
}

/** Creates the server of openapi.yaml; it does not listen yet. The gateway has checked each caller. */
export function createApp(): Server {
    return createServer((request, response) => {
        respond(request, response).catch(() => send(response, 500, { message: "Internal server error." }));
    });
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = String(request.url).split("?", 1)[0];
    switch (`${request.method} ${path}`) {
        case "GET /healthz":
        case "GET /readyz":
            return send(response, 200, { status: "ready" });
        case "GET /status":
            return send(response, 200, { open: true });
        case "GET /statement":
        case "GET /tenant":
        case "GET /profile":
        case "GET /audit":
            return send(response, 200, { operation: path, caller: callerOf(request) });
        case "POST /transfers":
            return send(response, 201, JSON.parse(await bodyOf(request)));
        default:
            return send(response, 404, { message: `There is nothing at "${path}".` });
    }
}

// github.com/awslabs/aws-lambda-web-adapter, "Retrieve Request Context".
function callerOf({ headers }: IncomingMessage): string {
    const { authorizer, identity }: RequestContext = JSON.parse(String(headers["x-amzn-request-context"] ?? "{}"));
    return authorizer?.claims?.sub ?? authorizer?.principalId ?? identity?.userArn ?? "unknown";
}

async function bodyOf(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
