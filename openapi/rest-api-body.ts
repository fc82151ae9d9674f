import { z } from "zod";
import { authorizationOf, type BodyAuthorization } from "./authorizers-in-body";
import { methods } from "./document";
import { referenceKeys } from "./json-pointer";
import { needsApiKey } from "./key-requirement";

/** A JSON object whose values are not checked. */
export type RawObject = Readonly<Record<string, unknown>>;

/** A parameter of an operation, as the body declares it. */
export interface BodyParameter {
    readonly name: string;
    /** Such as `path`, `query` or `header`. */
    readonly in: string;
    readonly required: boolean;
    readonly schema: unknown;
}

/** Schemas by media type; undefined where the body has none. */
export type BodyContent = Readonly<Record<string, unknown>>;

/** A method of a REST API's body. */
export interface BodyOperation {
    /** Such as `/pictures/{id}`. */
    readonly path: string;
    /** In upper case; `ANY` is every method that the path does not list. */
    readonly method: string;
    readonly needsApiKey: boolean;
    /** Absent if no authorizer checks its calls. */
    readonly authorization?: BodyAuthorization;
    /** Those of the path, overridden by the operation's. */
    readonly parameters: readonly BodyParameter[];
    readonly requestBody?: { readonly required: boolean; readonly content: BodyContent };
    /** Content by status. */
    readonly responses: Readonly<Record<string, BodyContent>>;
    /** The parts of a request that the gateway validates before it calls the integration. */
    readonly validates: { readonly body: boolean; readonly parameters: boolean };
    /** `x-amazon-apigateway-integration`, unchecked; empty if it is absent. */
    readonly integration: RawObject;
}

/** The OpenAPI body of a REST API. */
export interface RestApiBody {
    readonly paths: readonly string[];
    readonly operations: readonly BodyOperation[];
    /** Models by name; references among them are `#/components/schemas/<name>`, in Swagger 2.0 too. */
    readonly schemas: RawObject;
    /** `x-amazon-apigateway-binary-media-types`. */
    readonly binaryMediaTypes: readonly string[];
    /** `x-amazon-apigateway-gateway-responses`, unchecked. */
    readonly gatewayResponses: RawObject;
    /** Where the gateway reads a call's key: the header `x-api-key`, or the result of the authorizer. */
    readonly keySource: "HEADER" | "AUTHORIZER";
}

const object = z.record(z.string(), z.unknown()).catch({});
const list = z.array(z.unknown()).catch([]);
const flag = z.boolean().catch(false);
const version = z.union([
    z.object({ openapi: z.string().regex(/^3\.0(\.\d+)?$/), swagger: z.undefined().optional() }),
    z.object({ swagger: z.union([z.literal("2.0"), z.literal(2)]), openapi: z.undefined().optional() }),
]);
const validator = z.object({ validateRequestBody: flag, validateRequestParameters: flag });
const validatorKey = "x-amazon-apigateway-request-validator";
const schemaPrefix = "#/components/schemas/";

const methodKeys: ReadonlyMap<string, string> = new Map([
    ...methods.map((method) => [method, method.toUpperCase()] as const),
    ["x-amazon-apigateway-any-method", "ANY"],
]);

/**
 * Reads the OpenAPI 3.0 or Swagger 2.0 body that API Gateway imports a REST API from.
 * It accepts anyone's body: parts of an unexpected form count as absent.
 * @returns undefined if the text is not JSON or of another version.
 */
export function readRestApiBody(text: string): RestApiBody | undefined {
    const document = parseJson(text);
    if (document === undefined || !version.safeParse(document).success) return undefined;
    const paths = Object.entries(object.parse(document.paths)).filter(([path]) => !path.startsWith("x-"));
    return {
        paths: paths.map(([path]) => path),
        operations: paths.flatMap(([path, item]) => readPathItem(document, path, object.parse(item))),
        schemas: object.parse("swagger" in document ? document.definitions : object.parse(document.components).schemas),
        binaryMediaTypes: list
            .parse(document["x-amazon-apigateway-binary-media-types"])
            .filter((type) => typeof type === "string"),
        gatewayResponses: object.parse(document["x-amazon-apigateway-gateway-responses"]),
        keySource: document["x-amazon-apigateway-api-key-source"] === "AUTHORIZER" ? "AUTHORIZER" : "HEADER",
    };
}

function readPathItem(document: RawObject, path: string, item: RawObject): BodyOperation[] {
    return Object.entries(item).flatMap(([key, value]) => {
        const method = methodKeys.get(key);
        if (method === undefined) return [];
        const operation = object.parse(value);
        const declared = [...list.parse(item.parameters), ...list.parse(operation.parameters)].map((parameter) =>
            resolve(document, parameter),
        );
        const requestBody = readRequestBody(document, operation, declared);
        const schemes = securitySchemes(document);
        const authorization = authorizationOf(operation, schemes);
        return [
            {
                path,
                method,
                needsApiKey: needsApiKey(operation, schemes),
                ...(authorization && { authorization }),
                parameters: readParameters(declared, "swagger" in document),
                ...(requestBody && { requestBody }),
                responses: readResponses(document, operation),
                validates: readValidator(document, operation),
                integration: object.parse(operation["x-amazon-apigateway-integration"]),
            },
        ];
    });
}

function securitySchemes(document: RawObject): RawObject {
    return object.parse(
        "swagger" in document ? document.securityDefinitions : object.parse(document.components).securitySchemes,
    );
}

function readParameters(declared: readonly RawObject[], isSwagger: boolean): BodyParameter[] {
    const parameters = new Map<string, BodyParameter>();
    for (const { name, in: place, required, description: _, schema, ...inline } of declared) {
        // Swagger 2.0 has the request body among the parameters, and writes their types beside the names.
        if (place === "body") continue;
        const parameter = {
            name: String(name),
            in: String(place),
            required: required === true,
            schema: schema ?? (isSwagger ? inline : {}),
        };
        parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    }
    return [...parameters.values()];
}

function readRequestBody(document: RawObject, operation: RawObject, declared: readonly RawObject[]) {
    const inSwagger = declared.findLast((parameter) => parameter.in === "body");
    if (inSwagger !== undefined) {
        const content = contentOf(inSwagger, operation.consumes ?? document.consumes);
        return { required: inSwagger.required === true, content };
    }
    if (operation.requestBody === undefined) return undefined;
    const body = resolve(document, operation.requestBody);
    return { required: body.required === true, content: contentOf(body) };
}

function readResponses(document: RawObject, operation: RawObject): Record<string, BodyContent> {
    return Object.fromEntries(
        Object.entries(object.parse(operation.responses)).map(([status, response]) => [
            status,
            contentOf(resolve(document, response), operation.produces ?? document.produces),
        ]),
    );
}

function contentOf(owner: RawObject, mediaTypes?: unknown): Record<string, unknown> {
    if (owner.schema !== undefined) {
        const types = list.parse(mediaTypes).map(String);
        return Object.fromEntries(
            (types.length > 0 ? types : ["application/json"]).map((type) => [type, owner.schema]),
        );
    }
    return Object.fromEntries(
        Object.entries(object.parse(owner.content)).map(([type, media]) => [type, object.parse(media).schema]),
    );
}

function readValidator(document: RawObject, operation: RawObject): BodyOperation["validates"] {
    const name = String(operation[validatorKey] ?? document[validatorKey] ?? "");
    const { data } = validator.safeParse(object.parse(document[`${validatorKey}s`])[name]);
    return { body: data?.validateRequestBody ?? false, parameters: data?.validateRequestParameters ?? false };
}

// Parameters, bodies and responses may be references into the document; schemas stay as they are written.
function resolve(document: RawObject, value: unknown): RawObject {
    const found = object.parse(value);
    const keys = referenceKeys(found.$ref);
    if (keys === undefined) return found;
    return object.parse(keys.reduce<unknown>((at, key) => object.parse(at)[key], document));
}

function parseJson(text: string): RawObject | undefined {
    try {
        const value = JSON.parse(text, (key, child: unknown) =>
            key === "$ref" && typeof child === "string" ? child.replace(/^#\/definitions\//, schemaPrefix) : child,
        );
        return object.parse(value);
    } catch (error) {
        // YAML, or a body in which the engine has masked a secret.
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
