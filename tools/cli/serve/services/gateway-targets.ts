import type {
    RunningBucket,
    RunningResources,
    SentAttributes,
} from "../../../gateway-emulator/integration/services/running-resources";
import type { MessageAttributes } from "../../../service-emulator/queues/message";
import { type StatesCall, stateActions } from "../../../service-emulator/state-machines/state-actions";
import type { ObjectStore } from "../../../service-emulator/storage/object-store";
import type { MessageAttribute } from "../../../service-emulator/topics/publication";
import type { LocalBuckets } from "./local-buckets";
import type { LocalMachines } from "./local-machines";
import type { LocalQueues } from "./local-queues";
import type { LocalTopics } from "./local-topics";

/** The resources of a stack as the gateway's integrations use them: the very ones that its functions use. */
export function gatewayTargets(stores: {
    readonly queues: LocalQueues;
    readonly topics: LocalTopics;
    readonly buckets: LocalBuckets;
    readonly machines: LocalMachines;
}): RunningResources {
    return {
        sendMessage: (queueArn, { body, attributes, delaySeconds }) =>
            stores.queues.byArn(queueArn)?.send({
                ...{ body, attributes: queueAttributes(attributes) },
                // Without one of its own, a message has the delay of the queue.
                ...(delaySeconds > 0 && { delaySeconds }),
            }),
        publish: (topicArn, { message, subject, attributes, structure }) =>
            stores.topics.byArn(topicArn)?.publish({
                ...{ message, attributes: topicAttributes(attributes) },
                ...(subject !== undefined && { subject }),
                ...(structure !== undefined && { structure }),
            }),
        bucket: (name) => {
            const { store } = stores.buckets;
            return store?.has(name) ? runningBucket(store, name) : undefined;
        },
        startExecution: (action, parameters, caller) => {
            if (stores.machines.byArn(parameters.stateMachineArn) === undefined) return undefined;
            return respond(action, { machines: stores.machines.all(), caller, parameters });
        },
    };
}

async function respond(name: string, call: StatesCall): Promise<object> {
    const action = stateActions[name];
    if (action === undefined) throw new Error(`Step Functions has no action ${name} here`);
    return action(call);
}

// Who caused an event, in its record: API Gateway has no address.
const cause = { principalId: "AWS:local", sourceIpAddress: "127.0.0.1", requestId: "local" };

function runningBucket(store: ObjectStore, name: string): RunningBucket {
    const bucket = store.bucket(name);
    return {
        get: async (key) => {
            const version = bucket.current(key);
            if (version === undefined) return undefined;
            const file = await store.read(version);
            try {
                return {
                    body: await file.readFile(),
                    contentType: version.content.headers["content-type"] ?? "binary/octet-stream",
                    etag: `"${version.content.etag}"`,
                    lastModified: version.lastModified,
                };
            } finally {
                await file.close();
            }
        },
        put: async (key, { body, contentType }) => {
            const written = await store.write(oneChunk(body));
            const object = { key, body: written, headers: { "content-type": contentType }, metadata: {} };
            const version = await store.create(bucket, object, "ObjectCreated:Put", cause);
            return `"${version.content.etag}"`;
        },
        delete: async (key) => {
            await store.remove(bucket, key, undefined, cause);
        },
    };
}

async function* oneChunk(body: Buffer): AsyncGenerator<Buffer> {
    yield body;
}

function queueAttributes(attributes: SentAttributes): MessageAttributes {
    return Object.fromEntries(
        Object.entries(attributes).map(([name, { DataType = "String", StringValue, BinaryValue }]) => [
            name,
            { DataType, StringValue, BinaryValue },
        ]),
    );
}

function topicAttributes(attributes: SentAttributes): Record<string, MessageAttribute> {
    return Object.fromEntries(
        Object.entries(attributes).map(([name, { DataType = "String", StringValue, BinaryValue = "" }]) => [
            name,
            { dataType: DataType, value: StringValue ?? BinaryValue },
        ]),
    );
}
