import { GatewayError } from "../errors/gateway-error";
import { atJsonPath } from "../mapping/json-path";
import { type Call, mappedValue } from "../request/call-context";

/** Names and values that are mapped to one place of a request. */
export type Mapped = (readonly [name: string, value: string])[];

/** The values of an integration's `requestParameters`, by their place. */
export interface MappedParameters {
    readonly path: Mapped;
    readonly querystring: Mapped;
    readonly header: Mapped;
}

/**
 * Evaluates the `requestParameters` of a call's integration; those without a value are left out.
 * @throws {GatewayError} BAD_REQUEST_BODY if one refers to the body, which is not JSON.
 */
export function mappedParameters(call: Call): MappedParameters {
    const found: MappedParameters = { path: [], querystring: [], header: [] };
    for (const [to, from] of Object.entries(call.operation.integration.requestParameters)) {
        const [, place, name] = /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(to) ?? [];
        const value = requestValue(from, call);
        if (value === undefined || name === undefined) continue;
        if (place === "path" || place === "querystring" || place === "header") found[place].push([name, value]);
    }
    return found;
}

function requestValue(expression: string, call: Call): string | undefined {
    const prefix = "method.request.body";
    if (!isBodyExpression(expression, prefix)) return mappedValue(expression, call);
    try {
        return bodyValue(expression.slice(prefix.length), call.request.body);
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        // As in localstack, parameters_mapping.py.
        throw new GatewayError("BAD_REQUEST_BODY", "Invalid JSON in request body");
    }
}

/** Whether an expression refers to a body, or to a member of it. */
export function isBodyExpression(expression: string, prefix: string): boolean {
    return expression === prefix || expression.startsWith(`${prefix}.`);
}

/**
 * The value of a body, or of a member of it.
 * @param rest what follows the body in the expression: nothing, or a JSONPath expression after a dot.
 * @throws {SyntaxError} if the body must be JSON and is not.
 */
export function bodyValue(rest: string, body: Buffer): string | undefined {
    const text = body.toString("utf8");
    if (rest === "") return text === "" ? undefined : text;
    const value = atJsonPath(text.trim() === "" ? {} : JSON.parse(text), rest.slice(1));
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
}
