import { isObject } from "../raw-value";
import type { RawObject } from "../rest-api-body";
import { type ClientDocument, serverUrl } from "./client-document";
import { exampleValue } from "./example-value";

/**
 * A Postman collection of the same operations (schema.postman.com, version 2.1.0), with a folder for the first segment of their paths.
 * The variable `baseUrl` has the first server's URL; each security scheme has a variable of its name for its credential, without a value.
 * The same document gives the same collection.
 */
export function postmanCollection(document: ClientDocument): RawObject {
    const { info, servers, paths, components } = document;
    const folders = new Map<string, RawObject[]>();
    for (const [path, item] of Object.entries(paths)) {
        const [, first = ""] = path.split("/");
        const folder = first.startsWith("{") ? "" : first;
        const requests = Object.entries(item).map(([method, operation]) =>
            requestItem(method, path, operation, document),
        );
        folders.set(folder, [...(folders.get(folder) ?? []), ...requests]);
    }
    const schemes = Object.entries(components.securitySchemes ?? {}).filter(([, scheme]) => !isSignature(scheme));
    return {
        info: {
            name: info.title,
            ...(info.description !== undefined && { description: info.description }),
            schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        item: [...folders].flatMap(([name, item]) => (name === "" ? item : [{ name, item }])),
        variable: [
            { key: "baseUrl", value: servers[0] === undefined ? "" : serverUrl(servers[0]) },
            ...schemes.map(([key]) => ({ key, value: "" })),
        ],
    };
}

function requestItem(method: string, path: string, operation: RawObject, { components }: ClientDocument): RawObject {
    const parameters = listOf(operation.parameters);
    const credentials = credentialsOf(operation, components.securitySchemes ?? {});
    const placed = (place: string) => parameters.filter((parameter) => parameter.in === place);
    const body = jsonBody(operation.requestBody);
    const query = [...placed("query").map(optional), ...credentials.query];
    const variable = placed("path").map(({ name, description = "" }) => ({ key: name, value: "", description }));
    return {
        name: operation.summary ?? `${method.toUpperCase()} ${path}`,
        request: {
            method: method.toUpperCase(),
            ...(operation.description !== undefined && { description: operation.description }),
            header: [
                ...credentials.header,
                ...placed("header").map(optional),
                ...(body === undefined ? [] : [{ key: "Content-Type", value: body.mediaType }]),
            ],
            url: {
                raw: `{{baseUrl}}${segmentsOf(path)
                    .map((segment) => `/${segment}`)
                    .join("")}`,
                host: ["{{baseUrl}}"],
                path: segmentsOf(path),
                ...(query.length > 0 && { query }),
                ...(variable.length > 0 && { variable }),
            },
            ...(body !== undefined && {
                body: {
                    mode: "raw",
                    raw: JSON.stringify(exampleValue(body.schema, components.schemas ?? {}), undefined, 2),
                    options: { raw: { language: "json" } },
                },
            }),
            ...credentials.auth,
        },
    };
}

// Postman writes a variable of the path as `:name`.
function segmentsOf(path: string): string[] {
    return path
        .split("/")
        .slice(1)
        .filter((segment) => segment !== "")
        .map((segment) => segment.replace(/^\{(.+?)\+?\}$/, ":$1"));
}

function optional({ name, description = "", required }: RawObject): RawObject {
    return { key: name, value: "", description, ...(required !== true && { disabled: true }) };
}

function credentialsOf({ security }: RawObject, schemes: Readonly<Record<string, RawObject>>) {
    const [requirement = {}] = listOf(security);
    const names = Object.keys(requirement);
    const placed = (place: string) =>
        names.flatMap((name) => {
            const scheme = schemes[name] ?? {};
            if (isSignature(scheme)) return [];
            const { key, in: where, value } = credentialOf(name, scheme);
            return where === place ? [{ key, value }] : [];
        });
    const isSigned = names.some((name) => isSignature(schemes[name] ?? {}));
    return { header: placed("header"), query: placed("query"), auth: isSigned ? { auth: signature } : {} };
}

function credentialOf(name: string, scheme: RawObject) {
    if (scheme.type === "http") return { key: "Authorization", in: "header", value: `Bearer {{${name}}}` };
    return { key: scheme.name, in: scheme.in, value: `{{${name}}}` };
}

const signature = {
    type: "awsv4",
    awsv4: [
        { key: "service", value: "execute-api", type: "string" },
        ...["accessKey", "secretKey", "sessionToken", "region"].map((key) => ({
            key,
            value: `{{${key}}}`,
            type: "string",
        })),
    ],
};

function isSignature({ description }: RawObject): boolean {
    return String(description).startsWith("AWS Signature Version 4");
}

function jsonBody(requestBody: unknown): { mediaType: string; schema: unknown } | undefined {
    const content = isObject(requestBody) && isObject(requestBody.content) ? requestBody.content : {};
    const [mediaType] = ["application/json", ...Object.keys(content)].filter((type) => content[type] !== undefined);
    if (mediaType === undefined) return undefined;
    const media = content[mediaType];
    return { mediaType, schema: isObject(media) ? media.schema : undefined };
}

function listOf(value: unknown): RawObject[] {
    return Array.isArray(value) ? value.filter(isObject) : [];
}
