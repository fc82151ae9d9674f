/** Maximum size of a frame in bytes (apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table). */
export const maxFrame = 32 * 1024;

/** Maximum size of a message in bytes (the same table). */
export const maxMessage = 128 * 1024;

// Two bytes, up to eight for the length, four for the mask (RFC 6455, 5.2).
const longestHeader = 14;

/**
 * Finds a frame that is too long in the bytes that a client sends: ws checks only the size of messages.
 */
export class FrameSizes {
    private header = Buffer.alloc(0);
    // Bytes of the payload that are still to come.
    private rest = 0;

    /** Reads more bytes. @returns whether a frame longer than the maximum has begun. */
    isTooLong(bytes: Buffer): boolean {
        let position = 0;
        while (position < bytes.length) {
            if (this.rest > 0) {
                const skipped = Math.min(this.rest, bytes.length - position);
                this.rest -= skipped;
                position += skipped;
                continue;
            }
            const missing = longestHeader - this.header.length;
            const before = this.header.length;
            this.header = Buffer.concat([this.header, bytes.subarray(position, position + missing)]);
            const frame = readHeader(this.header);
            if (frame === undefined) return false;
            if (frame.payloadLength > maxFrame) return true;
            position += frame.headerLength - before;
            this.rest = frame.payloadLength;
            this.header = Buffer.alloc(0);
        }
        return false;
    }
}

function readHeader(bytes: Buffer): { readonly headerLength: number; readonly payloadLength: number } | undefined {
    if (bytes.length < 2) return undefined;
    const maskLength = (bytes.readUInt8(1) & 0x80) === 0 ? 0 : 4;
    const short = bytes.readUInt8(1) & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const headerLength = 2 + lengthBytes + maskLength;
    if (bytes.length < headerLength) return undefined;
    if (lengthBytes === 0) return { headerLength, payloadLength: short };
    const payloadLength = lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    return { headerLength, payloadLength };
}
