import type { OpenApiDocument, Operation } from "../../document";
import { problemsOf, unknownKey } from "../../issues";
import {
    type Integrations,
    integrationKey,
    type MappedResponse,
    type OperationIntegration,
} from "../../operation-integration";
import { DocumentError, type FileMessage, type Problem, problemMessage, quote } from "../../problem";
import { isObject } from "../../raw-value";
import { readYaml, syntaxProblems } from "../yaml";
import { integrationForm, targetForms, type WrittenIntegration } from "./form";
import { parameterProblems } from "./parameters";
import { readTarget } from "./target";
import { type ReadFile, readTemplates } from "./templates";

/** The file of an API's integrations: its name, for messages, and its text. */
export interface IntegrationsFile {
    readonly fileName: string;
    readonly text: string;
    readonly readFile: ReadFile;
}

const targetKeys = Object.keys(targetForms) as (keyof typeof targetForms)[];

/**
 * Reads the integrations of an API: by `operationId` or `GET /path` of its document, what answers instead of its server.
 * @throws {DocumentError} with all problems of the file, each with its line.
 */
export function parseIntegrations(file: IntegrationsFile, document: OpenApiDocument): Integrations {
    const yaml = readYaml(file.text);
    if (yaml.errors.length > 0) throw new DocumentError(syntaxProblems(file.fileName, yaml));
    const problems: Problem[] = [];
    const integrations: Record<string, OperationIntegration> = {};
    for (const [key, value] of entriesOf(yaml.value, problems)) {
        const operation = findOperation(key, document, problems);
        const source = { fileName: file.fileName, line: yaml.lineOf([key]) };
        const integration = readIntegration(key, value, { file, operation, problems });
        if (operation === undefined || integration === undefined) continue;
        const id = integrationKey(operation);
        if (integrations[id] !== undefined) {
            const want = "one integration for each operation, by its operationId or its method and path";
            problems.push({ at: [key], got: `a second integration of ${titleOf(operation)}`, want });
        }
        integrations[id] = { key, source, ...integration };
    }
    if (problems.length === 0) return integrations;
    const messages = problems.map(
        (problem): FileMessage => ({
            fileName: file.fileName,
            line: yaml.lineOf(problem.at),
            message: problemMessage(problem),
        }),
    );
    throw new DocumentError(messages.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
}

function entriesOf(value: unknown, problems: Problem[]): [string, unknown][] {
    if (isObject(value) && Object.keys(value).length > 0) return Object.entries(value);
    problems.push({ at: [], got: quote(value), want: "a map from operations to integrations" });
    return [];
}

function titleOf({ method, path }: Operation): string {
    return `${method.toUpperCase()} ${path}`;
}

function findOperation(key: string, { operations }: OpenApiDocument, problems: Problem[]): Operation | undefined {
    const found = operations.find((operation) => operation.operationId === key || titleOf(operation) === key);
    if (found === undefined) {
        const names = operations.map((operation) => operation.operationId ?? titleOf(operation));
        const problem = unknownKey([key], key, key.includes(" ") ? operations.map(titleOf) : names);
        problems.push({ ...problem, got: "an unknown operation" });
    }
    return found;
}

interface Context {
    readonly file: IntegrationsFile;
    readonly operation: Operation | undefined;
    readonly problems: Problem[];
}

function readIntegration(
    key: string,
    value: unknown,
    { file, operation, problems }: Context,
): Omit<OperationIntegration, "key" | "source"> | undefined {
    const result = integrationForm.safeParse(value);
    if (!result.success) {
        for (const problem of problemsOf(integrationForm, result.error.issues, value)) {
            problems.push({ ...problem, at: [key, ...problem.at] });
        }
        return undefined;
    }
    const written = result.data;
    const given = targetKeys.filter((target) => written[target] !== undefined);
    if (given.length !== 1) {
        const got = given.length === 0 ? "no integration" : given.join(" and ");
        problems.push({ at: [key], got, want: `exactly one of ${targetKeys.join(", ")}` });
        return undefined;
    }
    const { contentHandling, passthrough, timeoutSeconds } = written;
    const target = readTarget(written);
    const request = readRequest(key, written, file.readFile, problems);
    const integration = {
        target,
        request,
        responses: readResponses(key, written, file.readFile, problems),
        ...(contentHandling !== undefined && { contentHandling }),
        ...(passthrough !== undefined && { passthrough }),
        ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    };
    if (operation !== undefined) problems.push(...parameterProblems(key, operation, integration));
    problems.push(...proxyProblems(key, written, target.kind === "lambda" && target.proxy));
    if (
        target.kind === "lambda" &&
        !target.function.startsWith("arn:") &&
        file.readFile(target.function) === undefined
    ) {
        const want = "a file below the API's folder";
        problems.push({ at: [key, "lambda", "function"], got: quote(target.function), want });
    }
    return integration;
}

// A proxy passes the request and the response on as they are.
function proxyProblems(key: string, written: WrittenIntegration, isProxy: boolean): Problem[] {
    if (!isProxy) return [];
    const { templates, headers, query, path } = written.request;
    const hasRequest = templates !== undefined || [headers, query, path].some((map) => Object.keys(map).length > 0);
    const want = "no such key, or `proxy: false`, as a proxy passes requests and responses on as they are";
    return [
        ...(hasRequest ? [{ at: [key, "request"], got: "a mapping", want }] : []),
        ...(Object.keys(written.responses).length > 0 ? [{ at: [key, "responses"], got: "a mapping", want }] : []),
    ];
}

function readRequest(
    key: string,
    { request }: WrittenIntegration,
    readFile: ReadFile,
    problems: Problem[],
): OperationIntegration["request"] {
    const templates = readTemplates(request.templates, [key, "request", "templates"], readFile, problems);
    const mapped = (place: string, values: Readonly<Record<string, string>>) =>
        Object.entries(values).map(([name, value]) => [`integration.request.${place}.${name}`, value]);
    return {
        ...(templates !== undefined && { templates }),
        parameters: Object.fromEntries([
            ...mapped("header", request.headers),
            ...mapped("querystring", request.query),
            ...mapped("path", request.path),
        ]),
    };
}

function readResponses(
    key: string,
    { responses }: WrittenIntegration,
    readFile: ReadFile,
    problems: Problem[],
): OperationIntegration["responses"] {
    const entries = Object.entries(responses).map(([pattern, { templates: written, ...response }]) => {
        const at = [key, "responses", pattern];
        if (!isPattern(pattern)) {
            problems.push({
                at,
                got: `the name ${quote(pattern)}`,
                want: '"default", or a regular expression such as 4\\d{2}',
            });
        }
        const templates = readTemplates(written, [...at, "templates"], readFile, problems);
        return [pattern, { ...response, ...(templates !== undefined && { templates }) }] as [string, MappedResponse];
    });
    return Object.fromEntries(entries);
}

function isPattern(pattern: string): boolean {
    try {
        return new RegExp(pattern).source !== "";
    } catch {
        return false;
    }
}
