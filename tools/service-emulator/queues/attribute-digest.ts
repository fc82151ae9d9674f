import { createHash } from "node:crypto";
import type { MessageAttributes } from "./message";

/**
 * The MD5 by which a client verifies a message's attributes (SQS developer guide, "Calculating the MD5 message digest for message
 * attributes"): by name, each part with its length in front of it. Undefined without attributes.
 */
export function attributeDigest(attributes: MessageAttributes): string | undefined {
    const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length === 0) return undefined;
    const hash = createHash("md5");
    const add = (value: Buffer) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(value.length);
        hash.update(length).update(value);
    };
    for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
        add(Buffer.from(name));
        add(Buffer.from(DataType));
        const isBinary = DataType.startsWith("Binary");
        hash.update(Buffer.from([isBinary ? 2 : 1]));
        add(isBinary ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? ""));
    }
    return hash.digest("hex");
}

/** MD5 of a message's body, in hexadecimal digits. */
export function bodyDigest(body: string): string {
    return createHash("md5").update(body).digest("hex");
}
