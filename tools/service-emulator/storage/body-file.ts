import { createHash } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { type ChecksumAlgorithm, startChecksum } from "./checksums";
import { entityTooLarge } from "./storage-error";

/** A body on disk that is not yet an object. */
export interface WrittenBody {
    readonly file: string;
    readonly size: number;
    /** MD5 in hexadecimal digits. */
    readonly md5: string;
    /** SHA-256 in hexadecimal digits, if it was demanded. */
    readonly sha256: string | undefined;
    readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
}

/** Options of writing a body. */
export interface WriteOptions {
    /** S3 accepts 5 GiB in one request by default (S3 user guide, "Uploading objects"). */
    readonly maximumBytes?: number | undefined;
    readonly algorithm?: ChecksumAlgorithm | undefined;
    readonly withSha256?: boolean | undefined;
}

const largestObject = 5 * 1024 ** 3;

// So much of a body over its maximum is read and dropped, so that the client sees the error.
const droppedBytes = 64 * 1024 * 1024;

/**
 * Writes a body to a file piece by piece; nothing of it stays in memory, and on an error nothing on disk.
 * @throws {StorageError} EntityTooLarge for more than the maximum.
 */
export async function writeBody(
    file: string,
    body: AsyncIterable<Uint8Array>,
    { maximumBytes = largestObject, algorithm, withSha256 = false }: WriteOptions,
): Promise<WrittenBody> {
    const md5 = createHash("md5");
    const sha256 = withSha256 ? createHash("sha256") : undefined;
    const checksum = algorithm === undefined ? undefined : startChecksum(algorithm);
    const handle = await open(file, "wx");
    let size = 0;
    try {
        for await (const chunk of body) {
            size += chunk.length;
            if (size > maximumBytes + droppedBytes) break;
            if (size > maximumBytes) continue;
            md5.update(chunk);
            sha256?.update(chunk);
            checksum?.update(chunk);
            await handle.writeFile(chunk);
        }
        if (size > maximumBytes) throw entityTooLarge(size, maximumBytes);
    } catch (error) {
        await handle.close();
        await rm(file);
        throw error;
    }
    await handle.close();
    return {
        file,
        size,
        md5: md5.digest("hex"),
        sha256: sha256?.digest("hex"),
        checksum: algorithm && checksum && { algorithm, value: checksum.digest() },
    };
}
