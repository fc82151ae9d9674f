import { z } from "zod";
import type { GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";
import { cookiesOf, type EdgeRequest, queryPairs } from "../request/edge-request";
import type { Distribution } from "../state/deployed-edge";

const single = z.object({ value: z.string() });
const value = single.extend({ multiValue: z.array(single).optional() });
const values = z.record(z.string(), value).default({});

/** The parts of a request that a function may change. */
export const requestForm = z.object({
    uri: z.string(),
    querystring: z.union([values, z.string()]).default({}),
    headers: values,
    cookies: values,
});

/** A response that a function returns in place of a request, or changes. */
export const responseForm = z.object({
    statusCode: z.number().int().min(200).max(599),
    statusDescription: z.string().optional(),
    headers: values,
    cookies: z.record(z.string(), z.object({ value: z.string(), attributes: z.string().optional() })).default({}),
    body: z.union([z.string(), z.object({ encoding: z.enum(["text", "base64"]), data: z.string() })]).optional(),
});

type Values = z.output<typeof values>;

// Several values of a name: the event's `value` is the last one, as it is the last that a viewer sent.
function grouped(pairs: Iterable<readonly [name: string, value: string]>): Values {
    const all = new Map<string, string[]>();
    for (const [name, each] of pairs) all.set(name, [...(all.get(name) ?? []), each]);
    return Object.fromEntries(
        [...all].map(([name, each]) => [
            name,
            {
                value: each.at(-1) ?? "",
                ...(each.length > 1 && { multiValue: each.map((one) => ({ value: one })) }),
            },
        ]),
    );
}

/** The names and values of a part of an event. */
export function ungrouped(given: Values): [name: string, value: string][] {
    return Object.entries(given).flatMap(([name, { value: one, multiValue }]) =>
        (multiValue ?? [{ value: one }]).map((each): [string, string] => [name, each.value]),
    );
}

/**
 * The event that a CloudFront Function gets: names of headers in lower case, and cookies apart from the headers
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html).
 * @param response for a viewer response.
 */
export function functionEvent(
    request: EdgeRequest,
    { id, domainName }: Pick<Distribution, "id" | "domainName">,
    response?: GatewayResponse,
): unknown {
    const { method, path: uri, query, headers, sourceIp, id: requestId } = request;
    const eventType = response === undefined ? "viewer-request" : "viewer-response";
    return {
        version: "1.0",
        context: { distributionDomainName: domainName, distributionId: id, eventType, requestId },
        viewer: { ip: sourceIp },
        request: {
            method,
            uri,
            querystring: grouped(queryPairs(query).map(([name, each]) => [name, each ?? ""] as const)),
            headers: grouped(lowerCase(headers, "cookie")),
            cookies: grouped(cookiesOf(request)),
        },
        ...(response && {
            response: {
                statusCode: response.status,
                headers: grouped(lowerCase(response.headers, "set-cookie")),
                cookies: responseCookies(response.headers),
            },
        }),
    };
}

function lowerCase(headers: HeaderList, left: string): [string, string][] {
    return headers
        .map(([name, each]): [string, string] => [name.toLowerCase(), each])
        .filter(([name]) => name !== left);
}

function responseCookies(headers: HeaderList): Record<string, { value: string; attributes?: string }> {
    const set = headers.filter(([name]) => name.toLowerCase() === "set-cookie");
    return Object.fromEntries(
        set.map(([, cookie]) => {
            const [, name = "", one = "", attributes] = /^([^=;]+)=([^;]*)(?:;\s*(.*))?$/.exec(cookie) ?? [];
            return [name.trim(), { value: one, ...(attributes !== undefined && { attributes }) }];
        }),
    );
}
