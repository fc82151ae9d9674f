import { z } from "zod";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { outputsOf } from "./outputs-of";

const bucketForm = z.object({
    bucket: z.string(),
    arn: z.string(),
    region: z.string(),
    versioning: z.object({ enabled: z.boolean().default(false) }).nullish(),
});
const versioningForm = z.object({ bucket: z.string(), versioningConfiguration: z.object({ status: z.string() }) });
const strings = z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? []);
const corsForm = z.object({
    bucket: z.string(),
    corsRules: z.array(
        z.object({
            allowedOrigins: strings,
            allowedMethods: strings,
            allowedHeaders: strings,
            exposeHeaders: strings,
            maxAgeSeconds: z.number().nullish(),
        }),
    ),
});
const target = { events: strings, filterPrefix: z.string().nullish(), filterSuffix: z.string().nullish() };
const notificationForm = z.object({
    bucket: z.string(),
    queues: z
        .array(z.object({ queueArn: z.string(), ...target }))
        .nullish()
        .transform((list) => list ?? []),
    topics: z
        .array(z.object({ topicArn: z.string(), ...target }))
        .nullish()
        .transform((list) => list ?? []),
});

/** A rule of a bucket's CORS configuration. */
export type CorsRule = z.output<typeof corsForm>["corsRules"][number];

/** Where a bucket sends its events. */
export interface BucketNotification {
    /** ARN of a queue or a topic. */
    readonly targetArn: string;
    /** Such as `s3:ObjectCreated:*`. */
    readonly events: readonly string[];
    /** What the key begins with. Default: anything. */
    readonly prefix: string;
    /** What the key ends with. Default: anything. */
    readonly suffix: string;
}

/** A bucket of a stack with what its other resources say of it. */
export interface BucketDefinition {
    readonly name: string;
    readonly arn: string;
    readonly region: string;
    readonly isVersioned: boolean;
    readonly cors: readonly CorsRule[];
    readonly notifications: readonly BucketNotification[];
}

/** Reads the buckets that a stack has from its state. Notifications of functions are not read: nothing of Gatehouse makes them. */
export function readBuckets(resources: readonly StateResource[]): BucketDefinition[] {
    const versioned = outputsOf(resources, "aws:s3/bucketVersioning:BucketVersioning", versioningForm);
    const cors = outputsOf(resources, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", corsForm);
    const notifications = outputsOf(resources, "aws:s3/bucketNotification:BucketNotification", notificationForm);
    return outputsOf(resources, "aws:s3/bucket:Bucket", bucketForm).map(({ bucket: name, arn, region, versioning }) => {
        const own = (each: { readonly bucket: string }) => each.bucket === name;
        // The bucket's own field is the one of the deprecated argument.
        const status = versioned.find(own)?.versioningConfiguration.status;
        const { queues = [], topics = [] } = notifications.find(own) ?? {};
        return {
            name,
            arn,
            region,
            isVersioned: status === "Enabled" || (status === undefined && versioning?.enabled === true),
            cors: cors.find(own)?.corsRules ?? [],
            notifications: [
                ...queues.map(({ queueArn, ...filter }) => notification(queueArn, filter)),
                ...topics.map(({ topicArn, ...filter }) => notification(topicArn, filter)),
            ],
        };
    });
}

function notification(
    targetArn: string,
    given: {
        readonly events: readonly string[];
        readonly filterPrefix?: string | null | undefined;
        readonly filterSuffix?: string | null | undefined;
    },
): BucketNotification {
    const { events, filterPrefix, filterSuffix } = given;
    return { targetArn, events, prefix: filterPrefix ?? "", suffix: filterSuffix ?? "" };
}
