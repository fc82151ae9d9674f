import { methodPathSpellings } from "../../../../openapi/method-path";
import { type BodyContent, type BodyOperation, readRestApiBody } from "../../../../openapi/rest-api-body";
import type { EngineRun } from "./engine-run";
import { listAt, textAt, valueAt } from "./inputs";
import type { Definition, Operation, ParameterName } from "./report-schema";

/** Reads the interface that each REST API of a stack has for its callers from its OpenAPI body. */
export function definitionsOf(run: EngineRun): Definition[] {
    const isCached = cachedMethods(run);
    return run.resources
        .filter(({ type, op }) => type === "aws:apigateway/restApi:RestApi" && op !== "delete")
        .map(({ urn, name }) => {
            const body = readRestApiBody(textAt(run.inputs.get(urn), ["body"]) ?? "");
            if (!body) return { api: name, known: false, operations: [], schemas: {} };
            const operations = body.operations
                .filter((operation) => !isPreflight(operation))
                .map((operation) => ({
                    ...definitionOf(operation),
                    ...(isCached(operation) && { cacheKey: cacheKeyOf(operation) }),
                }));
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

// Whether any stage caches a method. A preview does not know the ids of new REST APIs, and a stack has one as a rule.
function cachedMethods({ resources, inputs }: EngineRun): (operation: BodyOperation) => boolean {
    const stages = new Map<string, Map<string, boolean>>();
    for (const { urn, type, op } of resources) {
        if (type !== "aws:apigateway/methodSettings:MethodSettings" || op === "delete") continue;
        const settings = inputs.get(urn);
        const stage = textAt(settings, ["stageName"]) ?? "";
        const byPath = stages.get(stage) ?? new Map<string, boolean>();
        stages.set(stage, byPath);
        byPath.set(textAt(settings, ["methodPath"]) ?? "", valueAt(settings, ["settings", "cachingEnabled"]) === true);
    }
    // The settings of a method override those of all methods as a whole.
    return ({ method, path }) =>
        method === "GET" &&
        [...stages.values()].some((byPath) => {
            const selecting = [...methodPathSpellings(path, method), "*/*"].find((each) => byPath.has(each));
            return selecting !== undefined && byPath.get(selecting) === true;
        });
}

function cacheKeyOf({ integration }: BodyOperation): ParameterName[] {
    return listAt(integration, ["cacheKeyParameters"]).flatMap((key) => {
        const [, place, name] = /^method\.request\.(path|querystring|header)\.(.+)$/.exec(String(key)) ?? [];
        if (place === undefined || name === undefined) return [];
        return [{ name, in: place === "querystring" ? "query" : place }];
    });
}

// The gateway itself responds to these; callers of an API do not depend on them.
function isPreflight({ method, integration }: BodyOperation): boolean {
    return method === "OPTIONS" && String(integration.type).toLowerCase() === "mock";
}

function withSchemas(content: BodyContent): Record<string, unknown> {
    return Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, schema ?? {}]));
}
