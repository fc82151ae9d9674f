import type { Operation, Stage } from "./deployed-api";
import type { GatewayRequest } from "./message";
import { decode } from "./router";

/** What mapping expressions may name. */
export interface CallValues {
    readonly request: GatewayRequest;
    readonly pathParameters: Readonly<Record<string, string>>;
    readonly query: readonly (readonly [name: string, value: string])[];
    /** Stage variables, a canary's among them. */
    readonly variables: Readonly<Record<string, string>>;
    /** Values of `$context`, without their prefix. */
    readonly context: Readonly<Record<string, string>>;
}

/** A call that was routed to an operation. */
export interface Call extends CallValues {
    readonly stage: Stage;
    readonly operation: Operation;
}

/** Reads the query of a URL, decoded, in its order; names are case-sensitive. */
export function readQuery(url: string): [string, string][] {
    const start = url.indexOf("?");
    if (start < 0) return [];
    return url
        .slice(start + 1)
        .split("&")
        .filter((pair) => pair !== "")
        .map((pair) => {
            const [name = "", ...rest] = pair.split("=");
            return [plain(name), plain(rest.join("="))];
        });
}

function plain(text: string): string {
    return decode(text.replaceAll("+", " "));
}

/**
 * The value that a mapping expression names: `method.request.<path|querystring|header>.<name>`, their multivalue forms,
 * `context.<name>`, `stageVariables.<name>` or a 'constant'; undefined if the call has none.
 * Names of headers and query parameters are case-sensitive (developer guide, "Important notes").
 * Of a repeated query parameter or header the last counts (measured against AWS in floci-io/floci#3548).
 */
export function mappedValue(expression: string, call: CallValues): string | undefined {
    if (expression.startsWith("'") && expression.endsWith("'")) return expression.slice(1, -1);
    const [, place = "", name = ""] =
        /^(?:method\.request\.(?=[a-z]+\.)|(?=context\.|stageVariables\.))([A-Za-z]+)\.(.+)$/.exec(expression) ?? [];
    switch (place) {
        case "path":
            return call.pathParameters[name];
        case "querystring":
            return exactValues(call.query, name).at(-1);
        case "multivaluequerystring":
            return listed(exactValues(call.query, name));
        case "header":
            return exactValues(call.request.headers, name).at(-1);
        case "multivalueheader":
            return listed(exactValues(call.request.headers, name));
        case "context":
            return call.context[name];
        case "stageVariables":
            return call.variables[name];
        default:
            return undefined;
    }
}

function exactValues(pairs: CallValues["query"], wanted: string): string[] {
    return pairs.filter(([name]) => name === wanted).map(([, value]) => value);
}

function listed(values: readonly string[]): string | undefined {
    return values.length === 0 ? undefined : values.join(",");
}

/** Replaces `${stageVariables.name}` in a text; undefined if the stage lacks one of them. */
export function withStageVariables(text: string, variables: Readonly<Record<string, string>>): string | undefined {
    let complete = true;
    const replaced = text.replaceAll(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => {
        const value = variables[name];
        if (value === undefined) complete = false;
        return value ?? "";
    });
    return complete ? replaced : undefined;
}
