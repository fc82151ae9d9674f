import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import type { TestPhoto } from "./test-photos";

const uploadForm = z.object({
    photoId: z.string(),
    url: z.string(),
    fields: z.record(z.string(), z.string()),
});

/** Where photos are uploaded. */
export interface UploadTarget {
    /** URL of the API at its stage, such as `http://127.0.0.1:8080/Test/photos`. */
    readonly url: string;
    readonly key: string;
    readonly signal: AbortSignal;
}

/** What has become of an upload. */
export interface Upload {
    readonly photo: TestPhoto;
    readonly photoId: string;
    /** Time in milliseconds at which the store had the photo. */
    readonly storedAt: number;
    /** How often the gateway or the store had to be asked again. */
    readonly repeated: number;
}

/** Attempts of a request that a throttle or a killed process ends. */
const attempts = 8;

/**
 * Uploads a photo as a client does: asks the API for a form, and sends the photo to the store with it.
 * @throws {Error} with the response if one of them rejects it.
 */
export async function uploadPhoto(photo: TestPhoto, target: UploadTarget): Promise<Upload> {
    const { contentType, index } = photo;
    const requested = await repeatedly(target.signal, () =>
        fetch(`${target.url}/uploads`, {
            method: "POST",
            headers: { "content-type": "application/json", "x-api-key": target.key },
            body: JSON.stringify({ contentType, fileName: `photo-${index}.jpg` }),
            signal: target.signal,
        }),
    );
    const { photoId, url, fields } = uploadForm.parse(await requested.response.json());
    const sent = await repeatedly(target.signal, () => {
        const form = new FormData();
        for (const [name, value] of Object.entries(fields)) form.append(name, value);
        // The file is the last field (Amazon S3 user guide, "POST Object").
        form.append("file", new Blob([new Uint8Array(photo.bytes)], { type: contentType }), `photo-${index}`);
        return fetch(url, { method: "POST", body: form, signal: target.signal });
    });
    await sent.response.arrayBuffer();
    return { photo, photoId, storedAt: Date.now(), repeated: requested.repeated + sent.repeated };
}

async function repeatedly(
    signal: AbortSignal,
    call: () => Promise<Response>,
): Promise<{ readonly response: Response; readonly repeated: number }> {
    for (let repeated = 0; ; repeated++) {
        const response = await call();
        if (response.ok) return { response, repeated };
        const text = await response.text();
        const isTransient = response.status === 429 || response.status >= 500;
        if (!isTransient || repeated + 1 >= attempts)
            throw new Error(`POST ${new URL(response.url).pathname}: ${response.status} ${text.slice(0, 500)}`);
        await setTimeout(50 * 2 ** repeated, undefined, { signal });
    }
}

/** Calls a function for each number from 0 to below `count`, a limited number of them at once. */
export async function inParallel(
    count: number,
    parallel: number,
    act: (index: number) => Promise<void>,
): Promise<void> {
    let next = 0;
    const lane = async () => {
        while (next < count) await act(next++);
    };
    await Promise.all(Array.from({ length: Math.min(parallel, count) }, lane));
}
