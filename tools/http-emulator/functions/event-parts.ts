import { type HeaderList, headerValues } from "../../gateway-emulator/http/message";
import { grouped } from "../../gateway-emulator/integration/lambda/proxy-event";
import { queryPairs, type RoutedCall } from "../call/http-call";

/** The ARN of a route's call, with the path that was called: `<API>/<stage>/<method>/<path>`. */
export function calledArn(executionArn: string, { stage, request, path }: RoutedCall): string {
    return `${executionArn}/${stage.name}/${request.method}${path}`;
}

/**
 * The ARN of a route that a permission of a function has to cover: the path is that of the route key, and the method that of the call
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html for `$default`; the others inferred).
 */
export function routeArn(executionArn: string, { stage, request, route }: RoutedCall): string {
    const [, path] = route.routeKey.split(" ", 2);
    return `${executionArn}/${stage.name}/${path === undefined ? route.routeKey : `${request.method}${path}`}`;
}

/** The headers of an event, with those that API Gateway adds; names in lower case. */
export function eventHeaders({ request, context }: RoutedCall): HeaderList {
    const forwarded = [...headerValues(request.headers, "x-forwarded-for"), request.sourceIp].join(", ");
    const added = [
        ["content-length", String(request.body.length)],
        ["x-amzn-trace-id", context.xrayTraceId ?? ""],
        ["x-forwarded-for", forwarded],
        ["x-forwarded-port", "443"],
        ["x-forwarded-proto", "https"],
    ] as const;
    const names = new Set<string>(["connection", "transfer-encoding", ...added.map(([name]) => name)]);
    const own = request.headers.map(([name, value]) => [name.toLowerCase(), value] as const);
    return [...own.filter(([name]) => !names.has(name)), ...added];
}

/** The cookies of a request, which format 2.0 has in place of the header. */
export function eventCookies({ request }: RoutedCall): string[] {
    return headerValues(request.headers, "cookie").flatMap((value) => value.split(/; */).filter(Boolean));
}

/** The values of each name, joined with commas as format 2.0 has them; undefined without any. */
export function joinedValues(pairs: HeaderList): Record<string, string> | undefined {
    const values = Object.entries(grouped(pairs)).map(([name, all]) => [name, all.join(",")] as const);
    return values.length === 0 ? undefined : Object.fromEntries(values);
}

/** The parts that an event of format 2.0 has for integrations and authorizers alike; absent ones are undefined. */
export function versionTwoParts(call: RoutedCall) {
    const { route, pathParameters, stage, context } = call;
    const cookies = eventCookies(call);
    return {
        routeKey: route.routeKey,
        cookies: cookies.length === 0 ? undefined : cookies,
        headers: joinedValues(eventHeaders(call).filter(([name]) => name !== "cookie")) ?? {},
        queryStringParameters: joinedValues(queryPairs(call.request)),
        pathParameters: orUndefined(pathParameters),
        stageVariables: orUndefined(stage.variables),
        requestContext: {
            accountId: context.accountId ?? "",
            apiId: context.apiId ?? "",
            domainName: context.domainName ?? "",
            domainPrefix: context.domainPrefix ?? "",
            requestId: context.requestId ?? "",
            routeKey: route.routeKey,
            stage: stage.name,
            time: context.requestTime ?? "",
            timeEpoch: Number(context.requestTimeEpoch),
        },
    };
}

function orUndefined<Value extends object>(values: Value): Value | undefined {
    return Object.keys(values).length === 0 ? undefined : values;
}
