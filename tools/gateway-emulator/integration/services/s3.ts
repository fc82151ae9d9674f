import { createHash } from "node:crypto";
import { deniedMessage, ServiceError } from "../../../service-emulator/caller";
import { xml } from "./query-protocol";
import type { RunningBucket } from "./running-resources";
import { type LocalServices, type Service, type ServiceRequest, unsupported } from "./service";

const actions: Readonly<Record<string, string>> = {
    GET: "GetObject",
    HEAD: "GetObject",
    PUT: "PutObject",
    DELETE: "DeleteObject",
};

/** S3: objects of a bucket of the stack, or in memory (recorded: localstack, test_apigateway_s3.snapshot.json). */
export const s3: Service = async (request, services) => {
    const { target, method, role, place } = request;
    const action = actions[method];
    const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(target.text) ?? [];
    if (action === undefined || target.kind !== "path" || bucket === undefined || key === undefined)
        throw unsupported("S3", `${method} ${target.text}`);
    try {
        const bucketArn = `arn:${place.partition}:s3:::${bucket}`;
        if (!role.allows(`s3:${action}`, `${bucketArn}/${key}`))
            throw denied(request, `s3:${action}`, `${bucketArn}/${key}`);
        if (method === "PUT") return await put(request, bucket, key, services);
        if (method === "DELETE") {
            await storeOf(bucket, services).delete(key);
            return { status: 204, headers: [], body: Buffer.alloc(0) };
        }
        return await get(request, bucket, key, services);
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return errorResponse(error, method, key, services.newId());
    }
};

function storeOf(bucket: string, { running, objects, clock }: LocalServices): RunningBucket {
    return (
        running.bucket(bucket) ?? {
            get: async (key) => objects.get(`${bucket}/${key}`),
            put: async (key, { body, contentType }) => {
                const etag = `"${createHash("md5").update(body).digest("hex")}"`;
                objects.set(`${bucket}/${key}`, { body, contentType, etag, lastModified: clock() });
                return etag;
            },
            delete: async (key) => {
                objects.delete(`${bucket}/${key}`);
            },
        }
    );
}

async function put({ body, headers }: ServiceRequest, bucket: string, key: string, services: LocalServices) {
    const contentType = headers["content-type"] ?? "binary/octet-stream";
    const etag = await storeOf(bucket, services).put(key, { body, contentType });
    const details = { key, contentType };
    const content = { content: body.toString("utf8"), bytes: body.length };
    services.sent.add({ service: "s3", action: "PutObject", resource: bucket, ...content, details });
    return { status: 200, headers: [["ETag", etag]] as const, body: Buffer.alloc(0) };
}

async function get(request: ServiceRequest, bucket: string, key: string, services: LocalServices) {
    const object = await storeOf(bucket, services).get(key);
    if (object === undefined) {
        const bucketArn = `arn:${request.place.partition}:s3:::${bucket}`;
        // Who may not list the bucket does not learn which keys it has (Amazon S3 API reference, GetObject).
        if (!request.role.allows("s3:ListBucket", bucketArn)) throw denied(request, "s3:ListBucket", bucketArn);
        throw new ServiceError("NoSuchKey", "The specified key does not exist.", 404);
    }
    const override = request.query.find(([name]) => name === "response-content-type")?.[1];
    const headers = [
        ["Content-Type", override ?? object.contentType],
        ["ETag", object.etag],
        ["Last-Modified", new Date(object.lastModified).toUTCString()],
        ["Accept-Ranges", "bytes"],
    ] as const;
    return { status: 200, headers, body: request.method === "HEAD" ? Buffer.alloc(0) : object.body };
}

function denied({ role }: ServiceRequest, action: string, resource: string): ServiceError {
    return new ServiceError("AccessDenied", deniedMessage(role, action, `"${resource}"`), 403);
}

function errorResponse({ code, message, status }: ServiceError, method: string, key: string, requestId: string) {
    const error = {
        Code: code,
        Message: message,
        ...(code === "NoSuchKey" && { Key: key }),
        RequestId: requestId,
        HostId: "local",
    };
    const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml(error)}</Error>`;
    const body = Buffer.from(method === "HEAD" ? "" : text);
    return { status, headers: [["Content-Type", "application/xml"]] as const, body };
}
