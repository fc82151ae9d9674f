import { z } from "zod";
import type { Method, Operation, OperationResponse, RequestBody } from "../document";
import { isCached } from "../operations";
import { pathVariables } from "../paths";
import type { Place } from "../problem";
import { readContent } from "./content";
import { anything, boolean, closedObject, list, nonEmptyString, object, string } from "./forms";
import { type ReadParameter, readParameters } from "./parameters";
import { readSecurity } from "./security";
import type { DocumentSource } from "./source";

const freshness = "x-content-freshness";

const operationForm = closedObject({
    operationId: string.exactOptional(),
    summary: string.exactOptional(),
    description: string.exactOptional(),
    tags: z.array(nonEmptyString, { error: "a list" }).default([]),
    parameters: list.optional(),
    requestBody: anything,
    responses: z
        .record(z.string(), z.unknown(), { error: "at least one response" })
        .refine((responses) => Object.keys(responses).some(isStatus), { error: "at least one response" }),
    security: z.array(object, { error: "a list" }).optional(),
    [freshness]: z.literal("volatile", { error: '"volatile", or no such key' }).optional(),
    // OpenAPI allows these too; API Gateway has no use for them.
    callbacks: anything,
    deprecated: anything,
    externalDocs: anything,
    servers: anything,
});
const requestBodyForm = closedObject({
    description: string.exactOptional(),
    content: object.optional(),
    required: boolean.default(false),
});
const responseForm = closedObject({
    description: nonEmptyString,
    headers: object.optional(),
    content: object.optional(),
    links: anything,
});
const headerForm = z.looseObject({ description: string.default("") }, { error: "an object" });

/** Reads the operation of a method in the path item at a place; undefined if the operation itself has problems. */
export function readOperation(source: DocumentSource, item: Place, method: Method): Operation | undefined {
    const at = [...item, method];
    const read = source.parse(operationForm, at);
    const path = String(item.at(-1));
    const volatile = source.valueAt([...at, freshness]) === "volatile";
    const lists = [item, at].map((owner) => [...owner, "parameters"]);
    const parameters = readParameters(source, lists, isCached({ method, volatile }));
    checkVariables(source, at, path, parameters);
    const requestBody = readRequestBody(source, [...at, "requestBody"]);
    const responses = readResponses(source, [...at, "responses"]);
    const security = readSecurity(source, at);
    if (read === undefined) return undefined;
    const { operationId, summary, description, tags } = read;
    return {
        path,
        backendPath: path,
        method,
        ...(operationId !== undefined && { operationId }),
        ...(summary !== undefined && { summary }),
        ...(description !== undefined && { description }),
        tags,
        parameters: parameters.flatMap(({ parameter }) => parameter ?? []),
        ...(requestBody !== undefined && { requestBody }),
        responses,
        ...(security !== undefined && { security }),
        volatile,
    };
}

function checkVariables(source: DocumentSource, at: Place, path: string, parameters: readonly ReadParameter[]): void {
    const variables = pathVariables(path);
    const declared = parameters.filter((read) => read.in === "path").map(({ name }) => name);
    for (const name of variables.filter((variable) => !declared.includes(variable))) {
        source.report(
            [...at, "parameters"],
            "a parameter for each variable of the path",
            `no path parameter "${name}"`,
        );
    }
    for (const name of declared.filter((each) => typeof each === "string" && !variables.includes(each))) {
        source.report(at, `"{${name}}" in the path`, `the path parameter "${name}"`);
    }
}

function readRequestBody(source: DocumentSource, reference: Place): RequestBody | undefined {
    if (source.valueAt(reference) === undefined) return undefined;
    const at = source.follow(reference);
    const read = at && source.parse(requestBodyForm, at);
    const content = at && readContent(source, [...at, "content"], "request");
    if (read === undefined || content === undefined) return undefined;
    const { description, required } = read;
    return { required, ...(description !== undefined && { description }), content };
}

// Ranges such as 4XX and `default` are not a status that a method response of API Gateway could have.
function readResponses(source: DocumentSource, at: Place): Readonly<Record<string, OperationResponse>> {
    const responses: [string, OperationResponse][] = [];
    for (const reference of source.childrenOf(at)) {
        const status = String(reference.at(-1));
        if (!isStatus(status)) continue;
        if (!/^([1-5]([0-9]{2}|XX)|default)$/.test(status))
            source.report(reference, "a status such as 200, 4XX or default", `"${status}"`);
        const response = readResponse(source, reference);
        if (response !== undefined && /^[0-9]{3}$/.test(status)) responses.push([status, response]);
    }
    return Object.fromEntries(responses);
}

// Any other key is an extension.
function isStatus(key: string): boolean {
    return !key.startsWith("x-");
}

function readResponse(source: DocumentSource, reference: Place): OperationResponse | undefined {
    const at = source.follow(reference);
    if (at === undefined) return undefined;
    const read = source.parse(responseForm, at);
    const headers = source.childrenOf([...at, "headers"]).map((header) => {
        const target = source.follow(header);
        return [header.at(-1), (target && source.parse(headerForm, target)?.description) ?? ""];
    });
    const content = readContent(source, [...at, "content"], "response");
    return read && { description: read.description, headers: Object.fromEntries(headers), content };
}
