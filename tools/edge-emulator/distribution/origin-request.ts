import { type GatewayRequest, type HeaderList, headerValues } from "../../gateway-emulator/http/message";
import { type EdgeRequest, joinQuery } from "../request/edge-request";
import type { Behavior, Origin, Selection } from "../state/deployed-edge";
import { preferredCodings } from "./compression";
import { cloudFrontHeaders, isSelected, selectedCookies, selectedQuery } from "./selection";

const none: Selection = { behavior: "none", names: [] };

// Never passed on (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html, "HTTP request headers and CloudFront behavior").
const removed = [
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "x-amz-cf-id",
    "x-forwarded-proto",
    "x-http-method-override",
    "x-real-ip",
];

// Passed on without a policy too: the same table.
const alwaysSent = [
    "cache-control",
    "content-length",
    "content-md5",
    "content-type",
    "date",
    "from",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "max-forwards",
    "origin",
    "pragma",
    "range",
    "via",
    "warning",
    "x-forwarded-for",
];

// For a response that CloudFront may store, it requests the whole object, and evaluates conditions and ranges itself.
const conditional = ["if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "range"];

/**
 * The request that CloudFront sends to an origin: the headers, cookies and query parameters of the cache's key and of the origin request
 * policy, without what CloudFront removes; `Host` is the origin's name unless the policy sends the viewer's; the origin's custom headers
 * replace those of the viewer.
 * @param stores whether the response may be stored.
 */
export function originRequest(
    request: EdgeRequest,
    { cache, originRequest: policy, compresses }: Behavior,
    origin: Origin,
    stores: boolean,
): GatewayRequest {
    const selections = [cache.headers, policy?.headers ?? none];
    const isSent = (name: string) => selections.some((each) => isSelected(each, name));
    const custom = origin.customHeaders.map(([name]) => name.toLowerCase());
    const viewer = request.headers.filter(([given]) => {
        const name = given.toLowerCase();
        if (removed.includes(name) || name.startsWith("x-edge-") || custom.includes(name)) return false;
        if (rewritten.includes(name) || (stores && conditional.includes(name))) return false;
        return isSent(name) || alwaysSent.includes(name);
    });
    const generated = cloudFrontHeaders(request).filter(([name]) =>
        selections.some(({ behavior, names }) => behavior === "listed" && names.includes(name.toLowerCase())),
    );
    const cookies = selectedCookies(request, cache.cookies, policy?.cookies ?? none);
    const query = joinQuery(selectedQuery(request, cache.queryStrings, policy?.queryStrings ?? none));
    const host = isSent("host") ? (headerValues(request.headers, "host")[0] ?? origin.domainName) : origin.domainName;
    const codings = compresses ? preferredCodings(request.headers, cache.codings) : [];
    const headers: HeaderList = [
        ["Host", host],
        ...viewer,
        ...userAgent(request, isSent("user-agent")),
        ...(isSent("accept-encoding") && cache.codings.length === 0 ? sent(request, "Accept-Encoding") : []),
        ...(codings.length > 0 ? [["Accept-Encoding", codings.join(",")] as const] : []),
        ...(cookies.length > 0
            ? [["Cookie", cookies.map(([name, value]) => `${name}=${value}`).join("; ")] as const]
            : []),
        ["X-Forwarded-For", [...headerValues(request.headers, "x-forwarded-for"), request.sourceIp].join(", ")],
        ["Via", [...headerValues(request.headers, "via"), "1.1 local.cloudfront.net (CloudFront)"].join(", ")],
        ["X-Amz-Cf-Id", request.id],
        ...generated,
        ...origin.customHeaders,
    ];
    const { method, body, sourceIp } = request;
    return {
        method,
        url: `${origin.path}${request.path}${query === "" ? "" : `?${query}`}`,
        headers,
        body,
        // Reports differ on what API Gateway takes for the caller's address behind a distribution; most name the viewer's.
        sourceIp,
    };
}

// Set below from more than the viewer's header.
const rewritten = ["host", "user-agent", "accept-encoding", "cookie", "x-forwarded-for", "via"];

function userAgent(request: EdgeRequest, isSent: boolean): HeaderList {
    return isSent ? sent(request, "User-Agent") : [["User-Agent", "Amazon CloudFront"]];
}

function sent({ headers }: EdgeRequest, name: string): HeaderList {
    return headerValues(headers, name).map((value) => [name, value] as const);
}
