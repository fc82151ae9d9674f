import { combinedHeader, combinedParameter, type RoutedCall } from "../call/http-call";

/**
 * The value of an identity source: `$request.header.name`, `$request.querystring.name`, `$context.name` or `$stageVariables.name`
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources).
 * @returns undefined if the call has none, or an empty one.
 */
export function identityValue(source: string, call: RoutedCall): string | undefined {
    const [, place, name = ""] =
        /^\$(request\.header|request\.querystring|context|stageVariables)\.(.+)$/.exec(source) ?? [];
    switch (place) {
        case "request.header":
            return combinedHeader(call, name) || undefined;
        case "request.querystring":
            return combinedParameter(call, name) || undefined;
        case "context":
            return own(call.context, name) || undefined;
        case "stageVariables":
            return own(call.stage.variables, name) || undefined;
        default:
            return undefined;
    }
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
    return Object.hasOwn(values, name) ? values[name] : undefined;
}
