import { ServiceError } from "../caller";
import { dropBody, sendText } from "../wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../wire/service-handler";
import { xmlDocument } from "../wire/xml";
import { copyObject } from "./copy-object";
import { corsHeaders, preflightHeaders } from "./cors";
import { deleteObject, deleteObjects } from "./delete-objects";
import { getObject } from "./get-object";
import { listObjects, listObjectVersions } from "./list-objects";
import type { ObjectStore } from "./object-store";
import { postObject } from "./post-object";
import { putObject } from "./put-object";
import { authenticate } from "./s3-authentication";
import { headerOf, readPath, requireAccess, type S3Call } from "./s3-call";
import { notImplemented, StorageError } from "./storage-error";

// A rejected upload may still be on its way.
const droppedBytes = 64 * 1024 * 1024;

type Operation = (call: S3Call) => Promise<void> | void;

/** Operations by method, `bucket` or `object`, and the part of the query that selects them. */
const operations: Readonly<Record<string, Operation>> = {
    "GET bucket list-type": listObjects,
    "GET bucket versions": listObjectVersions,
    "HEAD bucket": headBucket,
    "POST bucket delete": deleteObjects,
    "GET object": getObject,
    "HEAD object": getObject,
    "PUT object": (call) => (headerOf(call.request, "x-amz-copy-source") === undefined ? putObject : copyObject)(call),
    "DELETE object": deleteObject,
};

// Other parts of a query, such as `versionId`, are parameters of these operations.
const selectors = [
    ...["list-type", "versions", "delete", "uploads", "uploadId", "partNumber", "acl", "tagging", "policy", "cors"],
    ...["location", "lifecycle", "versioning", "notification", "encryption", "attributes", "legal-hold", "retention"],
    ...["torrent", "restore", "select", "website", "logging", "object-lock", "publicAccessBlock", "ownershipControls"],
];

/** The S3 API of a store, in path style. */
export function createS3Handler(store: ObjectStore, options: HandlerOptions): ServiceHandler {
    return async (request, response, path) => {
        const requestId = options.newId();
        response.setHeader("x-amz-request-id", requestId);
        response.setHeader("x-amz-id-2", requestId);
        response.setHeader("Server", "AmazonS3");
        try {
            const { bucket: name, key, query } = readPath(path);
            if (name === "") throw notImplemented("ListBuckets");
            const { method = "GET" } = request;
            const origin = headerOf(request, "origin");
            const bucket = store.bucket(name);
            const { cors } = bucket.settings;
            const given = { store, request, response, bucket, key, query, requestId };
            if (method === "OPTIONS") {
                const headers = preflightHeaders(cors, {
                    origin,
                    method: headerOf(request, "access-control-request-method"),
                    headers: headerOf(request, "access-control-request-headers"),
                    resourceType: key === "" ? "BUCKET" : "OBJECT",
                });
                return sendText(response, { status: 200, headers, body: "" });
            }
            // Errors have these headers too, so that a page can read them.
            const shared = origin && corsHeaders(cors, { origin, method, headers: [] });
            for (const [header, value] of Object.entries(shared || {})) response.setHeader(header, value);
            const selector = selectors.find((each) => query.has(each));
            if (method === "POST" && key === "" && selector === undefined) return await postObject(given, options);
            const caller = authenticate({ method, url: request.url ?? "", headers: request.headers }, options);
            const kind = [method, key === "" ? "bucket" : "object", ...(selector ? [selector] : [])].join(" ");
            const operation = operations[kind];
            if (operation === undefined) throw notImplemented(kind);
            await operation({ ...given, caller });
        } catch (error) {
            // No one is left to tell; the parts of a body are deleted by then.
            if (request.destroyed && !request.complete) return;
            if (!(error instanceof ServiceError)) throw error;
            await sendError(request, response, error, requestId);
        }
    };
}

/** HeadBucket. */
function headBucket(call: S3Call): void {
    requireAccess(call, "s3:ListBucket");
    call.response.writeHead(200);
    call.response.end();
}

async function sendError(
    request: S3Call["request"],
    response: S3Call["response"],
    error: ServiceError,
    requestId: string,
): Promise<void> {
    await dropBody(request, droppedBytes);
    if (response.destroyed || response.headersSent) return;
    const { code, message, status } = error;
    const details = error instanceof StorageError ? error.details : {};
    const ids = { RequestId: requestId, HostId: requestId };
    const body = xmlDocument("Error", { Code: code, Message: message, ...details, ...ids });
    const isHead = request.method === "HEAD";
    sendText(response, { status, headers: { "Content-Type": "application/xml" }, body: isHead ? "" : body });
}
