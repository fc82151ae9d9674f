import { posix } from "node:path";
import { type GatewayRequest, headerValues, pathOf } from "../../gateway-emulator/http/message";
import { readQuery } from "../../gateway-emulator/request/call-context";
import { cookiesOf } from "../request/edge-request";
import type { Field, Inspected } from "../state/web-acl";

/** A request as the firewall sees it. */
export interface InspectedRequest extends Pick<GatewayRequest, "method" | "url" | "headers" | "body" | "sourceIp"> {
    /** ISO code of the country that its address is in. */
    readonly country: string;
}

// Bytes of a body that WAF inspects by default behind CloudFront and API Gateway (docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html).
const inspectedBytes = 16_384;

/**
 * The values of a part of a request, after the transformations; none if the request does not have it.
 * A body is inspected up to 16 KB.
 */
export function inspectedValues({ field, transformations }: Inspected, request: InspectedRequest): string[] {
    return valuesOf(field, request).map((value) =>
        transformations.reduce((text, name) => (transform[name] ?? same)(text), value),
    );
}

function valuesOf(field: Field, request: InspectedRequest): string[] {
    const { headers, body, method, url } = request;
    switch (field.kind) {
        case "header": {
            const values = headerValues(headers, field.name);
            return values.length === 0 ? [] : [values.join(",")];
        }
        case "cookie":
            return cookiesOf(request).flatMap(([name, value]) => (name === field.name ? [value] : []));
        case "argument":
            return readQuery(url).flatMap(([name, value]) =>
                name.toLowerCase() === field.name.toLowerCase() ? [value] : [],
            );
        case "arguments":
            return readQuery(url).map(([, value]) => value);
        case "headers":
            return headers.map(([, value]) => value);
        case "cookies":
            return cookiesOf(request).map(([, value]) => value);
        case "path":
            return [pathOf(request)];
        case "query":
            return [url.includes("?") ? url.slice(url.indexOf("?") + 1) : ""];
        case "method":
            return [method];
        case "body":
            return [body.subarray(0, inspectedBytes).toString("latin1")];
        case "unknown":
            return [];
    }
}

const same = (text: string) => text;

// docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html; the others change nothing here.
const transform: Readonly<Record<string, (text: string) => string>> = {
    LOWERCASE: (text) => text.toLowerCase(),
    URL_DECODE: (text) => text.replaceAll("+", " ").replaceAll(/%([0-9a-f]{2})/gi, character),
    COMPRESS_WHITE_SPACE: (text) => text.replaceAll(/\s+/g, " "),
    NORMALIZE_PATH: (text) => posix.normalize(text),
};

const character = (_: string, code: string) => String.fromCharCode(Number.parseInt(code, 16));
