import { isObject, objectOf } from "../raw-value";
import type { RawObject } from "../rest-api-body";
import { type ClientDocument, type ClientServer, serverUrl } from "./client-document";
import { mapped, referencedModel, swaggerSchema } from "./swagger-schema";

/**
 * The Swagger 2.0 document of the same operations, for tools that do not read OpenAPI 3.0, in the form of an export by AWS
 * (localstack's snapshot of GetExport, test_export_swagger_openapi). It has one URL, that of the first server.
 */
export function swaggerDocument({ info, servers, paths, components }: ClientDocument): RawObject {
    const { schemas, securitySchemes = {} } = components;
    const security = Object.entries(securitySchemes).map(([name, scheme]) => [name, swaggerScheme(scheme)]);
    return {
        swagger: "2.0",
        info,
        ...(servers[0] && address(servers[0])),
        paths: Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, pathItem(item)])),
        ...(security.length > 0 && { securityDefinitions: Object.fromEntries(security) }),
        ...(schemas !== undefined && { definitions: mapped(schemas) }),
    };
}

function address(server: ClientServer): RawObject {
    const { protocol, host, pathname } = new URL(serverUrl(server));
    return { host, basePath: pathname, schemes: [protocol.slice(0, -1)] };
}

function pathItem(item: Readonly<Record<string, RawObject>>): RawObject {
    return Object.fromEntries(Object.entries(item).map(([method, value]) => [method, operation(value)]));
}

function operation({ parameters, requestBody, responses, ...rest }: RawObject): RawObject {
    const body = objectOf(requestBody);
    const consumes = Object.keys(objectOf(body.content));
    const all = Object.values(objectOf(responses)).map(objectOf);
    const produces = [...new Set(all.flatMap(({ content }) => Object.keys(objectOf(content))))];
    const declared = [
        ...(Array.isArray(parameters) ? parameters.map(parameter) : []),
        ...(consumes.length > 0 ? [bodyParameter(body)] : []),
    ];
    return {
        ...rest,
        ...(consumes.length > 0 && { consumes }),
        ...(produces.length > 0 && { produces }),
        ...(declared.length > 0 && { parameters: declared }),
        responses: Object.fromEntries(
            Object.entries(objectOf(responses)).map(([status, value]) => [status, response(objectOf(value))]),
        ),
    };
}

// Swagger 2.0 writes the type of a parameter beside its name.
function parameter(value: unknown): RawObject {
    const { schema, ...rest } = objectOf(value);
    return { required: false, ...rest, ...objectOf(swaggerSchema(schema)) };
}

// As an export by AWS does, it has the name of its model.
function bodyParameter({ content, required, description }: RawObject): RawObject {
    const schema = preferredSchema(content);
    return {
        in: "body",
        name: referencedModel(schema) ?? "body",
        required: required === true,
        ...(description !== undefined && { description }),
        schema: swaggerSchema(schema ?? {}),
    };
}

function response({ description = "", headers, content }: RawObject): RawObject {
    const schema = preferredSchema(content);
    return {
        description,
        ...(schema !== undefined && { schema: swaggerSchema(schema) }),
        ...(isObject(headers) && {
            headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, headerOf(header)])),
        }),
    };
}

function headerOf(value: unknown): RawObject {
    const { description, schema } = objectOf(value);
    return { ...(description !== undefined && { description }), ...objectOf(swaggerSchema(schema)) };
}

// Swagger 2.0 has one schema for every media type.
function preferredSchema(content: unknown): unknown {
    const types = objectOf(content);
    const { schema } = objectOf(types["application/json"] ?? Object.values(types)[0]);
    return schema;
}

function swaggerScheme(scheme: RawObject): RawObject {
    if (scheme.type !== "http") return scheme;
    return scheme.scheme === "basic"
        ? { type: "basic" }
        : { type: "apiKey", in: "header", name: "Authorization", description: "`Bearer `, followed by the token." };
}
