import { createHash } from "node:crypto";
import { methodPath } from "./method-path";
import { isObject, valueAt } from "./raw-value";
import { readRestApiBody } from "./rest-api-body";

/** A body together with the settings of its REST API that a deployment is a snapshot of. */
export interface Snapshot {
    /** The OpenAPI document that API Gateway imports, as text. */
    readonly body: string;
    /** The settings as JSON text, in the order in which they are hashed. */
    readonly settings: string;
}

/** Form of a snapshot's name, which completes "want …" in a message. */
export const snapshotNameForm = "the name of a snapshot: 12 hexadecimal digits";

/** A snapshot's name: the first 12 digits of its hash. */
export const snapshotNamePattern = /^[0-9a-f]{12}$/;

/** SHA-256 of a snapshot in hexadecimal digits: the trigger of its deployment. */
export function snapshotHash({ body, settings }: Snapshot): string {
    return createHash("sha256").update(body).update(settings).digest("hex");
}

/** The name of the snapshot with a hash. */
export function snapshotName(hash: string): string {
    return hash.slice(0, 12);
}

/** The content of a snapshot's file. Equal snapshots have equal files, and a change of a body is one of a few lines. */
export function snapshotFile({ body, settings }: Snapshot): string {
    const document: unknown = JSON.parse(body);
    const isReproducible = JSON.stringify(document) === body;
    const content = { settings: JSON.parse(settings) as unknown, body: isReproducible ? document : body };
    return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads a snapshot's file; undefined for text of another form. Its hash tells whether it was changed. */
export function parseSnapshotFile(text: string): Snapshot | undefined {
    const content = parseJson(text);
    if (!isObject(content) || !isObject(content.settings)) return undefined;
    const { body, settings } = content;
    if (typeof body !== "string" && !isObject(body)) return undefined;
    return { body: typeof body === "string" ? body : JSON.stringify(body), settings: JSON.stringify(settings) };
}

/**
 * The GET operations of a body that a stage must not cache, as MethodSettings spells them: those that are marked as volatile, those
 * whose responses may depend on a parameter outside the cache key, and those that are uncached in another body.
 * @param body body that API Gateway imports, as JSON text.
 * @param known method paths that are not cached in another body of the same API.
 */
export function uncachedIn(body: string, known: readonly string[]): string[] {
    const document: unknown = JSON.parse(body);
    const operations = readRestApiBody(body)?.operations ?? [];
    return operations
        .filter(({ method }) => method === "GET")
        .filter(({ path, parameters, integration }) => {
            const isVolatile = valueAt(document, ["paths", path, "get", "x-content-freshness"]) === "volatile";
            const keys = Array.isArray(integration.cacheKeyParameters) ? integration.cacheKeyParameters : [];
            const isShared = parameters.some(({ name }) => !keys.some((key) => String(key).endsWith(`.${name}`)));
            return isVolatile || isShared || known.includes(methodPath(path, "get"));
        })
        .map(({ path }) => methodPath(path, "get"));
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
