import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../../openapi/aws-place";
import type { AccessStatement } from "../../access-policy";
import { callWithMessages } from "../../gateway/services/queue-consumer";
import { Table } from "../../storage/table";
import { photoAccess } from "./access";
import { createPhotoBucket } from "./bucket";
import { createFilterMachine } from "./filter-machine";
import {
    createPhotoFunctions,
    imageSeconds,
    limitVariables,
    type PhotoFunctionsArgs,
    type PhotoLimits,
} from "./functions";
import { createPhotoKey, keyAccess } from "./key";
import { type PhotoNames, photoNames } from "./names";
import { createPhotoTopic } from "./topic";
import { createUploadQueue, notifyQueue } from "./upload-queue";

/** Arguments of a photo pipeline. */
export interface PhotoPipelineArgs {
    /** Name of the stack at AWS, such as `gatehouse-dev`. */
    readonly stack: string;
    readonly place: AwsPlace;
    /** Archive with `index.js` of each function. */
    readonly codes: PhotoFunctionsArgs["codes"];
    readonly limits: PhotoLimits;
    /** Minutes for which the signed form of an upload is valid. */
    readonly formMinutes: number;
    /** Maximum number of thumbnail functions that run at once. */
    readonly maximumConcurrency: number;
    /** `kms` for the pipeline's own key, in place of those of the services. */
    readonly encryption: "managed" | "kms";
    /** Days for which replaced and deleted objects can be restored. */
    readonly oldVersionDays: number;
    /** Origins of the pages that may send photos to the bucket. Default: none. */
    readonly corsOrigins: readonly string[];
    /** Days for which logs are retained. */
    readonly logRetentionDays: number;
    /** Protect bucket, table, queues and key from deletion. */
    readonly deletionProtection: boolean;
}

/** Names, URLs and ARNs that operators need of a photo pipeline. */
export interface PhotoPipelineOutputs {
    readonly bucketName: pulumi.Output<string>;
    readonly tableName: pulumi.Output<string>;
    readonly topicArn: pulumi.Output<string>;
    readonly queueUrl: pulumi.Output<string>;
    readonly deadLetterQueueUrl: pulumi.Output<string>;
    readonly filterMachineArn: pulumi.Output<string>;
}

/**
 * Stores and processes the photos of an API: a private bucket tells a queue of each upload, a function makes thumbnails of it, a table
 * has its metadata, a topic announces it, and a state machine applies filters.
 */
export class PhotoPipeline extends pulumi.ComponentResource {
    /** Names and ARNs of its resources. */
    readonly names: PhotoNames;
    /** Environment variables of the API's functions. */
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Permissions of the API's functions. */
    readonly access: readonly AccessStatement[];
    /** The topic that says which photos are ready. */
    readonly announcements: { readonly topicArn: pulumi.Output<string> };
    /** Names, URLs and ARNs that operators need of it. */
    readonly outputs: PhotoPipelineOutputs;
    /** Origin of the URL to which clients post forms, such as `https://photos.s3.eu-central-1.amazonaws.com`. */
    readonly formOrigin: string;

    /** Creates the resources; an underscore, which no API's name has, ends that in their logical names. */
    constructor(name: string, args: PhotoPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:pipelines:PhotoPipeline", name, {}, opts);

        const { stack, place, encryption, limits, codes, corsOrigins, oldVersionDays } = args;
        const { logRetentionDays, deletionProtection } = args;
        const own = { parent: this };
        const label = `${name}_photos`;
        const names = photoNames({ stack, api: name, place });
        const description = `Photos of ${name} of ${stack}`;
        const kmsKeyArn =
            encryption === "kms"
                ? createPhotoKey(label, { description, names, place, deletionProtection }, own).arn
                : undefined;
        const stored = { names, kmsKeyArn, deletionProtection };
        const bucket = createPhotoBucket(label, { ...stored, corsOrigins, oldVersionDays }, own);
        const queue = createUploadQueue(label, { ...stored, place, functionSeconds: imageSeconds }, own);
        const table = this.createTable(name, args, kmsKeyArn);
        const topicArn = createPhotoTopic(label, { names, place, kmsKeyArn }, own);
        this.names = names;
        // docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html. The edge, and so a page, needs us-east-1 and is in the
        // partition `aws` alone (stacks/settings/edge/checks.ts).
        this.formOrigin = `https://${names.bucket.name}.s3.${place.region}.amazonaws.com`;
        this.announcements = { topicArn };

        const key = keyAccess(kmsKeyArn, place.region);
        const access = photoAccess({ names, tableArn: table.tableArn, key });
        const places = { bucketName: bucket.bucketName, tableName: table.tableName, topicArn };
        const functions = createPhotoFunctions(
            name,
            { names, codes, access, limits, places, deadLetterUrl: queue.deadLetters.output, logRetentionDays },
            own,
        );
        const notification = notifyQueue(label, bucket, queue, own);
        callWithMessages(
            label,
            {
                calledFunction: functions.thumbnail,
                queueArn: queue.arn,
                // A photo that ends the function ends no other one's attempt.
                batchSize: 1,
                maximumConcurrency: args.maximumConcurrency,
                follows: [notification],
            },
            own,
        );
        const filterMachineArn = createFilterMachine(
            // The name of its role, at most 64 characters long, has 19 more.
            `${name}_runs`,
            { names, place, functions, functionSeconds: imageSeconds, access, logRetentionDays },
            own,
        );
        this.outputs = {
            ...places,
            queueUrl: queue.output,
            deadLetterQueueUrl: queue.deadLetters.output,
            filterMachineArn,
        };
        this.environment = variables(args, this.outputs);
        this.access = access.api;

        this.registerOutputs({ ...this.outputs });
    }

    private createTable(name: string, args: PhotoPipelineArgs, kmsKeyArn: pulumi.Input<string> | undefined): Table {
        const { stack, deletionProtection } = args;
        return new Table(
            // Its name at AWS derives from it.
            `${stack}_${name}_photos`,
            {
                partitionKey: "photoId",
                indexes: [{ name: "byTime", partitionKey: "shelf", sortKey: "uploadedAt" }],
                expiryAttribute: "expiresAt",
                kmsKeyArn,
                deletionProtection,
            },
            { parent: this },
        );
    }
}

function variables({ limits, formMinutes }: PhotoPipelineArgs, outputs: PhotoPipelineOutputs) {
    const { maximumBytes, thumbnailPixels } = limitVariables(limits);
    return {
        PHOTO_BUCKET: outputs.bucketName,
        PHOTO_TABLE: outputs.tableName,
        PHOTO_TOPIC_ARN: outputs.topicArn,
        PHOTO_FILTER_MACHINE_ARN: outputs.filterMachineArn,
        PHOTO_MAXIMUM_BYTES: maximumBytes,
        PHOTO_FORM_SECONDS: String(formMinutes * 60),
        PHOTO_THUMBNAIL_PIXELS: thumbnailPixels,
    };
}
