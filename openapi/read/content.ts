import { isDeepStrictEqual } from "node:util";
import type { Content, Json } from "../document";
import { type Place, quote } from "../problem";
import { isObject } from "../raw-value";
import { binaryMediaTypes, isRange, type JsonMediaType, jsonMediaType } from "./media-types";
import type { Direction } from "./models/model";
import { modelsOf } from "./models/models";
import { outermostOf } from "./models/references";
import { isBinarySchema } from "./schema";
import type { DocumentSource } from "./source";

interface JsonSchema extends JsonMediaType {
    readonly schema: Place;
}

/**
 * Reads the models of a body by media type. API Gateway validates JSON only: any other body has no model, and passes
 * as it is; its media type is noted if its bytes are not text.
 */
export function readContent(source: DocumentSource, at: Place, direction: Direction): Content {
    const byName = new Map<string, JsonSchema[]>();
    for (const mediaType of source.childrenOf(at)) {
        const json = readMediaType(source, mediaType, direction);
        if (json !== undefined) byName.set(json.name, [...(byName.get(json.name) ?? []), json]);
    }
    const models = [...byName].flatMap(([name, schemas]): [string, Json][] => {
        const schema = mostPrecise(source, schemas);
        const model = schema && modelsOf(source).ofBody(schema, direction);
        return model === undefined ? [] : [[name, model]];
    });
    return Object.fromEntries(models) as Content;
}

function readMediaType(source: DocumentSource, at: Place, direction: Direction): JsonSchema | undefined {
    const value = source.valueAt(at) ?? {};
    const name = String(at.at(-1));
    if (!isObject(value)) {
        source.report(at, "an object");
        return undefined;
    }
    const schema = [...at, "schema"];
    const isBinary = isBinarySchema(source, schema) || (/^multipart\//i.test(name) && hasBinaryPart(source, at));
    const binaryTypes = binaryMediaTypes(name, isBinary);
    for (const type of binaryTypes) modelsOf(source).binaryMediaTypes.add(type);
    if (value.schema === undefined || value.schema === null) return undefined;
    const json = isBinary ? undefined : jsonMediaType(name);
    const models = modelsOf(source);
    if (json === undefined) {
        const change = "passes to the backend unvalidated, as API Gateway validates JSON only";
        // Bytes have nothing to validate, unlike the other parts of a form.
        const isText = binaryTypes.length === 0 || name.startsWith("multipart/");
        if (direction === "request" && isText)
            models.repeat(`body ${name}`, at, change, `a body of type ${quote(name)}`);
        return undefined;
    }
    if (isRange(name)) {
        const change = `published as "${json.name}", as API Gateway does not import ranges of media types`;
        models.repeat(`range ${name} ${direction}`, at, change, `a ${direction} of type ${quote(name)}`);
    }
    return { ...json, schema };
}

// The most specific media type applies to a body (OpenAPI 3.0.3, "Media Type Object"); of equals neither may reject it.
function mostPrecise(source: DocumentSource, schemas: readonly JsonSchema[]): Place | undefined {
    const precision = Math.max(...schemas.map((each) => each.precision));
    const candidates = schemas.filter((each) => each.precision === precision).map(({ schema }) => schema);
    const [first, ...others] = candidates;
    const isSame = (at: Place) => isDeepStrictEqual(source.valueAt(at), first && source.valueAt(first));
    const different = others.find((at) => !isSame(at));
    if (different === undefined) return first;
    const change = "published without a model, as API Gateway does not distinguish the parameters of a media type";
    source.adjustForRestApi(different, change, "another schema for the same media type");
    return undefined;
}

// A part is binary by its schema, that of its items, or the content type of its encoding.
function hasBinaryPart(source: DocumentSource, mediaType: Place): boolean {
    const encodings = source.childrenOf([...mediaType, "encoding"]).map((at) => source.valueAt([...at, "contentType"]));
    const isBinaryType = (type: unknown) =>
        typeof type === "string" && type.split(",").some((each) => binaryMediaTypes(each, false).length > 0);
    if (encodings.some(isBinaryType)) return true;
    const references = modelsOf(source).references;
    const pending: Place[] = [[...mediaType, "schema"]];
    const seen = new Set<string>();
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const key = JSON.stringify(at);
        if (seen.has(key)) continue;
        seen.add(key);
        const target = references.find(at, outermostOf(at));
        if (target !== undefined) pending.push(target);
        for (const keyword of ["allOf", "anyOf", "oneOf"]) pending.push(...source.childrenOf([...at, keyword]));
        for (const property of source.childrenOf([...at, "properties"])) {
            if (isBinarySchema(source, property) || isBinarySchema(source, [...property, "items"])) return true;
        }
    }
    return false;
}
