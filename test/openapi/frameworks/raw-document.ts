import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

/** An operation of a document, read without any of the product's code. */
export interface DocumentOperation {
    /** In upper case. */
    readonly method: string;
    /** Path in the document, for example `/items/{item_id}`. */
    readonly path: string;
    /** Matches the operation's paths, with the server's path and every slash of the document. */
    readonly pattern: RegExp;
    readonly required: readonly { readonly place: "query" | "header"; readonly name: string }[];
    /** Media types that a request may have; absent: any. */
    readonly mediaTypes?: readonly string[];
    /** Headers, in lower case, that may hold the caller's credentials. */
    readonly credentials: readonly string[];
    readonly needsCredentials: boolean;
    /** Names of the header parameters, in lower case. */
    readonly headers: readonly string[];
    /** Status of a successful response. */
    readonly status: number;
    /** Media type of the file that the operation returns; absent if it returns none. */
    readonly fileType?: string;
}

const object = z.record(z.string(), z.unknown()).catch({});
type RawObject = z.output<typeof object>;
const list = z.array(z.unknown()).catch([]);
const text = z.string().catch("");

/** Reads the operations of an OpenAPI 2.0, 3.0 or 3.1 document; a path that others match too comes before them. */
export function operationsIn(file: string): DocumentOperation[] {
    const root = object.parse(parse(readFileSync(file, "utf8")));
    const operations = Object.entries(object.parse(root.paths)).flatMap(([path, item]) =>
        Object.entries(object.parse(item))
            .filter(([method]) => /^(get|put|post|delete|patch)$/.test(method))
            .map(([method, operation]) => read(root, path, method, object.parse(operation))),
    );
    const variables = ({ path }: DocumentOperation) => path.split("{").length;
    return operations.sort((a, b) => variables(a) - variables(b));
}

function read(root: RawObject, path: string, method: string, operation: RawObject): DocumentOperation {
    const isSwagger = root.swagger === "2.0";
    const prefix = isSwagger ? text.parse(root.basePath) : serverPath(root);
    const parameters = list.parse(operation.parameters).map((each) => resolve(root, each));
    const requestBody = resolve(root, operation.requestBody);
    const [status = "200", response] =
        Object.entries(object.parse(operation.responses)).find(([code]) => code.startsWith("2")) ?? [];
    const files = fileTypes(resolve(root, response), isSwagger ? list.parse(operation.produces) : undefined);
    const security = list.parse(operation.security ?? root.security).map((each) => Object.keys(object.parse(each)));
    const [fileType] = files;
    const consumes = operation.consumes ?? root.consumes;
    const swaggerTypes = consumes === undefined ? undefined : list.parse(consumes).map(String);
    const mediaTypes = isSwagger ? swaggerTypes : Object.keys(object.parse(requestBody.content));
    return {
        method: method.toUpperCase(),
        path,
        pattern: new RegExp(`^${prefix}${path.replace(/\{[^}]+\}/g, "[^/]+")}$`),
        required: parameters.flatMap((each) => {
            const { in: place, name, required } = each;
            const isChecked = required === true && (place === "query" || place === "header");
            return isChecked ? [{ place, name: text.parse(name) } as const] : [];
        }),
        ...(mediaTypes !== undefined && { mediaTypes }),
        credentials: [...new Set(security.flat().map((name) => credentialHeader(root, name)))],
        needsCredentials: security.length > 0 && security.every((each) => each.length > 0),
        headers: parameters.flatMap((each) => (each.in === "header" ? [text.parse(each.name).toLowerCase()] : [])),
        status: Number(status),
        ...(fileType !== undefined && { fileType }),
    };
}

function serverPath(root: RawObject): string {
    const url = text.parse(object.parse(list.parse(root.servers)[0]).url);
    return new URL(url, "http://backend").pathname.replace(/\/$/, "");
}

function fileTypes(response: RawObject, produces: readonly unknown[] | undefined): string[] {
    if (produces !== undefined) return object.parse(response.schema).type === "file" ? produces.map(String) : [];
    return Object.entries(object.parse(response.content)).flatMap(([type, content]) =>
        object.parse(object.parse(content).schema).format === "binary" ? [type] : [],
    );
}

function credentialHeader(root: RawObject, scheme: string): string {
    const schemes = object.parse(root.securityDefinitions ?? object.parse(root.components).securitySchemes);
    const { type, in: place, name } = object.parse(schemes[scheme]);
    if (type !== "apiKey") return "authorization";
    return place === "cookie" ? "cookie" : text.parse(name).toLowerCase();
}

function resolve(root: RawObject, value: unknown): RawObject {
    const { $ref: reference, ...own } = object.parse(value);
    if (typeof reference !== "string") return own;
    return object.parse(
        reference
            .slice(2)
            .split("/")
            .reduce<unknown>((found, key) => object.parse(found)[key], root),
    );
}
