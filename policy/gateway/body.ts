import { maxYaml, readDocumentText } from "../reading/document-text";
import type { Props } from "../reading/resource";
import { describeReading, isObject, knownValue, read, readString } from "../reading/value";
import { type Operation, readOperation } from "./operation";
import { parametersOf } from "./parameters";

/** A readable API definition. */
export interface ApiBody {
    readonly operations: readonly Operation[];
    /** `x-amazon-apigateway-api-key-source`, if the definition has one; a value that is not a string is described. */
    readonly keySource?: string;
    /** Parts that hide operations, e.g. a path item that is a reference. */
    readonly unreadable: readonly string[];
}

/** An unreadable definition; the reason never quotes it. */
interface UnreadableBody {
    readonly reason: string;
    /** Default: pass another definition. */
    readonly change?: string;
}

// PutRestApi rejects larger bodies: docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const maxBody = 6 * 1024 * 1024;
const memo = new Map<string, ApiBody | UnreadableBody>();

/** Parses an OpenAPI 3.0 or Swagger 2.0 definition in JSON or YAML; equal strings are parsed once per run. */
export function parseBody(text: string): ApiBody | UnreadableBody {
    const before = memo.get(text);
    if (before) return before;
    const body = text.length > maxBody ? { reason: "is larger than 6 MB" } : readDefinition(text);
    memo.set(text, body);
    return body;
}

/**
 * Clears the cache of parsed definitions, so that a process that checks many stacks holds the definitions of only one.
 */
export const forgetBodies = (): void => memo.clear();

function readDefinition(text: string): ApiBody | UnreadableBody {
    const outcome = readDocumentText(text);
    if ("problem" in outcome && outcome.problem === "repeated key")
        return { reason: "repeats a key within one object", change: "write each key of an object only once" };
    if ("problem" in outcome && text.length > maxYaml)
        return { reason: "is not JSON, and larger than the 2 MB that are read as YAML" };
    const document = "value" in outcome ? outcome.value : undefined;
    if (!isObject(document)) return { reason: "cannot be read as a JSON or YAML object" };
    const openapi = readString(document, "openapi");
    const swagger = read(document, "swagger");
    const isOpenApi = openapi.state === "known" && /^3\.0(\.\d+)?$/.test(openapi.value);
    const isSwagger = swagger.state === "known" && (swagger.value === "2.0" || swagger.value === 2);
    if (isOpenApi === isSwagger) return { reason: "is not an OpenAPI 3.0 or Swagger 2.0 definition" };
    return readOperations(document, isOpenApi);
}

const methods: ReadonlyMap<string, string> = new Map([
    ...["get", "put", "post", "delete", "options", "head", "patch", "trace"].map(
        (method) => [method, method.toUpperCase()] as const,
    ),
    ["x-amazon-apigateway-any-method", "ANY"],
]);

// API Gateway does not accept these as operations today, but another reader might.
const nearlyVerb = /^\W*(get|put|post|delete|options|head|patch|trace|connect|query)\W*$/i;

const keySourceExtension = "x-amazon-apigateway-api-key-source";

function readOperations(document: Props, isOpenApi: boolean): ApiBody {
    const operations: Operation[] = [];
    const unreadable: string[] = [];
    const paths = read(document, "paths");
    const items = paths.state === "known" && isObject(paths.value) ? Object.entries(paths.value) : undefined;
    if (!items) unreadable.push("paths");
    const schemes = read(document, ...(isOpenApi ? ["components", "securitySchemes"] : ["securityDefinitions"]));
    const known = schemes.state === "known" && isObject(schemes.value) ? schemes.value : {};
    for (const [path, item] of items ?? []) {
        if (path.startsWith("x-")) continue;
        if (!isObject(item) || "$ref" in item) {
            unreadable.push(`paths["${path}"]`);
            continue;
        }
        for (const [key, operation] of Object.entries(item)) {
            const method = methods.get(key.toLowerCase());
            if (method === undefined && !nearlyVerb.test(key)) continue;
            const parameters = isObject(operation) ? parametersOf(document, [item, operation]) : undefined;
            if (method && parameters && isObject(operation) && !("$ref" in operation)) {
                operations.push(readOperation(operation, path, method, parameters, known));
            } else unreadable.push(`paths["${path}"].${key}`);
        }
    }
    const keySource = readString(document, keySourceExtension);
    return {
        operations,
        unreadable,
        ...(keySource.state !== "absent" && { keySource: knownValue(keySource) ?? describeReading(keySource) }),
    };
}

/** Whether a definition is readable. */
export const isReadable = (body: ApiBody | UnreadableBody): body is ApiBody => "operations" in body;
