import type { EngineRun } from "./engine-run";
import { type Inputs, textAt } from "./inputs";
import type { Definition, Operation } from "./report-schema";

const methods = ["get", "put", "post", "delete", "patch", "head", "options", "x-amazon-apigateway-any-method"] as const;

/** Reads what callers see of each REST API of a stack out of its OpenAPI body. */
export function definitionsOf(run: EngineRun): Definition[] {
    return run.resources
        .filter(({ type, op }) => type === "aws:apigateway/restApi:RestApi" && op !== "delete")
        .map(({ urn, name }) => {
            const document = parse(textAt(run.inputs.get(urn), ["body"]));
            if (!document) return { api: name, known: false, operations: [], schemas: {} };
            const schemas = { ...objectAt(objectAt(document.components).schemas) };
            return { api: name, known: true, operations: operationsOf(document), schemas };
        });
}

function operationsOf(document: Inputs): Operation[] {
    return Object.entries(objectAt(document.paths)).flatMap(([path, item]) => {
        const shared = objectAt(item);
        return methods.flatMap((method) => {
            const operation = objectAt(shared[method]);
            if (!(method in shared) || isPreflight(method, operation)) return [];
            return [
                readOperation(
                    document,
                    method.startsWith("x-") ? "ANY" : method.toUpperCase(),
                    path,
                    operation,
                    listAt(shared.parameters),
                ),
            ];
        });
    });
}

function readOperation(
    document: Inputs,
    method: string,
    path: string,
    operation: Inputs,
    shared: readonly unknown[],
): Operation {
    const parameters = new Map<string, Operation["parameters"][number]>();
    for (const raw of [...shared, ...listAt(operation.parameters)]) {
        const { name, in: place, required, schema } = resolve(document, raw);
        // An operation's own parameter takes the place of its path's.
        const parameter = { name: String(name), in: String(place), required: required === true, schema: schema ?? {} };
        parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    }
    const body = resolve(document, operation.requestBody);
    return {
        method,
        path,
        key: listAt(operation.security).some((requirement) => Object.keys(objectAt(requirement)).length > 0),
        parameters: [...parameters.values()],
        ...(operation.requestBody !== undefined && {
            request: { required: body.required === true, content: contentOf(body) },
        }),
        responses: Object.fromEntries(
            Object.entries(objectAt(operation.responses)).map(([status, response]) => [
                status,
                contentOf(resolve(document, response)),
            ]),
        ),
    };
}

// The gateway answers these itself; no caller of an API asks for them.
function isPreflight(method: string, operation: Inputs): boolean {
    const integration = objectAt(operation["x-amazon-apigateway-integration"]);
    return method === "options" && String(integration.type).toLowerCase() === "mock";
}

function contentOf(of: Inputs): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(objectAt(of.content)).map(([type, media]) => [type, objectAt(media).schema ?? {}]),
    );
}

// Parameters, bodies and responses may be references into the document; schemas stay as they are written.
function resolve(document: Inputs, value: unknown): Inputs {
    const found = objectAt(value);
    if (typeof found.$ref !== "string" || !found.$ref.startsWith("#/")) return found;
    let at: unknown = document;
    for (const key of found.$ref.slice(2).split("/")) {
        at = objectAt(at)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
    }
    return objectAt(at);
}

function parse(text: string | undefined): Inputs | undefined {
    if (text === undefined) return undefined;
    try {
        const document: unknown = JSON.parse(text);
        const found = objectAt(document);
        return String(found.openapi).startsWith("3.") ? found : undefined;
    } catch (error) {
        // A body in YAML or one with a masked secret in it: it is named as not known.
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function objectAt(value: unknown): Inputs {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Inputs) : {};
}

function listAt(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
