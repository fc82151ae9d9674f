import { extname } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** A file of a site. */
export interface SiteFile {
    /** Path below the site, such as `assets/main-K7HYCNYP.js`. */
    readonly path: string;
    /** The file on this machine. */
    readonly source: string;
    /** SHA-256 of its content, in hexadecimal. */
    readonly sha256: string;
}

const text = (type: string) => `${type}; charset=utf-8`;

const types: Readonly<Record<string, string>> = {
    ".avif": "image/avif",
    ".css": text("text/css"),
    ".gif": "image/gif",
    ".htm": text("text/html"),
    ".html": text("text/html"),
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": text("text/javascript"),
    ".json": "application/json",
    ".map": "application/json",
    ".md": text("text/markdown"),
    ".mjs": text("text/javascript"),
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": text("text/plain"),
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
};

/** The content type of a file by its extension; `application/octet-stream` for an unknown one. */
export const contentType = (path: string): string => types[extname(path).toLowerCase()] ?? "application/octet-stream";

// Strict, because browsers keep a file for a year if its name is taken for hashed by mistake. The opposite mistake costs a request.
const hashedNames = [
    // esbuild: 8 letters and digits in base 32.
    /[-.][A-Z2-7]{8}(\.[a-z0-9]+)+$/,
    // webpack, Parcel and others: 8 or more hexadecimal digits, of both kinds.
    /[-.](?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}(\.[a-z0-9]+)+$/,
    // Vite: 8 letters and digits in base 64, in its own folder.
    /(^|\/)assets\/[^/]+-(?=[\w-]*[0-9])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{8}(\.[a-z0-9]+)+$/,
];

/** Whether a file's name has a hash of its content, as esbuild, Vite and webpack write it, so that its content never changes. */
export const isHashed = (path: string): boolean => hashedNames.some((pattern) => pattern.test(path));

const isPage = (path: string) => contentType(path) === types[".html"];

/** Cache-Control of a file: a year if its name has a hash; otherwise caches revalidate it at S3 before each use. */
export const cacheControl = (path: string): string =>
    isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache";

/**
 * Creates an object for each file. A page is written after everything that it may refer to; the engine deletes the objects of a
 * former build at the end of the update, after that.
 * @param bucket name of the bucket.
 * @returns the objects.
 */
export function createObjects(
    bucket: pulumi.Input<string>,
    files: readonly SiteFile[],
    parent: pulumi.Resource,
): readonly pulumi.Resource[] {
    const create = ({ path, source, sha256 }: SiteFile, dependsOn: readonly pulumi.Resource[]) =>
        new aws.s3.BucketObjectv2(
            `site/${path}`,
            {
                bucket,
                key: path,
                source: new pulumi.asset.FileAsset(source),
                // The ETag of a large object is no hash of its content.
                sourceHash: sha256,
                contentType: contentType(path),
                cacheControl: cacheControl(path),
            },
            { parent, dependsOn: [...dependsOn] },
        );
    const others = files.filter(({ path }) => !isPage(path)).map((file) => create(file, []));
    const index = files.filter(({ path }) => path === "index.html").map((file) => create(file, others));
    const pages = files
        .filter(({ path }) => isPage(path) && path !== "index.html")
        // Dependent on index.html alone, which depends on all others: a list of all files for each page would be long.
        .map((file) => create(file, index));
    return [...others, ...index, ...pages];
}
