import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BucketSettings } from "../../../service-emulator/storage/bucket-settings";
import { ObjectStore } from "../../../service-emulator/storage/object-store";
import type { LocalFunctions } from "./local-functions";
import type { LocalQueues } from "./local-queues";
import type { LocalTopics } from "./local-topics";

/** What gets the events of buckets. */
export interface BucketTargets {
    readonly functions: LocalFunctions;
    readonly queues: LocalQueues;
    readonly topics: LocalTopics;
    /** Receives a line about an event that no one gets. */
    readonly log: (line: string) => void;
}

/** The buckets of a stack, whose objects are in a temporary folder and survive a change of the stack. */
export class LocalBuckets {
    private opened: ObjectStore | undefined;

    constructor(private readonly targets: BucketTargets) {}

    /** The store; undefined if the stack has never had a bucket. */
    get store(): ObjectStore | undefined {
        return this.opened;
    }

    /** Makes the buckets of a stack in a region. */
    async publish(buckets: readonly BucketSettings[], region: string): Promise<void> {
        if (this.opened !== undefined) {
            this.opened.provide(buckets);
            return;
        }
        if (buckets.length === 0) return;
        this.opened = await ObjectStore.open({
            folder: await mkdtemp(join(tmpdir(), "gatehouse-objects-")),
            region,
            buckets,
            now: Date.now,
            newId: randomUUID,
            deliver: (destination, message) => this.deliver(destination, message),
        });
        this.opened.sendTestMessages();
    }

    /** Deletes all objects. */
    async close(): Promise<void> {
        await this.opened?.close();
    }

    // An object is stored whether or not its event arrives.
    private deliver(destination: string, message: string): void {
        const { functions, queues, topics, log } = this.targets;
        const [, , service] = destination.split(":");
        const lost = () => log(`an event of a bucket is dropped: the stack has no ${destination}`);
        if (service === "sqs") {
            if (queues.byArn(destination)?.send({ body: message }) === undefined) lost();
        } else if (service === "sns") {
            // SNS adds this subject (S3 user guide, "Event message structure").
            const published = topics.byArn(destination)?.publish({ message, subject: "Amazon S3 Notification" });
            if (published === undefined) lost();
        } else functions.send(destination, JSON.parse(message)).catch(lost);
    }
}
