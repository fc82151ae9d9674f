import type { Page, Request } from "playwright-core";
import sharp from "sharp";

/** A file as Playwright chooses it. */
export interface ChosenFile {
    readonly name: string;
    readonly mimeType: string;
    readonly buffer: Buffer;
}

/** Makes a photo: a gradient with noise, about 300 KB. */
export async function photoFile(name: string, hue: string): Promise<ChosenFile> {
    const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
    const buffer = await sharp({ create: { width: 1200, height: 900, channels: 3, background: hue, noise } })
        .tint(hue)
        .jpeg()
        .toBuffer();
    return { name, mimeType: "image/jpeg", buffer };
}

/** A file that ends in the middle, and cannot be decoded. */
export async function truncatedFile(name: string): Promise<ChosenFile> {
    const { buffer, ...file } = await photoFile(name, "#888888");
    return { ...file, buffer: buffer.subarray(0, 4000) };
}

/** Whether a request sends a form with a file. */
export const isForm = (request: Request) => (request.headers()["content-type"] ?? "").startsWith("multipart/form-data");

/** Holds the first request of a kind back until it is released. */
export async function hold(page: Page, isMeant: (request: Request) => boolean) {
    let arrived = () => {};
    let release = () => {};
    const held = new Promise<void>((done) => {
        arrived = done;
    });
    const released = new Promise<void>((done) => {
        release = done;
    });
    await page.route("**/*", async (route) => {
        if (!isMeant(route.request())) return route.fallback();
        arrived();
        await released;
        return route.fallback();
    });
    return { held, release };
}
