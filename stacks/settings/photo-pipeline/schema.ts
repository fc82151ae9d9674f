import type { z } from "zod";
import { integer, list, object, oneOf } from "../form";

/** The settings of an API's photo pipeline: `gatehouse:apis.<name>.photoPipeline`. */
export const photoPipeline = object({
    maximumMegabytes: integer("an integer from 1 to 100", 1, 100)
        .default(20)
        .describe("Maximum size of an uploaded photo, in MB."),
    // An interlaced PNG of 16-bit RGBA with 200 megapixels takes 1,780 MB to decode, more than a function has, and half of its time-out.
    maximumMegapixels: integer("an integer from 1 to 100", 1, 100)
        .default(50)
        .describe("Maximum size of an image, in millions of pixels; a larger one is not decoded."),
    thumbnailPixels: list("a list of integers from 16 to 2048", integer("an integer from 16 to 2048", 16, 2048))
        .min(1, { error: "at least one size" })
        .max(5, { error: "at most five sizes" })
        .check(({ value, issues }) => {
            for (const [index, size] of value.entries())
                if (value.indexOf(size) < index)
                    issues.push({
                        code: "custom",
                        input: size,
                        path: [index],
                        message: "another size, as it is in the list already",
                    });
        })
        .default([160, 640])
        .describe("Longest side of each thumbnail, in pixels."),
    formMinutes: integer("an integer from 1 to 15", 1, 15)
        .default(5)
        .describe("Minutes for which a client may use the signed form of an upload."),
    maximumConcurrency: integer("an integer from 2 to 1000", 2, 1000)
        .default(10)
        .describe("Maximum number of thumbnail functions that run at once."),
    encryption: oneOf(["managed", "kms"])
        .default("managed")
        .describe(
            "Keys that encrypt photos, messages and metadata: those of the services, or a KMS key of the stack, for 1 USD a month.",
        ),
    oldVersionDays: integer("an integer from 1 to 3650", 1, 3650)
        .default(30)
        .describe(
            "Days for which an object that was replaced, or deleted without its versions, can be restored; objects that the API's operation deletes are gone at once.",
        ),
});

/** The parsed settings of a photo pipeline. */
export type PhotoPipelineSettings = z.output<typeof photoPipeline>;
