import type * as pulumi from "@pulumi/pulumi";
import { NodeFunction } from "../../node-function";
import type { PhotoAccess } from "./access";
import { finishSeconds } from "./filter-definition";
import type { PhotoNames } from "./names";
import { maximumAttempts } from "./upload-queue";

/** Names of the functions of a pipeline. */
export const photoFunctions = ["thumbnail", "filter", "finish"] as const;

/** A function of a pipeline. */
export type PhotoFunction = (typeof photoFunctions)[number];

/** Maximum sizes of photos, and the sizes of their thumbnails. */
export interface PhotoLimits {
    readonly maximumMegabytes: number;
    readonly maximumMegapixels: number;
    readonly thumbnailPixels: readonly number[];
}

/** Where the functions find what they use. */
export interface PhotoPlaces {
    readonly bucketName: pulumi.Input<string>;
    readonly tableName: pulumi.Input<string>;
    readonly topicArn: pulumi.Input<string>;
}

/** Arguments of the functions of a pipeline. */
export interface PhotoFunctionsArgs {
    readonly names: PhotoNames;
    /** Archive with `index.js` of each function. */
    readonly codes: Readonly<Record<PhotoFunction, pulumi.asset.Archive>>;
    readonly access: PhotoAccess;
    readonly limits: PhotoLimits;
    readonly places: PhotoPlaces;
    /** URL of the queue that gets photos that cannot be processed. */
    readonly deadLetterUrl: pulumi.Input<string>;
    readonly logRetentionDays: number;
}

/** Memory with which Lambda assigns a whole CPU, in MB (docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html). */
const oneCpu = 1769;

/** Seconds after which Lambda ends a function that decodes photos, one at a time: long enough for the largest one, with its download. */
export const imageSeconds = 60;

/** Creates the functions of a pipeline. */
export function createPhotoFunctions(
    name: string,
    { names, codes, access, limits, places, deadLetterUrl, logRetentionDays }: PhotoFunctionsArgs,
    opts: { readonly parent: pulumi.Resource },
): Record<PhotoFunction, NodeFunction> {
    const { thumbnailPixels, maximumBytes, maximumPixels } = limitVariables(limits);
    const stores = { PHOTO_BUCKET: places.bucketName, PHOTO_TABLE: places.tableName };
    const topic = { PHOTO_TOPIC_ARN: places.topicArn };
    const create = (own: PhotoFunction, environment: Record<string, pulumi.Input<string>>, others: object) =>
        new NodeFunction(
            `${name}_photo-${own}`,
            {
                ...{ functionName: names[own].name, code: codes[own], environment, access: access[own] },
                ...{ tracing: true, logRetentionDays },
                ...others,
            },
            opts,
        );
    const forImages = { memory: oneCpu, timeoutSeconds: imageSeconds };
    return {
        thumbnail: create(
            "thumbnail",
            {
                ...stores,
                ...topic,
                PHOTO_DEAD_LETTER_QUEUE_URL: deadLetterUrl,
                PHOTO_MAXIMUM_BYTES: maximumBytes,
                PHOTO_MAXIMUM_PIXELS: maximumPixels,
                PHOTO_THUMBNAIL_PIXELS: thumbnailPixels,
                PHOTO_MAXIMUM_ATTEMPTS: String(maximumAttempts),
            },
            forImages,
        ),
        filter: create("filter", { ...stores, PHOTO_MAXIMUM_PIXELS: maximumPixels }, forImages),
        finish: create("finish", { ...stores, ...topic }, { timeoutSeconds: finishSeconds }),
    };
}

/** The limits as environment variables have them. */
export function limitVariables({ maximumMegabytes, maximumMegapixels, thumbnailPixels }: PhotoLimits) {
    return {
        maximumBytes: String(maximumMegabytes * 1_000_000),
        maximumPixels: String(maximumMegapixels * 1_000_000),
        thumbnailPixels: thumbnailPixels.join(),
    };
}
