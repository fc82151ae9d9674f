import { setTimeout } from "node:timers/promises";
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from "@aws-sdk/client-apigatewaymanagementapi";
import { type Connection, connectionsOf, remove } from "./connections";
import { type DeliveryOptions, deliver, forEach } from "./delivery";

/** What SNS passes to a function: its messages, one at a time. */
interface AnnouncementEvent {
    readonly Records: readonly { readonly Sns: { readonly Message: string } }[];
}

/** How many connections got the messages, and how many no longer existed. */
interface PushResult {
    readonly sent: number;
    readonly gone: number;
}

const options: DeliveryOptions = {
    parallel: 25,
    attempts: 5,
    wait: async (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
};

/**
 * Milliseconds for which a new connection may be stored and not established yet, as that waits for the answer of `$connect`
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html): its row must stay.
 */
const opening = 30_000;

/**
 * Sends each message to every connection of every stage, as it is, and deletes those that are gone.
 * @throws {Error} if a connection did not get it after all attempts. SNS's asynchronous invocation then tries again, so that the others
 * get it once more: its id tells them. In the end it is in the dead-letter queue.
 */
export async function handler({ Records }: AnnouncementEvent): Promise<PushResult> {
    const { WEB_SOCKET_CONNECTIONS_ENDPOINT, WEB_SOCKET_STAGES = "" } = process.env;
    let [sent, gone] = [0, 0];
    const errors: unknown[] = [];
    for (const stage of WEB_SOCKET_STAGES.split(",")) {
        // One attempt, as `deliver` counts them: the SDK's retries have one budget for all connections.
        const client = new ApiGatewayManagementApiClient({
            endpoint: `${WEB_SOCKET_CONNECTIONS_ENDPOINT}/${stage}`,
            maxAttempts: 1,
        });
        for (const { Sns } of Records)
            await forEach(connectionsOf(stage), options.parallel, async (connection) => {
                const { connectionId: ConnectionId } = connection;
                const post = () => client.send(new PostToConnectionCommand({ ConnectionId, Data: Sns.Message }));
                const delivery = await deliver(post, options);
                if (delivery.state === "sent") sent++;
                else if (delivery.state === "failed") errors.push(delivery.error);
                else {
                    gone++;
                    if (isOpen(connection)) await remove(connection);
                }
            });
        client.destroy();
    }
    if (errors.length > 0) throw new Error(`${errors.length} of the connections: ${errors[0]}`, { cause: errors[0] });
    return { sent, gone };
}

function isOpen({ connectedAt }: Connection): boolean {
    return Date.now() - Date.parse(connectedAt) > opening;
}
