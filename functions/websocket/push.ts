import { setTimeout } from "node:timers/promises";
import {
    ApiGatewayManagementApiClient,
    DeleteConnectionCommand,
    PostToConnectionCommand,
} from "@aws-sdk/client-apigatewaymanagementapi";
import { type Connection, connectionsOf, remove } from "./connections";
import { type DeliveryOptions, deliver, forEach } from "./delivery";

/** The announcements that the function gets: with each call one or several. */
interface AnnouncementEvent {
    readonly Records: readonly (QueueMessage | TopicMessage)[];
}

/** A message of the queue, whose body is the announcement. */
interface QueueMessage {
    readonly messageId: string;
    readonly body: string;
}

/**
 * A message that SNS itself passes: while a stack is updated in which the function subscribes to the topic, and has no queue yet, until
 * that subscription is deleted.
 */
interface TopicMessage {
    readonly Sns: { readonly MessageId: string; readonly Message: string };
}

/** The messages that the queue delivers again (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). */
interface BatchResult {
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

const options: DeliveryOptions = {
    parallel: 25,
    attempts: 5,
    wait: async (milliseconds) => setTimeout(milliseconds),
    random: Math.random,
};

/**
 * Milliseconds for which a new connection may be stored and not established yet, as that waits for the response of `$connect`
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html): its row must stay.
 */
const opening = 30_000;

/** Milliseconds for one post, so that a connection that hangs does not take the time of the others. */
const requestTimeout = 3_000;

/**
 * Sends each message to every connection of every stage, as it is, and deletes those that are gone. It closes the connections of clients that
 * do not read what they get, which then read the state when they connect again. A message that another connection did not get after all
 * attempts is named as failed: the queue delivers it again, so that the other connections get it once more, and its id tells them. In the
 * end it is in the dead-letter queue.
 */
export async function handler({ Records }: AnnouncementEvent): Promise<BatchResult> {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of Records) {
        const { messageId, text } = announcementIn(record);
        const errors = await sendToAll(text);
        if (errors.length === 0) continue;
        const line = { event: "failure", messageId, connections: errors.length, error: String(errors[0]) };
        console.error(JSON.stringify(line));
        // Lambda repeats an event of SNS if the function throws.
        if ("Sns" in record) throw new Error(line.error, { cause: errors[0] });
        batchItemFailures.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures };
}

function announcementIn(record: QueueMessage | TopicMessage): { readonly messageId: string; readonly text: string } {
    if ("Sns" in record) return { messageId: record.Sns.MessageId, text: record.Sns.Message };
    return { messageId: record.messageId, text: record.body };
}

/** Returns the error of each connection that did not get the text, and has to. */
async function sendToAll(text: string): Promise<unknown[]> {
    const { WEB_SOCKET_CONNECTIONS_ENDPOINT, WEB_SOCKET_STAGES = "" } = process.env;
    const errors: unknown[] = [];
    for (const stage of WEB_SOCKET_STAGES.split(",")) {
        const client = new ApiGatewayManagementApiClient({
            endpoint: `${WEB_SOCKET_CONNECTIONS_ENDPOINT}/${stage}`,
            // As `deliver` counts them: the SDK's retries have one budget for all connections.
            maxAttempts: 1,
            requestHandler: { requestTimeout, throwOnRequestTimeout: true },
        });
        try {
            errors.push(...(await sendToStage(stage, text, client)));
        } finally {
            client.destroy();
        }
    }
    return errors;
}

async function sendToStage(stage: string, text: string, client: ApiGatewayManagementApiClient): Promise<unknown[]> {
    const errors: unknown[] = [];
    const throttled: { readonly connection: Connection; readonly error: unknown }[] = [];
    let sent = 0;
    await forEach(connectionsOf(stage), options.parallel, async (connection) => {
        const { connectionId: ConnectionId } = connection;
        const post = () => client.send(new PostToConnectionCommand({ ConnectionId, Data: text }));
        const delivery = await deliver(post, options);
        if (delivery.state === "sent") sent++;
        if (delivery.state === "failed") errors.push(delivery.error);
        if (delivery.state === "throttled") throttled.push({ connection, error: delivery.error });
        if (delivery.state === "gone" && isOpen(connection)) await forget(connection);
    });
    // If most connections are throttled, the account's limit is the likely cause, not their clients.
    if (throttled.length > 1 && throttled.length > sent) return [...errors, ...throttled.map(({ error }) => error)];
    await forEach(throttled, options.parallel, ({ connection }) => close(connection, client));
    return errors;
}

async function close(connection: Connection, client: ApiGatewayManagementApiClient): Promise<void> {
    const { stage, connectionId: ConnectionId } = connection;
    console.error(JSON.stringify({ event: "closed", stage, connectionId: ConnectionId, error: "does not read" }));
    try {
        await client.send(new DeleteConnectionCommand({ ConnectionId }));
    } catch (error) {
        // The connection may be gone already. If not, its row stays, and the next message tries again to close it.
        console.error(JSON.stringify({ event: "failure", connectionId: ConnectionId, error: String(error) }));
        return;
    }
    await forget(connection);
}

// The others get the message even so, and the row expires.
async function forget(connection: Connection): Promise<void> {
    try {
        await remove(connection);
    } catch (error) {
        const { connectionId } = connection;
        console.error(JSON.stringify({ event: "failure", connectionId, error: String(error) }));
    }
}

function isOpen({ connectedAt }: Connection): boolean {
    return Date.now() - Date.parse(connectedAt) > opening;
}
