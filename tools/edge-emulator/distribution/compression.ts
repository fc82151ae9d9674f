import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { type GatewayResponse, type HeaderList, headerValues } from "../../gateway-emulator/http/message";
import type { Behavior } from "../state/deployed-edge";

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html; the common ones of its list of types.
const minBytes = 1000;
const maxBytes = 10_000_000;
const types =
    /^(text\/|image\/(svg\+xml|x-icon|bmp)|font\/(ttf|otf|eot)|application\/(javascript|json|xml|[\w.-]+\+(json|xml)|wasm|vnd\.ms-fontobject)(;|$|\s))/;

const compress = {
    br: promisify<Buffer, Buffer>(brotliCompress),
    gzip: promisify<Buffer, Buffer>(gzip),
} as const;

/** The content codings of a viewer's `Accept-Encoding` that a cache policy has, the best one first. */
export function preferredCodings(headers: HeaderList, codings: readonly ("br" | "gzip")[]): ("br" | "gzip")[] {
    const accepted = headerValues(headers, "accept-encoding")
        .join()
        .split(",")
        .filter((item) => !/;\s*q=0(\.0*)?\s*$/.test(item))
        .map((item) => item.split(";", 1)[0]?.trim().toLowerCase());
    return codings.filter((coding) => accepted.includes(coding));
}

/**
 * The response as CloudFront compresses it: for a behavior that does, in the first coding that the viewer accepts, from 1,000 to
 * 10,000,000 bytes of a type that is worth it. A `Vary: Accept-Encoding` is added, and the `ETag` becomes a weak one.
 */
export async function compressedForViewer(
    response: GatewayResponse,
    viewer: HeaderList,
    { compresses, cache }: Behavior,
): Promise<GatewayResponse> {
    const { status, headers, body } = response;
    const [coding] = compresses ? preferredCodings(viewer, cache.codings) : [];
    const isEncoded = headerValues(headers, "content-encoding").length > 0;
    const type = headerValues(headers, "content-type")[0] ?? "";
    if (coding === undefined || isEncoded || status !== 200 || !types.test(type)) return response;
    if (body.length < minBytes || body.length > maxBytes) return response;
    const weak = headers.map(([name, value]) =>
        name.toLowerCase() === "etag" && !value.startsWith("W/")
            ? ([name, `W/${value}`] as const)
            : ([name, value] as const),
    );
    return {
        ...response,
        headers: [...weak, ["Content-Encoding", coding], ["Vary", "Accept-Encoding"]],
        body: await compress[coding](body),
    };
}
