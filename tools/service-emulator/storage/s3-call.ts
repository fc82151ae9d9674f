import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "../caller";
import { queryOf } from "../wire/canonical-request";
import { sendText } from "../wire/request-body";
import { type XmlContent, xmlDocument } from "../wire/xml";
import type { Bucket } from "./bucket";
import type { Cause } from "./event-record";
import type { ObjectStore } from "./object-store";
import { StorageError } from "./storage-error";

/** A request to S3 by a caller whose signature is verified. */
export interface S3Call {
    readonly store: ObjectStore;
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly bucket: Bucket;
    /** Empty for a request to the bucket. */
    readonly key: string;
    readonly query: ReadonlyMap<string, string>;
    readonly caller: Caller;
    readonly requestId: string;
}

/** The bucket, key and query of a path in path style; names are decoded, and a query without `=` has an empty value. */
export function readPath(path: string): { bucket: string; key: string; query: ReadonlyMap<string, string> } {
    const [, bucket = "", key = ""] = /^\/?([^/?]*)(?:\/([^?]*))?/.exec(path) ?? [];
    try {
        return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key), query: new Map(queryOf(path)) };
    } catch (error) {
        if (error instanceof URIError) throw new StorageError("InvalidURI", "Couldn't parse the specified URI.", 400);
        throw error;
    }
}

/**
 * Checks that the caller may do something with an object, or without a key with the bucket.
 * @throws {StorageError} AccessDenied.
 */
export function requireAccess(
    { caller, bucket, key }: Pick<S3Call, "caller" | "bucket" | "key">,
    action: string,
): void {
    const resource = key === "" ? bucket.arn : `${bucket.arn}/${key}`;
    if (!caller.allows(action, resource)) throw denied(caller, action, resource);
}

/** The error for an action that no policy allows. Unlike other services, S3 has quotation marks around the resource (many public logs). */
export function denied({ arn }: Caller, action: string, resource: string): StorageError {
    return new StorageError(
        "AccessDenied",
        `User: ${arn} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
        403,
    );
}

/** One value of a header; undefined without the header. */
export function headerOf({ headers }: Pick<IncomingMessage, "headers">, name: string): string | undefined {
    const value = headers[name];
    return Array.isArray(value) ? value.join(",") : value;
}

/** The cause of a call's events. */
export function causeOf({ caller, request, requestId }: Pick<S3Call, "caller" | "request" | "requestId">): Cause {
    const name = caller.arn.split("/").slice(1).join(":");
    return { principalId: `AWS:${name}`, sourceIpAddress: request.socket.remoteAddress ?? "", requestId };
}

/** Sends a response in XML. */
export function sendXml(response: ServerResponse, root: string, content: XmlContent): void {
    const body = xmlDocument(root, content, "http://s3.amazonaws.com/doc/2006-03-01/");
    sendText(response, { status: 200, headers: { "Content-Type": "application/xml" }, body });
}

/** A time in the form of S3's XML. */
export function isoTime(millis: number): string {
    return new Date(millis).toISOString();
}
