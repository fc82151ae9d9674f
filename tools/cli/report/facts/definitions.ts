import { type BodyContent, type BodyOperation, readRestApiBody } from "../../../../openapi/rest-api-body";
import type { EngineRun } from "./engine-run";
import { textAt } from "./inputs";
import type { Definition, Operation } from "./report-schema";

/** Reads the interface that each REST API of a stack has for its callers from its OpenAPI body. */
export function definitionsOf(run: EngineRun): Definition[] {
    return run.resources
        .filter(({ type, op }) => type === "aws:apigateway/restApi:RestApi" && op !== "delete")
        .map(({ urn, name }) => {
            const body = readRestApiBody(textAt(run.inputs.get(urn), ["body"]) ?? "");
            if (!body) return { api: name, known: false, operations: [], schemas: {} };
            const operations = body.operations.filter((operation) => !isPreflight(operation)).map(definitionOf);
            return { api: name, known: true, operations, schemas: { ...body.schemas } };
        });
}

function definitionOf({ method, path, needsApiKey, parameters, requestBody, responses }: BodyOperation): Operation {
    return {
        method,
        path,
        key: needsApiKey,
        parameters: [...parameters],
        ...(requestBody && {
            request: { required: requestBody.required, content: withSchemas(requestBody.content) },
        }),
        responses: Object.fromEntries(
            Object.entries(responses).map(([status, content]) => [status, withSchemas(content)]),
        ),
    };
}

// The gateway itself responds to these; callers of an API do not depend on them.
function isPreflight({ method, integration }: BodyOperation): boolean {
    return method === "OPTIONS" && String(integration.type).toLowerCase() === "mock";
}

function withSchemas(content: BodyContent): Record<string, unknown> {
    return Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, schema ?? {}]));
}
