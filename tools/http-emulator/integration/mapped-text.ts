import type { HeaderList } from "../../gateway-emulator/http/message";
import { headerValues } from "../../gateway-emulator/http/message";
import { atJsonPath } from "../../gateway-emulator/mapping/json-path";
import { combinedHeader, combinedParameter, decodedPath, type RoutedCall } from "../call/http-call";

/** Finds the value of an expression without its dollar sign, such as `request.header.x-client`; undefined without one. */
export type LookUp = (expression: string) => string | undefined;

/** Maximum size in bytes of a body that a JSON path is applied to: API Gateway truncates a longer one, which is no JSON then. */
const maxJsonBody = 100 * 1024;

/**
 * Evaluates the value of a mapping: an expression such as `$request.path`, a string with `${…}`, or a constant
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html).
 * @returns undefined if the value is an expression that the call has no value for.
 */
export function mappedText(value: string, lookUp: LookUp): string | undefined {
    const [, expression] = /^\$((?:request|response|context|stageVariables)\b[^\s$]*)$/.exec(value) ?? [];
    if (expression !== undefined) return lookUp(expression);
    return value.replaceAll(/\$\{([^}]*)\}/g, (_, inner: string) => lookUp(inner) ?? "");
}

/** The look-up in a request and in what all mappings can refer to. */
export function requestLookUp(call: RoutedCall): LookUp {
    return (expression) => {
        const [, place = "", name] = /^request\.(header|querystring|body|path)(?:\.(.+))?$/.exec(expression) ?? [];
        switch (place) {
            case "header":
                return combinedHeader(call, name ?? "");
            case "querystring":
                return combinedParameter(call, name ?? "");
            case "body":
                return bodyValue(call.request.body, name);
            case "path":
                return name === undefined ? decodedPath(call.path) : own(call.pathParameters, name);
            default:
                return commonValue(call, expression);
        }
    };
}

/** The look-up in a response and in what all mappings can refer to. */
export function responseLookUp(call: RoutedCall, response: { headers: HeaderList; body: Buffer }): LookUp {
    return (expression) => {
        const [, place, name] = /^response\.(header|body)(?:\.(.+))?$/.exec(expression) ?? [];
        if (place === "header") {
            const values = headerValues(response.headers, name ?? "");
            return values.length === 0 ? undefined : values.join(",");
        }
        return place === "body" ? bodyValue(response.body, name) : commonValue(call, expression);
    };
}

function commonValue({ context, stage }: RoutedCall, expression: string): string | undefined {
    const [, place, name = ""] = /^(context|stageVariables)\.(.+)$/.exec(expression) ?? [];
    if (place === "context") return own(context, name);
    return place === "stageVariables" ? own(stage.variables, name) : undefined;
}

function bodyValue(body: Buffer, path: string | undefined): string | undefined {
    if (path === undefined) return body.toString("utf8");
    if (body.length > maxJsonBody) return undefined;
    const value = atJsonPath(parsed(body), path);
    return typeof value === "string" ? value : JSON.stringify(value);
}

function parsed(body: Buffer): unknown {
    try {
        return JSON.parse(body.toString("utf8"));
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
    return Object.hasOwn(values, name) ? values[name] : undefined;
}
