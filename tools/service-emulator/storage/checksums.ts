import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** Checksums that the emulator computes; S3 has CRC64NVME too. */
export const checksumAlgorithms = ["crc32", "crc32c", "sha1", "sha256"] as const;

/** The name of a checksum in lower case, as in the header `x-amz-checksum-sha256`. */
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** A checksum that is computed piece by piece. */
export interface RunningChecksum {
    readonly update: (chunk: Uint8Array) => void;
    /** In base64, as S3 has it. */
    readonly digest: () => string;
}

/** Begins a checksum. */
export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
    if (algorithm === "crc32") return cyclic((chunk, before) => crc32(chunk, before));
    if (algorithm === "crc32c") return cyclic(crc32c);
    const hash = createHash(algorithm);
    return { update: (chunk) => hash.update(chunk), digest: () => hash.digest("base64") };
}

/** Whether a string in base64 has the length of a checksum. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
    const bytes = { crc32: 4, crc32c: 4, sha1: 20, sha256: 32 }[algorithm];
    const decoded = Buffer.from(value, "base64");
    return decoded.length === bytes && decoded.toString("base64") === value;
}

function cyclic(next: (chunk: Uint8Array, before: number) => number): RunningChecksum {
    let value = 0;
    return {
        update: (chunk) => {
            value = next(chunk, value);
        },
        digest: () => {
            const bytes = Buffer.alloc(4);
            bytes.writeUInt32BE(value);
            return bytes.toString("base64");
        },
    };
}

// Castagnoli's polynomial, reversed (RFC 3720, appendix B.4).
const table = Uint32Array.from({ length: 256 }, (_, index) => {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    return value;
});

function crc32c(chunk: Uint8Array, before: number): number {
    let value = ~before;
    for (const byte of chunk) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
    return ~value >>> 0;
}
