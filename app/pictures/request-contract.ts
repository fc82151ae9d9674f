import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import { HttpError } from "./http-error";
import type { ApiRequest } from "./routes";

/** A request as it came: texts, and a body that is any JSON. */
export interface RawRequest {
    readonly params: Readonly<Record<string, string>>;
    readonly query: URLSearchParams;
    readonly body: unknown;
}

/** What an OpenAPI document says of the requests of one operation. */
export interface OperationContract {
    /** Whether the operation has a body, which is JSON. */
    readonly takesBody: boolean;
    /** Takes a request that the document describes; throws HttpError 400 with all that is wrong with another. */
    read(request: RawRequest): ApiRequest;
}

type Tree = { readonly [key: string]: unknown };

/** What an OpenAPI 3.0 document says of requests: parameters in path and query, and JSON bodies. */
export class RequestContract {
    // Parameters are texts; a body's types are its own.
    private readonly parameters = addFormats(new Ajv({ allErrors: true, strict: false, coerceTypes: true }));
    private readonly bodies = addFormats(new Ajv({ allErrors: true, strict: false }));

    constructor(private readonly document: Tree) {}

    /** Reads a document from its YAML file. */
    static fromFile(path: string): RequestContract {
        return new RequestContract(parse(readFileSync(path, "utf8")));
    }

    /** Compiles an operation; throws an error if the document has none with the method and the path. */
    operation(method: string, path: string): OperationContract {
        const item = treeOf(treeOf(this.document.paths)[path]);
        const operation = item[method.toLowerCase()];
        if (operation === undefined) throw new Error(`openapi.yaml: got no ${method} "${path}", want that operation`);
        const { parameters, requestBody } = treeOf(operation);
        const declared = [...listOf(item.parameters), ...listOf(parameters)].map((each) => this.resolved(each));
        const isPath = this.parametersIn("path", declared);
        const isQuery = this.parametersIn("query", declared);
        const isBody = requestBody === undefined ? undefined : this.body(this.resolved(requestBody));
        return {
            takesBody: isBody !== undefined,
            read: ({ params, query, body }) => {
                const values = { path: { ...params }, query: Object.fromEntries(query) };
                const faults = [
                    ...faultsOf(isPath, values.path),
                    ...faultsOf(isQuery, values.query),
                    ...(isBody === undefined ? [] : faultsOf(isBody, body)),
                ];
                if (faults.length > 0) throw new HttpError(400, [...new Set(faults)].join(" "));
                return { params, query: values.query, body };
            },
        };
    }

    // Of a repeated parameter the last counts, as in the gateway's cache key; any other choice would spoil its cache.
    private parametersIn(place: string, declared: readonly Tree[]): ValidateFunction {
        const own = declared.filter((parameter) => parameter.in === place);
        return this.parameters.compile({
            components: this.document.components,
            type: "object",
            properties: Object.fromEntries(own.map(({ name, schema }) => [String(name), schema ?? {}])),
            required: own.filter(({ required }) => required === true).map(({ name }) => String(name)),
        });
    }

    private body({ content }: Tree): ValidateFunction {
        const { schema = {} } = treeOf(treeOf(content)["application/json"]);
        return this.bodies.compile({ components: this.document.components, allOf: [schema] });
    }

    private resolved(node: unknown): Tree {
        const { $ref } = treeOf(node);
        if (typeof $ref !== "string") return treeOf(node);
        const keys = $ref.replace(/^#\//, "").split("/");
        return this.resolved(keys.reduce<unknown>((at, key) => treeOf(at)[key], this.document));
    }
}

function faultsOf(isValid: ValidateFunction, value: unknown): string[] {
    return isValid(value) ? [] : (isValid.errors ?? []).map(faultOf);
}

function faultOf({ keyword, instancePath, params, message }: ErrorObject): string {
    const path = instancePath.split("/").slice(1);
    if (keyword === "required") return `"${[...path, params.missingProperty].join(".")}" is missing.`;
    return `${path.length === 0 ? "The body" : `"${path.join(".")}"`} ${message}.`;
}

function treeOf(value: unknown): Tree {
    return typeof value === "object" && value !== null ? { ...value } : {};
}

function listOf(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}
