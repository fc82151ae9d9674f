import type { GatewayRequest, GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";
import { conditionalResponse } from "../request/conditions";
import { splitUrl } from "../request/edge-request";
import type { SiteBucket } from "../state/site-bucket";

/**
 * The response of S3 to CloudFront, which reads with origin access control. A key that the bucket does not have is a 403 as well, unless
 * the policy lets CloudFront list the bucket (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions"); so is any method
 * but GET and HEAD, for which the policy has no permission.
 * @param since when the objects were stored, in milliseconds since 1970.
 */
export function bucketResponse(request: GatewayRequest, bucket: SiteBucket, since: number): GatewayResponse {
    const { method, url } = request;
    if (!["GET", "HEAD"].includes(method)) return denied(`S3 has no permission for ${method}`);
    if (!bucket.permits.read) return denied("the bucket's policy does not let the distribution read objects");
    const key = keyOf(splitUrl(url).path);
    const object = key !== undefined && Object.hasOwn(bucket.objects, key) ? bucket.objects[key] : undefined;
    if (object === undefined) {
        if (!bucket.permits.list) return denied(`the bucket has no object "${key}", and its policy hides that`);
        return error(404, "NoSuchKey", "The specified key does not exist.", `the bucket has no object "${key}"`);
    }
    const headers: HeaderList = [
        ["Content-Type", object.contentType],
        ["Last-Modified", new Date(since).toUTCString()],
        ["ETag", object.etag],
        ...(object.cacheControl === undefined ? [] : [["Cache-Control", object.cacheControl] as const]),
        ["x-amz-server-side-encryption", "AES256"],
        ["Accept-Ranges", "bytes"],
        ["Server", "AmazonS3"],
    ];
    return conditionalResponse(request, { status: 200, headers, body: object.body });
}

function keyOf(path: string): string | undefined {
    try {
        return decodeURIComponent(path.slice(1));
    } catch (problem) {
        if (problem instanceof URIError) return undefined;
        throw problem;
    }
}

function denied(explanation: string): GatewayResponse {
    return error(403, "AccessDenied", "Access Denied", explanation);
}

function error(status: number, code: string, message: string, explanation: string): GatewayResponse {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    return {
        status,
        headers: [
            ["Content-Type", "application/xml"],
            ["Server", "AmazonS3"],
        ],
        body: Buffer.from(xml),
        explanation,
    };
}
