/** A media type of JSON, under the name by which API Gateway finds its model. */
export interface JsonMediaType {
    readonly name: string;
    /** How exactly the document names it: 2 is by that name, 1 with parameters, 0 as a part of a range. */
    readonly precision: number;
}

const ranges = ["*/*", "*", "application/*", "application/*+json"];
const textSubtypes =
    /^(json|.*\+json|xml|.*\+xml|.*\+text|x-www-form-urlencoded|(x-)?javascript|ecmascript|graphql|sql|yaml|x-yaml|.*\+yaml|x-ndjson|.*csv|x-sh|rtf|soap.*|xhtml.*|toml|jwt|jose|.*json.*)$/;

/**
 * Reads a media type as one of JSON; undefined for any other. Ranges count as `application/json`, as API Gateway looks
 * for a model by the exact type, and its import rejects ranges (springdoc/springdoc-openapi#275).
 */
export function jsonMediaType(mediaType: string): JsonMediaType | undefined {
    const name = plain(mediaType);
    if (ranges.includes(name)) return { name: "application/json", precision: 0 };
    if (!/^[a-z0-9][a-z0-9!#$&^_.+-]*\/([a-z0-9][a-z0-9!#$&^_.+-]*\+)?json$/.test(name)) return undefined;
    return { name, precision: mediaType === name ? 2 : 1 };
}

/** Returns whether a media type is a range, such as `image/*`. */
export function isRange(mediaType: string): boolean {
    return plain(mediaType).includes("*");
}

const imageTypes = ["avif", "bmp", "gif", "jpeg", "png", "tiff", "webp"].map((subtype) => `image/${subtype}`);

/**
 * The names under which API Gateway has to pass the bodies of a media type as bytes: those of images, audio, video,
 * fonts and of applications that are not text, and any that the document calls binary; never one of JSON.
 */
export function binaryMediaTypes(mediaType: string, isDeclaredBinary: boolean): string[] {
    const name = plain(mediaType);
    const [type = "", subtype = ""] = name.split("/");
    if (name === "*/*" || name === "*" || name === "application/*") {
        return isDeclaredBinary ? ["application/octet-stream"] : [];
    }
    if (jsonMediaType(name) !== undefined || !/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+*-]+$/.test(name)) return [];
    const isMedia = ["image", "audio", "video", "font"].includes(type) && !subtype.endsWith("+xml");
    const isBinary = isMedia || (type === "application" && !textSubtypes.test(subtype));
    if (!isBinary && !isDeclaredBinary) return [];
    if (name === "image/*") return imageTypes;
    return name.includes("*") ? [] : [name];
}

// Types are case-insensitive; parameters such as charset are not part of them.
function plain(mediaType: string): string {
    return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}
