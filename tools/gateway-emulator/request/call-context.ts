import { withStageVariables as fillIn } from "../../../openapi/stage-variables";
import { type GatewayRequest, headerValues } from "../http/message";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { Operation } from "../state/deployed-api";
import type { Stage } from "../state/stage";
import { decode } from "./router";

/** The values that mapping expressions can refer to. */
export interface CallValues {
    readonly request: GatewayRequest;
    readonly pathParameters: Readonly<Record<string, string>>;
    readonly query: readonly (readonly [name: string, value: string])[];
    /** Stage variables, including the overrides of a canary. */
    readonly variables: Readonly<Record<string, string>>;
    /** Values of `$context`, without their prefix. */
    readonly context: Readonly<Record<string, string>>;
    readonly headerNames: UnverifiedBehavior["headerNames"];
}

/** A call that has been routed to an operation. */
export interface Call extends CallValues {
    readonly stage: Stage;
    readonly operation: Operation;
}

/** The part of a stage that serves one call: the stage itself, or its canary. */
export interface CanaryChoice extends Pick<Stage, "snapshot"> {
    readonly variables: Readonly<Record<string, string>>;
    readonly isCanary: boolean;
    /** Whether the call uses the separate cache of the canary. */
    readonly usesOwnCache: boolean;
}

/**
 * Decides at random whether a call goes to the stage's canary, which has its own deployment, stage variables and cache, as far as
 * its settings say so (developer guide, "Set up an API Gateway canary release deployment").
 */
export function withCanary({ variables, canary, snapshot }: Stage, random: () => number): CanaryChoice {
    if (canary === undefined || random() * 100 >= canary.percentTraffic)
        return { variables, isCanary: false, usesOwnCache: false, ...(snapshot !== undefined && { snapshot }) };
    return {
        ...(canary.snapshot !== undefined && { snapshot: canary.snapshot }),
        variables: { ...variables, ...canary.stageVariableOverrides },
        isCanary: true,
        usesOwnCache: !canary.useStageCache,
    };
}

/**
 * Parses the query of a URL: decoded, in order, with case-sensitive names. An unencoded semicolon separates parameters
 * (developer guide, "Important notes"; a user's `X;Y` arrived as `X`, aws-amplify/amplify-swift#4274).
 */
export function readQuery(url: string): [string, string][] {
    const start = url.indexOf("?");
    if (start < 0) return [];
    return url
        .slice(start + 1)
        .split(/[&;]/)
        .filter((pair) => pair !== "")
        .map((pair) => {
            const [name = "", ...rest] = pair.split("=");
            return [decodeQuery(name), decodeQuery(rest.join("="))];
        });
}

function decodeQuery(value: string): string {
    return /[+%]/.test(value) ? decode(value.replaceAll("+", " ")) : value;
}

/**
 * Evaluates a mapping expression: `method.request.<path|querystring|header>.<name>`, their multivalue forms,
 * `context.<name>`, `stageVariables.<name>` or a 'constant'; undefined if the call has no such value.
 * Names of query parameters are case-sensitive, and those of headers unless `headerNames` says otherwise (developer
 * guide, "Important notes").
 * If a query parameter or header is repeated, its last value counts (measured against AWS in floci-io/floci#3548).
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
            return namedHeaders(call, name).at(-1);
        case "multivalueheader":
            return listed(namedHeaders(call, name));
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

// An API has few expressions, and every call evaluates some of them.
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

function namedHeaders({ request, headerNames }: CallValues, name: string): string[] {
    return headerNames === "exact" ? exactValues(request.headers, name) : headerValues(request.headers, name);
}

function listed(values: readonly string[]): string | undefined {
    return values.length === 0 ? undefined : values.join(",");
}

type Variables = CallValues["variables"];

// All calls of a stage share one object of variables, except those of its canary.
const filledTemplates = new WeakMap<Variables, Map<string, string | undefined>>();

/** Replaces each `${stageVariables.name}` in a template; undefined if the stage lacks one of them. */
export function withStageVariables(template: string, variables: Variables): string | undefined {
    const known = filledTemplates.get(variables) ?? new Map<string, string | undefined>();
    if (!known.has(template)) {
        known.set(template, fillIn(template, variables));
        filledTemplates.set(variables, known);
    }
    return known.get(template);
}
