import type { NodeFunction } from "../../../gateway-emulator/state/node-functions";
import type { WebSocketDefinition } from "./read/read-web-sockets";
import type { RoleCredentials } from "./role-credentials";
import { servicesPath } from "./services-door";

/** Path below which the WebSocket APIs are. */
export const webSocketPath = "/~local/websocket/";

/** The places that functions on this machine use in place of AWS. */
export interface LocalPlaces {
    /** Where the command listens, such as `http://127.0.0.1:8080`. */
    readonly origin: string;
    readonly roles: RoleCredentials;
    readonly webSockets: readonly WebSocketDefinition[];
}

// The SDK's names of services, and those of their paths here.
const services = { S3: "s3", SQS: "sqs", SNS: "sns", SFN: "states", DYNAMODB: "dynamodb" } as const;

/**
 * The environment of a function on this machine: its own one with the addresses of the local WebSocket APIs, the endpoints of the local
 * services, and the credentials of its role. No call reaches AWS: one to a service that is not here gets 501.
 */
export function localEnvironment(
    { environment, role }: Pick<NodeFunction, "environment" | "role">,
    { origin, roles, webSockets }: LocalPlaces,
): Record<string, string> {
    const own = Object.entries(environment).map(([name, value]) => [name, localAddress(value, origin, webSockets)]);
    const endpoints = Object.entries(services).map(([name, path]) => [
        `AWS_ENDPOINT_URL_${name}`,
        `${origin}${servicesPath}${path}`,
    ]);
    const { accessKeyId, secretAccessKey } =
        role === undefined ? { accessKeyId: "local", secretAccessKey: "local" } : roles.of(role);
    return {
        ...Object.fromEntries(own),
        ...Object.fromEntries(endpoints),
        AWS_ENDPOINT_URL: `${origin}${servicesPath}other`,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_SESSION_TOKEN: "",
        AWS_PROFILE: "",
    };
}

const queueUrl = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/(?=\d{12}\/)/;

// The addresses of a WebSocket API, for its clients and for `@connections`, and the URLs of queues: the SDK takes the host of a queue's URL
// in place of that of its endpoint (@aws-sdk/middleware-sdk-sqs, queue-url.ts).
function localAddress(value: string, origin: string, webSockets: readonly WebSocketDefinition[]): string {
    if (queueUrl.test(value)) return value.replace(queueUrl, `${origin}${servicesPath}sqs/`);
    for (const { endpoint, name } of webSockets) {
        if (value.startsWith(endpoint))
            return value.replace(endpoint, `${origin.replace(/^http/, "ws")}${webSocketPath}${name}`);
        const connections = endpoint.replace(/^wss/, "https");
        if (value.startsWith(connections))
            return value.replace(connections, `${origin}${servicesPath}execute-api/${name}`);
    }
    return value;
}

/** A stage of a WebSocket API on this machine. */
export interface WebSocketPlace {
    readonly url: string;
    /** Whether its clients offer the API key as a subprotocol, as browsers do, in place of a header. */
    readonly readsSubprotocol: boolean;
}

/** The stages of WebSocket APIs. */
export function webSocketPlaces(webSockets: readonly WebSocketDefinition[], origin: string): WebSocketPlace[] {
    return webSockets.flatMap(({ name, stages, routes }) => {
        const { identitySources = [] } = routes.$connect?.authorizer ?? {};
        const readsSubprotocol = identitySources.some((source) => source.endsWith("Sec-WebSocket-Protocol"));
        const base = `${origin.replace(/^http/, "ws")}${webSocketPath}${name}`;
        return stages.map((stage) => ({ url: `${base}/${stage.name}`, readsSubprotocol }));
    });
}
