import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A photo of a gradient with noise, so that it neither compresses to nothing nor looks the same when it is turned. */
function pixels(width: number, height: number): sharp.Sharp {
    const data = Buffer.alloc(width * height * 3);
    for (let at = 0; at < data.length; at += 3) {
        const pixel = at / 3;
        data[at] = Math.floor(((pixel % width) / width) * 255);
        data[at + 1] = Math.floor((Math.floor(pixel / width) / height) * 255);
        data[at + 2] = (pixel * 7919) % 256;
    }
    return sharp(data, { raw: { width, height, channels: 3 } });
}

export const jpeg = (width = 1200, height = 800) => pixels(width, height).jpeg().toBuffer();
export const png = (width = 900, height = 900) => pixels(width, height).png().toBuffer();
export const webp = (width = 400, height = 300) => pixels(width, height).webp().toBuffer();

/** A photo as a phone held upright takes it: turned by its metadata, which also say where it was taken. */
export function phonePhoto(): Promise<Buffer> {
    return pixels(1200, 800)
        .withExif({
            IFD0: { Make: "Gatehouse", Orientation: "6" },
            IFD3: {
                GPSLatitudeRef: "N",
                GPSLatitude: "48/1 8/1 0/1",
                GPSLongitudeRef: "E",
                GPSLongitude: "11/1 34/1 0/1",
            },
        })
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer();
}

/** A PNG whose header promises pixels that are missing: a few bytes that would decode to much memory. */
export const pngOfSize = (width: number, height: number) => blackPng(width, height, Buffer.alloc(1024));

/** A bomb: a complete PNG in one color, whose file is a thousand times smaller than its pixels. */
export const bomb = (side: number) => blackPng(side, side, Buffer.alloc(side * (Math.ceil(side / 8) + 1)));

// One bit per pixel, without a palette.
function blackPng(width: number, height: number, rows: Buffer): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([1, 0, 0, 0, 0], 8);
    return Buffer.concat([
        Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
        chunk("IHDR", header),
        chunk("IDAT", deflateSync(rows)),
        chunk("IEND", Buffer.alloc(0)),
    ]);
}

function chunk(type: string, data: Buffer): Buffer {
    const content = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(4);
    frame.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(content));
    return Buffer.concat([frame, content, sum]);
}
