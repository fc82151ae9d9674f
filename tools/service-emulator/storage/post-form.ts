import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { Busboy, type BusboyInstance } from "@fastify/busboy";
import { invalidArgument, preconditionFailed, StorageError } from "./storage-error";

/** A form up to its file. */
export interface PostForm {
    /** Values of the fields before the file, by names in lower case; those after it are ignored (S3 API reference, "POST Object"). */
    readonly fields: ReadonlyMap<string, string>;
    /** Empty without one. */
    readonly fileName: string;
    readonly content: Readable;
}

// S3 API reference, "POST Object": the form without the file has 20 KB at most.
const longestFields = 20_480;

/**
 * Reads a form as a stream: `receive` gets the file while it arrives.
 * @param receive called once; its error ends the reading, and the rest of the form remains in the request.
 * @param discard undoes what `receive` did, if the form turns out to be incomplete.
 * @throws {StorageError} PreconditionFailed, MalformedPOSTRequest, MaxPostPreDataLengthExceededError or InvalidArgument.
 */
export async function readForm<Received>(
    request: IncomingMessage,
    receive: (form: PostForm) => Promise<Received>,
    discard: (received: Received) => Promise<void>,
): Promise<Received> {
    const parser = parserOf(request);
    const fields = new Map<string, string>();
    let form: PostForm | undefined;
    let received: Promise<Received> | undefined;
    const read = new Promise<void>((resolve, reject) => {
        let size = 0;
        parser.on("field", (name, value) => {
            if (form !== undefined) return;
            size += name.length + Buffer.byteLength(value);
            if (size > longestFields) reject(fieldsTooLarge());
            fields.set(name.toLowerCase(), value);
        });
        parser.on("file", (_name, content, fileName) => {
            form = { fields, fileName: fileName ?? "", content };
            // Its error is reported here, and by the reading of the content.
            content.on("error", reject);
            received = receive(form);
            received.catch(reject);
        });
        parser.on("finish", resolve);
        parser.on("error", () => reject(malformed()));
        // It also closes once all of it is read, while the file is still written.
        request.once("close", () => {
            if (!request.complete) reject(new Error("the client has closed the connection"));
        });
    });
    request.pipe(parser);
    try {
        await read;
        if (received === undefined)
            throw invalidArgument("POST requires exactly one file upload per request.", "file", "0");
        return await received;
    } catch (error) {
        request.unpipe(parser);
        form?.content.destroy();
        const [outcome] = await Promise.allSettled([received]);
        if (outcome.status === "fulfilled" && outcome.value !== undefined) await discard(outcome.value);
        throw error;
    }
}

function parserOf(request: IncomingMessage): BusboyInstance {
    const contentType = request.headers["content-type"] ?? "";
    if (!/^multipart\/form-data/i.test(contentType))
        throw preconditionFailed("Bucket POST must be of the enclosure-type multipart/form-data");
    // The constructor fails for such a type.
    if (!/boundary=/i.test(contentType)) throw malformed();
    return new Busboy({
        headers: { ...request.headers, "content-type": contentType },
        limits: { files: 1, fieldSize: longestFields + 1, headerSize: longestFields },
        // A file may come without a name (recorded: localstack, test_post_object_with_file_as_string).
        isPartAFile: (name) => name?.toLowerCase() === "file",
        preservePath: false,
    });
}

function malformed(): StorageError {
    const message = "The body of your POST request is not well-formed multipart/form-data.";
    return new StorageError("MalformedPOSTRequest", message, 400);
}

function fieldsTooLarge(): StorageError {
    const message = "Your POST request fields preceding the upload file were too large.";
    const details = { MaxPostPreDataLengthBytes: String(longestFields) };
    return new StorageError("MaxPostPreDataLengthExceededError", message, 400, details);
}
