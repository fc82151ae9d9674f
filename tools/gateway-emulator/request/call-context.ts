import type { GatewayRequest } from "../http/message";
import type { Operation, Stage } from "../state/deployed-api";
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
    return /[+%]/.test(text) ? decode(text.replaceAll("+", " ")) : text;
}

/**
 * The value that a mapping expression names: `method.request.<path|querystring|header>.<name>`, their multivalue forms,
 * `context.<name>`, `stageVariables.<name>` or a 'constant'; undefined if the call has none.
 * Names of headers and query parameters are case-sensitive (developer guide, "Important notes").
 * Of a repeated query parameter or header the last counts (measured against AWS in floci-io/floci#3548).
 */
export function mappedValue(expression: string, call: CallValues): string | undefined {
    if (expression.startsWith("'") && expression.endsWith("'")) return expression.slice(1, -1);
    const { place, name } = placeOf(expression);
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

interface Place {
    readonly place: string;
    readonly name: string;
}

// An API has few expressions, and each call names some of them.
const places = new Map<string, Place>();

function placeOf(expression: string): Place {
    const known = places.get(expression);
    if (known !== undefined) return known;
    const [, place = "", name = ""] =
        /^(?:method\.request\.(?=[a-z]+\.)|(?=context\.|stageVariables\.))([A-Za-z]+)\.(.+)$/.exec(expression) ?? [];
    const found = { place, name };
    places.set(expression, found);
    return found;
}

function exactValues(pairs: CallValues["query"], expected: string): string[] {
    return pairs.filter(([name]) => name === expected).map(([, value]) => value);
}

function listed(values: readonly string[]): string | undefined {
    return values.length === 0 ? undefined : values.join(",");
}

type Variables = CallValues["variables"];

// A stage's variables are the same object for all calls, but for those of its canary.
const replacedTexts = new WeakMap<Variables, Map<string, string | undefined>>();

/** Replaces `${stageVariables.name}` in a text; undefined if the stage lacks one of them. */
export function withStageVariables(text: string, variables: Variables): string | undefined {
    const known = replacedTexts.get(variables) ?? new Map<string, string | undefined>();
    if (!known.has(text)) {
        known.set(text, replaceVariables(text, variables));
        replacedTexts.set(variables, known);
    }
    return known.get(text);
}

function replaceVariables(text: string, variables: Variables): string | undefined {
    let complete = true;
    const replaced = text.replaceAll(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => {
        const value = variables[name];
        if (value === undefined) complete = false;
        return value ?? "";
    });
    return complete ? replaced : undefined;
}
