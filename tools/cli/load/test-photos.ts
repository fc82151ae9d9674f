import { deflateSync } from "node:zlib";
import { sample } from "./random";

/** Why a photo cannot become a thumbnail. */
export type Poison = "truncated" | "wrong type" | "decompression bomb" | "100 megapixels";

/** A photo to upload. */
export interface TestPhoto {
    readonly index: number;
    readonly bytes: Buffer;
    readonly contentType: "image/jpeg" | "image/png";
    /** Undefined for a good one. */
    readonly poison: Poison | undefined;
}

const poisons: readonly Poison[] = ["truncated", "wrong type", "decompression bomb", "100 megapixels"];

// Width and height in pixels.
const sizes = [
    [1600, 1200],
    [1200, 1600],
    [2000, 1000],
    [900, 900],
] as const;

/** Makes photos: from a few images, of which each upload has other bytes, and among them poisoned ones at random places. */
export class TestPhotos {
    private readonly poisonAt: ReadonlyMap<number, Poison>;

    private constructor(
        private readonly good: readonly Buffer[],
        private readonly poisoned: Readonly<Record<Poison, Buffer>>,
        args: { readonly photos: number; readonly poisoned: number; readonly random: () => number },
    ) {
        const places = sample(args.poisoned, args.photos, args.random);
        this.poisonAt = new Map(places.map((place, index) => [place, poisons[index % poisons.length] ?? "truncated"]));
    }

    /** Draws the images, which takes a second or two. */
    static async make(args: {
        readonly photos: number;
        readonly poisoned: number;
        readonly random: () => number;
    }): Promise<TestPhotos> {
        // Loaded late, as are all libraries with binaries.
        const { default: sharp } = await import("sharp");
        const draw = async (width: number, height: number) => {
            const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
            const background = { r: 90, g: 120, b: 160 };
            const image = sharp({ create: { width, height, channels: 3, background, noise } });
            return image.blur(3).jpeg({ quality: 85 }).toBuffer();
        };
        const good = await Promise.all(sizes.map(([width, height]) => draw(width, height)));
        const [first = Buffer.alloc(0)] = good;
        const white = { r: 255, g: 255, b: 255 };
        const huge = sharp({ create: { width: 10_001, height: 10_000, channels: 3, background: white } });
        const poisoned = {
            truncated: first.subarray(0, first.length / 2),
            "wrong type": Buffer.from("<html><body>This is no photo.</body></html>"),
            "decompression bomb": bomb(20_000),
            "100 megapixels": await huge.jpeg({ quality: 40 }).toBuffer(),
        };
        return new TestPhotos(good, poisoned, args);
    }

    /** The photo of an upload. */
    photo(index: number): TestPhoto {
        const poison = this.poisonAt.get(index);
        if (poison === undefined) {
            const base = this.good[index % this.good.length] ?? Buffer.alloc(0);
            return { index, bytes: withComment(base, `photo ${index}`), contentType: "image/jpeg", poison };
        }
        const contentType = poison === "decompression bomb" ? "image/png" : "image/jpeg";
        return { index, bytes: this.poisoned[poison], contentType, poison };
    }
}

// A comment segment behind the first marker (ITU-T T.81, B.2.4.5): other bytes, the same image.
function withComment(jpeg: Buffer, text: string): Buffer {
    const comment = Buffer.from(text);
    const head = Buffer.from([0xff, 0xfe, 0, 0]);
    head.writeUInt16BE(comment.length + 2, 2);
    return Buffer.concat([jpeg.subarray(0, 2), head, comment, jpeg.subarray(2)]);
}

// A black square with one bit for each pixel: some kilobytes that become hundreds of megabytes (W3C, PNG specification, 11.2).
function bomb(side: number): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(side, 0);
    header.writeUInt32BE(side, 4);
    header[8] = 1;
    const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side);
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([
        signature,
        chunk("IHDR", header),
        chunk("IDAT", deflateSync(rows, { level: 9 })),
        chunk("IEND", Buffer.alloc(0)),
    ]);
}

function chunk(type: string, data: Buffer): Buffer {
    const content = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(content), 4);
    return Buffer.concat([frame.subarray(0, 4), content, frame.subarray(4)]);
}

// The same specification, annex D; Node 20 has no function for it.
function crc32(bytes: Buffer): number {
    let crc = 0xffff_ffff;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
    }
    return (crc ^ 0xffff_ffff) >>> 0;
}
