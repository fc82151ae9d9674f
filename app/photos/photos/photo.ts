import type { FailureReason } from "./photo-rejected";

/** The media types of photos. */
export const contentTypes = ["image/jpeg", "image/png", "image/webp"] as const;
/** The media type of a photo. */
export type ContentType = (typeof contentTypes)[number];

/** The filters of a photo, which are also the names of the filtered images. */
export const filterNames = ["grayscale", "sepia", "blur", "sharpen"] as const;
/** The name of a filter. */
export type FilterName = (typeof filterNames)[number];

/** A run of filters that has ended, as the table keeps it. */
export interface EndedRun {
    readonly status: "succeeded" | "failed";
    readonly images?: readonly string[];
    readonly reason?: string;
    /** RFC 3339 date and time in UTC. */
    readonly endedAt: string;
}

/** A photo as the table has it. */
export interface PhotoRow {
    /** A UUID that sorts after those of older photos. */
    readonly photoId: string;
    /** A photo that a client deletes has a row until its objects are gone. */
    readonly status: "requested" | "uploaded" | "ready" | "failed" | "deleting";
    /** The declared type; once the photo is ready, the type of its content. */
    readonly contentType: ContentType;
    /** RFC 3339 date and time in UTC. */
    readonly uploadedAt: string;
    readonly fileName?: string;
    /** S3's id of the version of the object that is the photo: the first one that was noticed. */
    readonly version?: string;
    readonly bytes?: number;
    readonly width?: number;
    readonly height?: number;
    /** Names of its images. DynamoDB has no empty set. */
    readonly images?: ReadonlySet<string>;
    /** Why it has failed. */
    readonly reason?: FailureReason;
    /** The same for operators, with the text of a library or a service. */
    readonly details?: string;
    /** When it became ready or failed, or its deletion began. */
    readonly changedAt?: string;
    /** Id of the message by which an operator has let a failed photo be processed again. */
    readonly redriven?: string;
    /** Id of the last event that was announced. */
    readonly announced?: string;
    /** Ended runs of filters by their id. */
    readonly runs: Readonly<Record<string, EndedRun>>;
}

/** A row as it is stored, perhaps by an earlier release. */
export type StoredRow = Omit<PhotoRow, "status"> & {
    /** `deleted`: written by releases up to b0b87ec8, in place of `deleting`, and with the images left in the row. */
    readonly status: PhotoRow["status"] | "deleted";
};

/** Returns a stored row as this release writes it. */
export function currentRow({ status, images, ...others }: StoredRow): PhotoRow {
    if (status === "deleted") return { ...others, status: "deleting" };
    return { ...others, status, ...(images && { images }) };
}

/** A photo as the API returns it. */
export type Photo = Pick<PhotoRow, "photoId" | "contentType" | "uploadedAt"> &
    Partial<Pick<PhotoRow, "bytes" | "width" | "height" | "reason" | "fileName">> & {
        readonly status: PhotoRow["status"];
        readonly images: readonly string[];
    };

/** Returns what clients see of a row. */
export function photoOf(row: PhotoRow): Photo {
    const { photoId, status, contentType, bytes, width, height, reason, uploadedAt, fileName } = row;
    return {
        ...{ photoId, status, contentType },
        ...(bytes !== undefined && { bytes }),
        ...(width !== undefined && height !== undefined && { width, height }),
        images: imagesOf(row),
        ...(reason !== undefined && { reason }),
        uploadedAt,
        ...(fileName !== undefined && { fileName }),
    };
}

/** Returns the names of a photo's images: thumbnails by their size, then filters by name. */
export function imagesOf({ images = new Set() }: Pick<PhotoRow, "images">): string[] {
    const size = (image: string) => (/^\d+$/.test(image) ? Number(image) : Number.POSITIVE_INFINITY);
    return [...images].sort((one, other) =>
        size(one) === size(other) ? one.localeCompare(other) : size(one) - size(other),
    );
}
