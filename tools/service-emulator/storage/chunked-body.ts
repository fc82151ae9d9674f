import { StorageError } from "./storage-error";

// A line has the size of a chunk or a trailer.
const longestLine = 16 * 1024;

/**
 * Decodes a body in `aws-chunked` without signatures of the chunks (S3 API reference, "Signature calculations … trailing headers"). Only
 * the chunk of the connection that is at hand is in memory.
 * @param trailers gets the headers after the body, with names in lower case.
 * @throws {StorageError} IncompleteBody for a body in another form, or of another length than the request says.
 */
export async function* decodeChunks(
    body: AsyncIterable<Uint8Array>,
    { decodedLength, trailers }: { readonly decodedLength: number | undefined; readonly trailers: Map<string, string> },
): AsyncGenerator<Uint8Array> {
    let [rest, missing, total, isEnd] = [Buffer.alloc(0), 0, 0, false];
    for await (const piece of body) {
        rest = rest.length === 0 ? asBuffer(piece) : Buffer.concat([rest, piece]);
        while (rest.length > 0) {
            if (missing > 0) {
                const data = rest.subarray(0, missing);
                [rest, missing, total] = [rest.subarray(data.length), missing - data.length, total + data.length];
                yield data;
                continue;
            }
            const end = rest.indexOf("\r\n");
            if (end < 0) break;
            const line = rest.subarray(0, end).toString("latin1");
            rest = rest.subarray(end + 2);
            if (isEnd) addTrailer(trailers, line);
            else if (line !== "") {
                missing = sizeOf(line);
                isEnd = missing === 0;
            }
        }
        if (missing === 0 && rest.length > longestLine) throw incomplete();
    }
    if (!isEnd || (decodedLength !== undefined && total !== decodedLength)) throw incomplete();
}

// Something like `1f400;chunk-signature=…`: the line of a signed chunk is not accepted.
function sizeOf(line: string): number {
    if (!/^[0-9a-f]{1,8}$/i.test(line)) throw incomplete();
    return Number.parseInt(line, 16);
}

function addTrailer(trailers: Map<string, string>, line: string): void {
    const colon = line.indexOf(":");
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
}

function asBuffer(bytes: Uint8Array): Buffer<ArrayBuffer> {
    return Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

function incomplete(): StorageError {
    return new StorageError("IncompleteBody", "The request body terminated unexpectedly", 400);
}
