import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

/** SHA-256 for the SDK's signer, which takes the hash function of its platform. */
export class Sha256 {
    private readonly hash: Hash | Hmac;

    constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
        this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytes(secret));
    }

    update(chunk: string | ArrayBuffer | ArrayBufferView): void {
        this.hash.update(bytes(chunk));
    }

    async digest(): Promise<Uint8Array> {
        return this.hash.digest();
    }

    reset(): void {
        throw new Error("not needed to sign");
    }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Buffer {
    if (typeof data === "string") return Buffer.from(data);
    return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);
}
