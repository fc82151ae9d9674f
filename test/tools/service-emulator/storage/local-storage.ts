import { randomUUID } from "node:crypto";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { BucketSettings } from "../../../../tools/service-emulator/storage/bucket-settings";
import { ObjectStore } from "../../../../tools/service-emulator/storage/object-store";
import { createS3Handler } from "../../../../tools/service-emulator/storage/s3-handler";
import { credentials, handlerOptions, region, serve, TestCaller } from "../local-services";

const queue = "arn:aws:sqs:us-east-1:123456789012:photos";

/** Two buckets: one with versions, notifications and a site, and one without. */
export const buckets: readonly BucketSettings[] = [
    {
        name: "photos",
        isVersioned: true,
        cors: [
            {
                allowedMethods: ["POST", "GET"],
                allowedOrigins: ["https://*.example.com"],
                allowedHeaders: ["*"],
                exposeHeaders: ["ETag"],
                maxAgeSeconds: 300,
            },
        ],
        notifications: [
            {
                id: "uploads",
                destination: queue,
                events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
                prefix: "uploads/",
            },
        ],
    },
    { name: "plain", isVersioned: false, cors: [], notifications: [] },
];

/** A store behind a server on this machine, with a client of the SDK. */
export async function startStorage({ now = Date.now }: { readonly now?: () => number } = {}) {
    const folder = await mkdtemp(join(tmpdir(), "gatehouse-storage-"));
    const messages: { readonly destination: string; readonly message: string }[] = [];
    const store = await ObjectStore.open({
        ...{ folder, region, buckets, now, newId: randomUUID },
        deliver: (destination, message) => messages.push({ destination, message }),
    });
    const caller = new TestCaller();
    const server = await serve("/~local/aws/s3", createS3Handler(store, handlerOptions(caller, now)));
    const client = new S3Client({ endpoint: server.endpoint, region, credentials, maxAttempts: 1 });
    return {
        ...{ store, caller, server, client, messages, folder },
        /** The records of the events so far. */
        records: () => messages.flatMap(({ message }) => JSON.parse(message).Records),
        files: () => readdir(folder),
        close: async () => {
            client.destroy();
            await server.close();
            await store.close();
        },
    };
}

export type Storage = Awaited<ReturnType<typeof startStorage>>;
