import { type Method, type Operation, type RequestBody, type RequestValidation, requestValidations } from "../document";
import { type FileLine, type Place, quote } from "../problem";
import { type CacheSubject, cacheKeyParameters } from "./cache-keys";
import { readContent } from "./content";
import { freshness, validation } from "./extensions";
import { declaredParameters, publishedParameters } from "./parameters";
import type { PublishedPath } from "./published-path";
import { hasMediaTypeChoice, readResponses } from "./responses";
import type { SecuritySchemes } from "./security";
import { serverPath } from "./servers";
import type { DocumentSource } from "./source";
import { readTags, readText } from "./text";

const operationKeys = [
    ..."operationId summary description tags parameters requestBody responses security servers callbacks".split(" "),
    ...["deprecated", "externalDocs", freshness, validation],
];

/** The document that an operation belongs to. */
export interface OperationContext {
    readonly source: DocumentSource;
    readonly schemes: SecuritySchemes;
    /** Finds the line where a place of the document is written. */
    readonly lineOf: (at: Place) => FileLine;
}

/** Reads the operation of a method of one of the path items of a path. */
export function readOperation(
    { source, schemes, lineOf }: OperationContext,
    path: PublishedPath,
    item: Place,
    method: Method,
): Operation {
    const at = [...item, method];
    source.checkKeys(at, operationKeys);
    const lists = [...path.items, at].map((owner) => [...owner, "parameters"]);
    const declared = declaredParameters(source, lists);
    const published = publishedParameters(source, at, path, declared);
    const { security, needsKeyAndToken, credentials, isOpen } = schemes.read(at);
    const volatile = readFreshness(source, at);
    const validated = readValidation(source, at);
    const subject: CacheSubject = {
        operation: at,
        path: path.at,
        declared,
        published,
        credentials,
        queryNames: path.queryNames,
        hasMediaTypeChoice: hasMediaTypeChoice(source, [...at, "responses"]),
    };
    const keyed = method === "get" && !volatile ? cacheKeyParameters(source, subject) : undefined;
    if (keyed !== undefined && isOpen)
        source.adjustForRestApi(
            [...at, "security"],
            "cached for all callers alike, with the gateway's API key only",
            "no scheme",
        );
    const requestBody = readRequestBody(source, [...at, "requestBody"]);
    reportLeftOut(source, at);
    return {
        source: lineOf(at),
        path: path.path,
        backendPath: `${serverPath(source, [at, ...[...path.items].reverse(), []])}${path.backendPath}`,
        ...(path.isGreedy && { isGreedy: true }),
        method,
        ...readText(source, at, "operationId"),
        ...readText(source, at, "summary"),
        ...readText(source, at, "description"),
        tags: readTags(source, [...at, "tags"]),
        parameters: keyed ?? published,
        ...(requestBody !== undefined && { requestBody }),
        responses: readResponses(source, [...at, "responses"]),
        ...(security !== undefined && { security }),
        ...(needsKeyAndToken && { needsKeyAndToken }),
        ...(validated !== undefined && validated !== "body-and-parameters" && { validation: validated }),
        volatile,
        cached: keyed !== undefined,
    };
}

function readFreshness(source: DocumentSource, operation: Place): boolean {
    const at = [...operation, freshness];
    const value = source.valueAt(at);
    if (value !== undefined && value !== "volatile") source.report(at, '"volatile", or no such key');
    return value === "volatile";
}

function readValidation(source: DocumentSource, operation: Place): RequestValidation | undefined {
    const at = [...operation, validation];
    const value = source.valueAt(at);
    const found = requestValidations.find((each) => each === value);
    if (value !== undefined && found === undefined)
        source.report(at, `one of ${requestValidations.map(quote).join(", ")}, or no such key`);
    return found;
}

function readRequestBody(source: DocumentSource, reference: Place): RequestBody | undefined {
    if ((source.valueAt(reference) ?? null) === null) return undefined;
    const at = source.follow(reference);
    if (at === undefined) return undefined;
    source.checkKeys(at, ["description", "content", "required"]);
    const required = source.valueAt([...at, "required"]) === true;
    return {
        required,
        ...readText(source, at, "description"),
        content: readContent(source, [...at, "content"], "request"),
    };
}

function reportLeftOut(source: DocumentSource, operation: Place): void {
    const at = [...operation, "callbacks"];
    if (source.childrenOf(at).length === 0) return;
    source.adjustForRestApi(at, "left out, as these are calls from the backend to its clients", "callbacks");
}
