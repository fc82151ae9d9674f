import type { ContentType } from "./photo";

/**
 * Returns what an image is by its first bytes, whatever it is called; undefined for any other type. Nothing else
 * is handed to the decoders, of which the library has many more.
 */
export function imageTypeOf(bytes: Buffer): ContentType | undefined {
    return signatures.find(({ parts }) => parts.every(({ at, are }) => bytes.subarray(at, at + are.length).equals(are)))
        ?.contentType;
}

// The first bytes of each: jpeg.org's JPEG (SOI and the next marker), the signature of w3.org/TR/png, the RIFF container of
// developers.google.com/speed/webp/docs/riff_container.
const signatures: readonly {
    readonly contentType: ContentType;
    readonly parts: readonly { readonly at: number; readonly are: Buffer }[];
}[] = [
    { contentType: "image/jpeg", parts: [{ at: 0, are: Buffer.from([0xff, 0xd8, 0xff]) }] },
    { contentType: "image/png", parts: [{ at: 0, are: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") }] },
    {
        contentType: "image/webp",
        parts: [
            { at: 0, are: Buffer.from("RIFF") },
            { at: 8, are: Buffer.from("WEBP") },
        ],
    },
];
