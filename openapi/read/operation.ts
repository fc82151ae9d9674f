import type { Answer, Method, Operation, RequestBody } from "../document";
import { isCached } from "../operations";
import { pathVariables } from "../paths";
import type { OpenApiNode } from "./node";
import { type ReadParameter, readParameters } from "./parameters";
import { readContent } from "./schema";
import { readSecurity } from "./security";

const operationKeys = [
    "operationId",
    "summary",
    "description",
    "tags",
    "parameters",
    "requestBody",
    "responses",
    "security",
];
// OpenAPI allows these too; API Gateway has no use for them.
const ignoredKeys = ["callbacks", "deprecated", "externalDocs", "servers"];
const freshness = "x-content-freshness";

/** Reads one operation of the path item that `node` stands in; `root` is the document. */
export function readOperation(root: OpenApiNode, item: OpenApiNode, path: string, method: Method): Operation {
    const node = item.child(method);
    const extension = node.child(freshness);
    node.onlyKeys([...operationKeys, ...ignoredKeys, freshness]);
    if (extension.present && extension.value !== "volatile") extension.problem('"volatile", or no such key');
    const volatile = extension.value === "volatile";
    const cached = isCached({ method, volatile });
    const parameters = readParameters(item.child("parameters"), node.child("parameters"), cached);
    checkVariables(node, path, parameters);
    const requestBody = readRequestBody(node.child("requestBody"));
    const security = readSecurity(node, root);
    return {
        path,
        method,
        ...texts(node),
        tags: node
            .child("tags")
            .items()
            .map((tag) => tag.requiredText()),
        parameters: parameters.map((read) => read.parameter),
        ...(requestBody === undefined ? {} : { requestBody }),
        responses: readResponses(node.child("responses")),
        ...(security === undefined ? {} : { security }),
        volatile,
    };
}

function texts(node: OpenApiNode): Pick<Operation, "operationId" | "summary" | "description"> {
    const operationId = node.child("operationId").text();
    const summary = node.child("summary").text();
    const description = node.child("description").text();
    return {
        ...(operationId === undefined ? {} : { operationId }),
        ...(summary === undefined ? {} : { summary }),
        ...(description === undefined ? {} : { description }),
    };
}

function checkVariables(node: OpenApiNode, path: string, parameters: readonly ReadParameter[]): void {
    const variables = pathVariables(path);
    const inPath = parameters.filter((read) => read.parameter.in === "path");
    for (const name of variables) {
        if (inPath.some((read) => read.parameter.name === name)) continue;
        node.child("parameters").problem(`a parameter for each of them`, `no path parameter "${name}"`);
    }
    for (const read of inPath) {
        const name = read.parameter.name;
        if (!variables.includes(name)) node.problem(`"{${name}}" in the path`, `the path parameter "${name}"`);
    }
}

function readRequestBody(reference: OpenApiNode): RequestBody | undefined {
    if (!reference.present) return undefined;
    const node = reference.resolved();
    if (node === undefined) return undefined;
    node.onlyKeys(["description", "content", "required"]);
    const description = node.child("description").text();
    return {
        required: node.child("required").flag(),
        ...(description === undefined ? {} : { description }),
        content: readContent(node.child("content")),
    };
}

// Ranges such as 4XX and `default` name no status that a method response of API Gateway could have.
function readResponses(responses: OpenApiNode): Readonly<Record<string, Answer>> {
    const entries = responses.entries().filter(([key]) => !key.startsWith("x-"));
    if (entries.length === 0) responses.problem("at least one answer", responses.present ? "no answer" : "nothing");
    const found: [string, Answer][] = [];
    for (const [status, reference] of entries) {
        if (!/^([1-5]([0-9]{2}|XX)|default)$/.test(status))
            reference.problem("a status such as 200, 4XX or default", `"${status}"`);
        const answer = readAnswer(reference);
        if (answer !== undefined && /^[0-9]{3}$/.test(status)) found.push([status, answer]);
    }
    return Object.fromEntries(found);
}

function readAnswer(reference: OpenApiNode): Answer | undefined {
    const node = reference.resolved();
    if (node === undefined) return undefined;
    node.onlyKeys(["description", "headers", "content", "links"]);
    const headers = node
        .child("headers")
        .entries()
        .map(([name, header]): [string, string] => {
            return [name, header.resolved()?.child("description").text() ?? ""];
        });
    return {
        description: node.child("description").requiredText(),
        headers: Object.fromEntries(headers),
        content: readContent(node.child("content")),
    };
}
