import assert from "node:assert/strict";
import type { OpenApiDocument, Operation } from "../../../openapi/document";
import { parseDocument } from "../../../openapi/read/parse";

const ok = 'responses: { "200": { description: Fine. } }';

/** A document whose `paths` hold these lines, from line 4, followed by other sections. */
export function documentOf(paths: string, sections = ""): OpenApiDocument {
    const lines = paths.replaceAll("OK", ok).replaceAll(/^/gm, "  ");
    const text = `openapi: 3.0.3\ninfo: { title: A, version: 1.0.0 }\npaths:\n${lines}\n${sections}`;
    return parseDocument("app/a/openapi.yaml", text);
}

/** The adjustments of a document, each as `<line> <message>`. */
export function adjustmentsOf(document: OpenApiDocument): string[] {
    return document.adjustments.map(({ line, message }) => `${line} ${message}`);
}

/** A document without what depends on its layout: the lines of its operations, and its adjustments. */
export function withoutLines(document: OpenApiDocument): object {
    const operations = document.operations.map(({ source: _, ...operation }) => operation);
    return { ...document, operations, adjustments: [] };
}

/** The operation of a method at a published path. */
export function operationAt(document: OpenApiDocument, method: string, path: string): Operation {
    const found = document.operations.find((operation) => operation.method === method && operation.path === path);
    assert.ok(found, `${method} ${path}`);
    return found;
}

/** The parameters of an operation, each as `<place> <name>`, with `!` where it is required. */
export function parametersOf({ parameters }: Operation): string[] {
    return parameters.map((parameter) => `${parameter.in} ${parameter.name}${parameter.required ? "!" : ""}`);
}
