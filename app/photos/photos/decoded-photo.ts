import sharp from "sharp";
import { imageTypeOf } from "./image-type";
import type { ContentType, FilterName } from "./photo";
import { PhotoRejected } from "./photo-rejected";

// One photo at a time is decoded by one thread, and nothing of it is kept: memory is bounded by the largest photo.
sharp.concurrency(1);
sharp.cache(false);

/** Seconds after which the work on one photo is given up. */
const seconds = 20;

/** A decoded photo: upright, in sRGB, without metadata. */
export interface DecodedPhoto {
    readonly contentType: ContentType;
    /** Of the photo, in pixels. */
    readonly width: number;
    readonly height: number;
    /** The pixels of the scaled photo. */
    readonly pixels: { readonly data: Buffer; readonly raw: sharp.Raw };
}

/**
 * Decodes a photo once, scaled down so that its longest side has at most `longestSide` pixels.
 * @param maximumPixels a larger photo is not decoded, as its header says how large it is.
 * @throws {PhotoRejected} if it is no complete JPEG, PNG or WebP image of that size.
 */
export async function decodePhoto(bytes: Buffer, longestSide: number, maximumPixels: number): Promise<DecodedPhoto> {
    const contentType = imageTypeOf(bytes);
    if (contentType === undefined) {
        const start = bytes.subarray(0, 12).toString("hex");
        throw new PhotoRejected("the photo is no JPEG, PNG or WebP image", `it begins with the bytes "${start}"`);
    }
    // Without the limit, to name the size of a photo that is too large. Only the header is read.
    const header = await readable(sharp(bytes, { limitInputPixels: false }).metadata());
    const { width, height } = header.autoOrient;
    if (width * height > maximumPixels) {
        throw new PhotoRejected(
            `the photo has more than ${maximumPixels / 1_000_000} megapixels`,
            `it has ${width} x ${height} pixels; the maximum is ${maximumPixels} pixels`,
        );
    }
    const image = sharp(bytes, { limitInputPixels: maximumPixels, failOn: "error", sequentialRead: true })
        .timeout({ seconds })
        .autoOrient()
        .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
        .toColourspace("srgb")
        .raw();
    const { data, info } = await readable(image.toBuffer({ resolveWithObject: true }));
    const { width: scaledWidth, height: scaledHeight, channels } = info;
    return {
        contentType,
        width,
        height,
        pixels: { data, raw: { width: scaledWidth, height: scaledHeight, channels } },
    };
}

/** Returns a decoded photo as WebP, with at most so many pixels on its longest side. */
export function thumbnailOf({ pixels: { data, raw } }: DecodedPhoto, longestSide: number): Promise<Buffer> {
    return sharp(data, { raw })
        .resize(longestSide, longestSide, { fit: "inside", withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer();
}

/** Returns a decoded photo through a filter, as WebP. */
export function filtered({ pixels: { data, raw } }: DecodedPhoto, filter: FilterName): Promise<Buffer> {
    return filters[filter](sharp(data, { raw })).webp({ quality: 80 }).toBuffer();
}

const filters: Readonly<Record<FilterName, (image: sharp.Sharp) => sharp.Sharp>> = {
    grayscale: (image) => image.grayscale(),
    // The matrix of w3.org/TR/filter-effects-1/#sepiaEquivalent.
    sepia: (image) =>
        image.recomb([
            [0.393, 0.769, 0.189],
            [0.349, 0.686, 0.168],
            [0.272, 0.534, 0.131],
        ]),
    blur: (image) => image.blur(8),
    sharpen: (image) => image.sharpen({ sigma: 2 }),
};

// Every error of the library means that the photo is damaged, except that a busy machine is too slow.
async function readable<Result>(work: Promise<Result>): Promise<Result> {
    try {
        return await work;
    } catch (error) {
        const [message = ""] = error instanceof Error ? error.message.split("\n") : [];
        if (/^timeout/.test(message)) throw error;
        throw new PhotoRejected("the photo is truncated or damaged", message, { cause: error });
    }
}
