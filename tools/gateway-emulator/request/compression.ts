import { promisify } from "node:util";
import { deflate, gunzip, gzip, inflate } from "node:zlib";
import { GatewayError } from "../errors/gateway-error";
import { type GatewayRequest, type GatewayResponse, type HeaderList, headerValues } from "../http/message";
import { maxRequestBody } from "../http/rejected-requests";

// The content codings of API Gateway (developer guide, "Supported content codings"); a "deflate" body has the zlib format.
const codings = {
    gzip: { compress: promisify<Buffer, Buffer>(gzip), decompress: gunzip },
    deflate: { compress: promisify<Buffer, Buffer>(deflate), decompress: inflate },
} as const;

type Coding = keyof typeof codings;

const isCoding = (name: string): name is Coding => Object.hasOwn(codings, name);

/**
 * The request with its body as the client meant it: API Gateway decompresses the payload before validation and mapping, whether the
 * API compresses responses or not (developer guide, "Call an API method with a compressed payload"). The size that the compression
 * of responses needs is not applied to it: the guide does not, the API reference of minimumCompressionSize does.
 * @throws {GatewayError} UNSUPPORTED_MEDIA_TYPE for another coding, or a body that is not in it; REQUEST_TOO_LARGE for a body
 * that is larger than API Gateway's maximum after it.
 */
export async function decompressedRequest(request: GatewayRequest): Promise<GatewayRequest> {
    const coding = headerValues(request.headers, "content-encoding").join().trim().toLowerCase();
    if (request.body.length === 0 || coding === "" || coding === "identity") return request;
    if (!isCoding(coding)) throw unsupported(`the content coding ${coding} is none of gzip, deflate and identity`);
    return { ...request, sentBody: request.body, body: await decompressed(request.body, coding) };
}

/**
 * The response as the client receives it. It is compressed if the API has a minimum size that the body reaches, the integration has
 * not encoded it, and the coding that the client's `Accept-Encoding` prefers is one of API Gateway's; a missing header, or `*`, asks
 * for none (developer guide, "Receive an API response with a compressed payload", "Enable payload compression"). A cached
 * response is stored without compression, so that each client gets its own coding; AWS does not document that.
 * @param minimumSize in bytes; undefined if the API does not compress responses.
 */
export async function compressedResponse(
    response: GatewayResponse,
    request: GatewayRequest,
    minimumSize: number | undefined,
): Promise<GatewayResponse> {
    const { body, headers } = response;
    if (minimumSize === undefined || body.length === 0 || body.length < minimumSize) return response;
    if (headerValues(headers, "content-encoding").length > 0) return response;
    const coding = preferredCoding(request.headers);
    if (coding === undefined || !isCoding(coding)) return response;
    const compressed = await codings[coding].compress(body);
    return { ...response, headers: [...headers, ["Content-Encoding", coding]], body: compressed };
}

// The coding with the highest weight, the first of several (RFC 9110, "Accept-Encoding").
function preferredCoding(headers: HeaderList): string | undefined {
    const accepted = headerValues(headers, "accept-encoding")
        .join()
        .split(",")
        .map((item) => {
            const [name = "", ...parameters] = item.split(";").map((part) => part.trim().toLowerCase());
            const weight = parameters.find((parameter) => parameter.startsWith("q="));
            return { name, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
        })
        .filter(({ name, weight }) => name !== "" && weight > 0);
    const highest = Math.max(...accepted.map(({ weight }) => weight));
    return accepted.find(({ weight }) => weight === highest)?.name;
}

function decompressed(body: Buffer, coding: Coding): Promise<Buffer> {
    return new Promise((resolve, reject) => {
        codings[coding].decompress(body, { maxOutputLength: maxRequestBody }, (error, result) => {
            if (error === null) resolve(result);
            else if ("code" in error && error.code === "ERR_BUFFER_TOO_LARGE") reject(tooLarge());
            else reject(unsupported(`the body is not compressed with ${coding}`));
        });
    });
}

const unsupported = (explanation: string) => new GatewayError("UNSUPPORTED_MEDIA_TYPE", undefined, explanation);

const tooLarge = () => new GatewayError("REQUEST_TOO_LARGE", undefined, `the body has over ${maxRequestBody} bytes`);
