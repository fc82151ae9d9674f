import { objectOf } from "../raw-value";
import type { RawObject } from "../rest-api-body";
import { clientParameters } from "./client-parameters";
import { clientSchemes } from "./client-security";
import { reachableSchemas } from "./reachable-schemas";
import { withoutExtensions } from "./without-extensions";

/** A URL below which clients call the operations of a document; `{name}` in it is a variable. */
export interface ClientServer {
    readonly url: string;
    readonly description?: string;
    readonly variables?: Readonly<Record<string, { readonly default: string; readonly description?: string }>>;
}

/** From what a document for clients is derived. */
export interface ClientDocumentArgs {
    /** The OpenAPI 3.0 body of the REST API, as JSON. */
    readonly body: string;
    /** The URLs of the stage, the preferred one first. */
    readonly servers: readonly ClientServer[];
    /** Path of the only API that the document describes, for example `/books`: its paths are below it. Default: every API. */
    readonly basePath?: string | undefined;
}

/** An OpenAPI 3.0 document of what clients can call. */
export interface ClientDocument extends RawObject {
    readonly info: RawObject;
    readonly servers: readonly ClientServer[];
    readonly paths: Readonly<Record<string, Readonly<Record<string, RawObject>>>>;
    readonly components: {
        readonly schemas?: RawObject;
        readonly securitySchemes?: Readonly<Record<string, RawObject>>;
    };
}

/**
 * Derives an OpenAPI 3.0 document for the clients of a REST API from the body that API Gateway imported: the same names, parameters,
 * models and responses, but no extension (`x-…`), no preflight of CORS, which browsers send by themselves, and only the models and
 * security schemes that the operations use. Its form is that of an export by AWS (localstack's snapshot of GetExport,
 * test_export_oas30_openapi).
 */
export function clientDocument({ body, servers, basePath = "" }: ClientDocumentArgs): ClientDocument {
    const document = objectOf(JSON.parse(body));
    const components = objectOf(document.components);
    const schemes = Object.fromEntries(
        Object.entries(objectOf(components.securitySchemes)).map(([name, scheme]) => [
            name,
            clientSchemes(name, objectOf(scheme)),
        ]),
    );
    const paths = Object.fromEntries(
        Object.entries(objectOf(document.paths)).flatMap(([path, item]) => {
            const own = relativePath(path, basePath);
            const operations = own === undefined ? [] : operationsOf(objectOf(item), schemes);
            return own === undefined || operations.length === 0 ? [] : [[own, Object.fromEntries(operations)]];
        }),
    );
    const used = requiredSchemes(paths);
    const all = Object.entries(Object.assign({}, ...Object.values(schemes)) as Readonly<Record<string, RawObject>>);
    return {
        openapi: "3.0.1",
        info: objectOf(withoutExtensions(document.info)),
        servers: servers.map((server) => ({ ...server, url: server.url + basePath })),
        paths,
        components: {
            ...unlessEmpty(
                "schemas",
                reachableSchemas(paths, objectOf(withoutExtensions(components.schemas, "names"))),
            ),
            ...unlessEmpty("securitySchemes", Object.fromEntries(all.filter(([name]) => used.has(name)))),
        },
    };
}

/** The URL of a server with the defaults of its variables. */
export function serverUrl({ url, variables = {} }: ClientServer): string {
    return url.replaceAll(/\{(.+?)\}/g, (_, name: string) => variables[name]?.default ?? "");
}

type Schemes = Readonly<Record<string, Readonly<Record<string, RawObject>>>>;

function relativePath(path: string, basePath: string): string | undefined {
    if (path === basePath) return "/";
    return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined;
}

function operationsOf(item: RawObject, schemes: Schemes): [string, RawObject][] {
    return Object.entries(item)
        .filter(([method, operation]) => !method.startsWith("x-") && !isPreflight(method, objectOf(operation)))
        .map(([method, value]) => {
            const { parameters, ...operation } = objectOf(withoutExtensions(value));
            const requirements = requirementsOf(operation, schemes);
            return [
                method,
                {
                    ...operation,
                    ...parametersOf(parameters, requirements ?? [], schemes),
                    ...(requirements && { security: requirements }),
                },
            ];
        });
}

// The preflight that `derive/cors.ts` adds; an OPTIONS of a document has a requirement, even if it is empty.
function isPreflight(method: string, operation: RawObject): boolean {
    const { type } = objectOf(operation["x-amazon-apigateway-integration"]);
    return method === "options" && operation.security === undefined && type === "mock";
}

// A list in a requirement is of scopes, which only OAuth 2.0 and OpenID Connect have (OpenAPI 3.0.3, Security Requirement Object).
function requirementsOf({ security }: RawObject, schemes: Schemes): RawObject[] | undefined {
    if (!Array.isArray(security)) return undefined;
    return security.map((requirement) =>
        Object.fromEntries(
            Object.keys(objectOf(requirement)).flatMap((name) =>
                Object.keys(schemes[name] ?? {}).map((scheme): [string, readonly string[]] => [scheme, []]),
            ),
        ),
    );
}

function parametersOf(parameters: unknown, requirements: readonly RawObject[], schemes: Schemes): RawObject {
    const all: Readonly<Record<string, RawObject>> = Object.assign({}, ...Object.values(schemes));
    const names = requirements.flatMap((requirement) => Object.keys(requirement));
    const credentials = names.flatMap((name): RawObject[] => (all[name] === undefined ? [] : [all[name]]));
    const own = Array.isArray(parameters) ? clientParameters(parameters, credentials) : [];
    return own.length === 0 ? {} : { parameters: own };
}

function requiredSchemes(paths: ClientDocument["paths"]): ReadonlySet<string> {
    const operations = Object.values(paths).flatMap((item) => Object.values(item));
    const requirements = operations.flatMap(({ security }) => (Array.isArray(security) ? security : []));
    return new Set(requirements.flatMap((requirement) => Object.keys(objectOf(requirement))));
}

function unlessEmpty(key: string, value: RawObject): RawObject {
    return Object.keys(value).length === 0 ? {} : { [key]: value };
}
