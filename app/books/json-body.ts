import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error";

/** Bytes that a body may have. */
export const bodyLimit = 65_536;

/** Reads the body of a request as JSON; throws HttpError 415, 413 or 400 if it is not JSON, too large or malformed. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
    const mediaType = (request.headers["content-type"] ?? "").split(";", 1)[0]?.trim().toLowerCase();
    if (mediaType !== "application/json") {
        throw new HttpError(415, `The body is "${mediaType}"; send "application/json".`);
    }
    const text = (await readBytes(request)).toString("utf8");
    try {
        return JSON.parse(text);
    } catch {
        throw new HttpError(400, "The body is not valid JSON.");
    }
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        const chunks: Buffer[] = [];
        let size = 0;
        request.on("data", (chunk: Buffer) => {
            size += chunk.length;
            // What is over the limit is read and dropped: a client that still sends would not read the answer.
            if (size <= bodyLimit) chunks.push(chunk);
            else reject(new HttpError(413, `The body has more than ${bodyLimit} bytes.`));
        });
        request.on("end", () => resolve(Buffer.concat(chunks)));
        request.on("error", () => reject(new HttpError(400, "The body ended early.")));
    });
}
