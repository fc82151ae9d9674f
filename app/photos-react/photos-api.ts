/** A photo as the API returns it. */
export interface Photo {
    readonly photoId: string;
    /** A photo whose deletion was interrupted is still `deleting`. */
    readonly status: "requested" | "uploaded" | "ready" | "failed" | "deleting";
    /** Names of its images: thumbnails by their longest side, and filtered ones by their filter. */
    readonly images: readonly string[];
    /** Why it failed. */
    readonly reason?: string;
    readonly fileName?: string;
    readonly uploadedAt: string;
}

/** A signed form, with which a browser sends a photo to the bucket. */
export interface UploadForm {
    readonly photoId: string;
    readonly url: string;
    readonly fields: Readonly<Record<string, string>>;
}

/** The filters that the API has. */
export const filters = ["grayscale", "sepia", "blur", "sharpen"] as const;

/** The name of a filter. */
export type Filter = (typeof filters)[number];

/** A run of filters as the API returns it. */
export interface FilterRun {
    readonly runId: string;
    readonly status: "running" | "succeeded" | "failed";
    /** Why it failed. */
    readonly reason?: string;
}

/** The API wants a key, or another one. */
export class KeyError extends Error {}

/** The API for one key. */
export class PhotosApi {
    private constructor(
        private readonly path: string,
        readonly key: string,
    ) {}

    /** Finds the path that the APIs are below on the same host, from `site.json`. */
    static async find(key: string): Promise<PhotosApi> {
        // Browsers do not send any other character in a header.
        if (!/^[\x21-\x7e]+$/.test(key)) throw new KeyError("no API key");
        const response = await fetch("/site.json");
        const settings = (await response.json()) as { readonly apiPath?: string };
        return new PhotosApi(settings.apiPath ?? "", key);
    }

    /** The newest photos. */
    async list(): Promise<readonly Photo[]> {
        const response = await this.call("GET", "/all?limit=50");
        const { photos } = (await response.json()) as { readonly photos: readonly Photo[] };
        return photos;
    }

    /** A photo; undefined if it was deleted. */
    async get(photoId: string): Promise<Photo | undefined> {
        const response = await this.call("GET", `/${photoId}`, undefined, [404]);
        return response.status === 404 ? undefined : ((await response.json()) as Photo);
    }

    /** One image of a photo. */
    async image(photoId: string, name: string, signal: AbortSignal): Promise<Blob> {
        return (await this.call("GET", `/${photoId}/images/${name}`, { signal })).blob();
    }

    /** Asks for the form with which a file is uploaded. */
    async requestUpload({ name, size, type }: File): Promise<UploadForm> {
        const body = JSON.stringify({ contentType: type, bytes: size, fileName: name });
        return (await (await this.call("POST", "/uploads", { body })).json()) as UploadForm;
    }

    /** Starts a filter; returns the run, whose id the announcement of its end has, or an earlier one that has ended. */
    async applyFilter(photoId: string, filter: Filter): Promise<FilterRun> {
        const body = JSON.stringify({ filters: [filter] });
        return (await (await this.call("POST", `/${photoId}/filters`, { body })).json()) as FilterRun;
    }

    /** A run of filters; undefined if the photo was deleted, or the run has started a moment ago. */
    async filterRun(photoId: string, runId: string): Promise<FilterRun | undefined> {
        const response = await this.call("GET", `/${photoId}/filters/${runId}`, undefined, [404]);
        return response.status === 404 ? undefined : ((await response.json()) as FilterRun);
    }

    /** Deletes a photo and all of its images. */
    async delete(photoId: string): Promise<void> {
        await this.call("DELETE", `/${photoId}`, undefined, [404]);
    }

    /** The address of the WebSocket that tells what happens to photos. */
    async channel(): Promise<string> {
        const { url } = (await (await this.call("GET", "/channel")).json()) as { readonly url: string };
        return url;
    }

    private async call(method: string, path: string, init: RequestInit = {}, accepted: readonly number[] = []) {
        const headers = {
            "x-api-key": this.key,
            // API Gateway returns the bytes only to a client whose first type is the image's own, and Base64 to one of image/*.
            accept: path.includes("/images/") ? "image/webp" : "application/json",
            ...(init.body !== undefined && { "content-type": "application/json" }),
        };
        const response = await fetch(`${this.path}/photos${path}`, { ...init, method, headers });
        // API Gateway responds with 403 without a valid key, an authorizer with 401.
        if (response.status === 401 || response.status === 403) throw new KeyError(`${response.status}`);
        if (!response.ok && !accepted.includes(response.status)) throw new Error(await problemOf(response));
        return response;
    }
}

async function problemOf(response: Response): Promise<string> {
    const body = (await response.json().catch(() => undefined)) as { readonly message?: string } | undefined;
    return body?.message ?? `The API returned ${response.status}.`;
}
