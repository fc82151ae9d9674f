import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { OpenApiDocument, Operation } from "../../openapi/document";
import { parseDocument } from "../../openapi/read/parse";

/** A free port of this machine, for `app.listen`. */
export const localAddress = { port: 0, host: "127.0.0.1" };

/** Parameters and body of a call. */
export interface Call {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: string;
    readonly body?: unknown;
}

/** A response that matches its declaration in the document. */
export interface ContractResponse {
    readonly status: number;
    readonly headers: Headers;
    readonly body: unknown;
}

/** Calls the operations of an app's OpenAPI document and checks every response against it. */
export class Contract {
    readonly document: OpenApiDocument;
    private readonly succeeded = new Set<string>();

    constructor(app: string) {
        const fileName = `app/${app}/openapi.yaml`;
        this.document = parseDocument(fileName, readFileSync(fileName, "utf8"));
    }

    /** Calls an operation by its id; fails if the status is not declared or the body does not match its schema. */
    async call(
        url: string,
        operationId: string,
        { params = {}, query = "", body }: Call = {},
    ): Promise<ContractResponse> {
        const operation = this.document.operations.find((candidate) => candidate.operationId === operationId);
        assert.ok(operation, `no operation "${operationId}"`);
        const path = operation.path.replaceAll(/\{(.+?)\}/g, (_, name: string) =>
            encodeURIComponent(params[name] ?? ""),
        );
        const content =
            body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
        const response = await fetch(`${url}${path}${query}`, { method: operation.method.toUpperCase(), ...content });
        return this.checked(operationId, response);
    }

    /** Checks the response of an operation that was called otherwise. */
    async checked(operationId: string, response: Response): Promise<ContractResponse> {
        const operation = this.document.operations.find((candidate) => candidate.operationId === operationId);
        assert.ok(operation, `no operation "${operationId}"`);
        const checked = await this.check(operation, response);
        if (checked.status < 300) this.succeeded.add(operationId);
        return checked;
    }

    /** Operations without a successful call. */
    uncalled(): string[] {
        const ids = this.document.operations.map((operation) => operation.operationId ?? operation.path);
        return ids.filter((id) => !this.succeeded.has(id));
    }

    private async check(operation: Operation, response: Response): Promise<ContractResponse> {
        const { status, headers } = response;
        const text = await response.text();
        const declared = operation.responses[String(status)];
        assert.ok(declared, `${operation.operationId} returned ${status}, which is not declared: ${text}`);
        for (const name of Object.keys(declared.headers)) assert.ok(headers.has(name), `no header ${name}`);
        const schema = declared.content["application/json"];
        const type = headers.get("content-type") ?? "";
        // Of other media types, the document that was read says only that they are binary.
        if (schema === undefined && this.document.binaryMediaTypes.includes(type))
            return { status, headers, body: text };
        if (schema === undefined) {
            assert.equal(text, "");
            return { status, headers, body: undefined };
        }
        assert.match(type, /^application\/json(;|$)/);
        const body: unknown = JSON.parse(text);
        const { error } = z.fromJSONSchema(this.withDefinitions(schema)).safeParse(body);
        assert.equal(error?.message, undefined, `${operation.operationId} returned ${text}`);
        return { status, headers, body };
    }

    private withDefinitions(schema: object): Parameters<typeof z.fromJSONSchema>[0] {
        const text = JSON.stringify({ ...schema, $defs: this.document.schemas });
        return JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/"));
    }
}
