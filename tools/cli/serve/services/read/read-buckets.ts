import { z } from "zod";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import type { BucketSettings } from "../../../../service-emulator/storage/bucket-settings";
import { outputsOf } from "./outputs-of";

const bucketForm = z.object({
    bucket: z.string(),
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
            maxAgeSeconds: z
                .number()
                .nullish()
                .transform((seconds) => seconds ?? undefined),
        }),
    ),
});
const lists = <Form extends z.ZodType>(form: Form) =>
    z
        .array(form)
        .nullish()
        .transform((list) => list ?? []);
const target = {
    id: z.string().nullish(),
    events: strings,
    filterPrefix: z.string().nullish(),
    filterSuffix: z.string().nullish(),
};
const notificationForm = z.object({
    bucket: z.string(),
    queues: lists(z.object({ queueArn: z.string(), ...target })),
    topics: lists(z.object({ topicArn: z.string(), ...target })),
    lambdaFunctions: lists(z.object({ lambdaFunctionArn: z.string(), ...target })),
});

/** Reads the buckets that a stack has from its state, with what its other resources say of them. */
export function readBuckets(resources: readonly StateResource[]): BucketSettings[] {
    const versioned = outputsOf(resources, "aws:s3/bucketVersioning:BucketVersioning", versioningForm);
    const cors = outputsOf(resources, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration", corsForm);
    const notifications = outputsOf(resources, "aws:s3/bucketNotification:BucketNotification", notificationForm);
    return outputsOf(resources, "aws:s3/bucket:Bucket", bucketForm).map(({ bucket: name, versioning }) => {
        const own = (each: { readonly bucket: string }) => each.bucket === name;
        // The bucket's own field is the one of the deprecated argument.
        const status = versioned.find(own)?.versioningConfiguration.status;
        const { queues = [], topics = [], lambdaFunctions = [] } = notifications.find(own) ?? {};
        const all = [
            ...queues.map(({ queueArn: destination, ...rest }) => ({ destination, ...rest })),
            ...topics.map(({ topicArn: destination, ...rest }) => ({ destination, ...rest })),
            ...lambdaFunctions.map(({ lambdaFunctionArn: destination, ...rest }) => ({ destination, ...rest })),
        ];
        return {
            name,
            isVersioned: status === "Enabled" || (status === undefined && versioning?.enabled === true),
            cors: cors.find(own)?.corsRules ?? [],
            notifications: all.map(({ id, destination, events, filterPrefix, filterSuffix }, index) => ({
                id: id ?? `notification-${index}`,
                destination,
                events,
                prefix: filterPrefix ?? undefined,
                suffix: filterSuffix ?? undefined,
            })),
        };
    });
}
