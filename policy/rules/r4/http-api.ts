import { type RuleResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import {
    authorizingFunctions,
    isExempt,
    newerAuthorizerTypes,
    quickRouteOf,
    routeKeyOf,
    routesOf,
} from "../../gateway/http-api";
import { unresolvedFinding } from "../../gateway/unresolved";
import { type Finding, finding, ofTier, undecidedFinding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { resolveReference } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { describeReading, knownValue, read, readList, readString } from "../../reading/value";

const keySource = "$request.header.x-api-key";
const expected =
    "a key for every call: a REST API, or an HTTP API each of whose routes has a Lambda authorizer that demands the header x-api-key";
const change = `make it a REST API (aws.apigateway.RestApi), which has keys, plans and a cache; or set authorizationType "CUSTOM" and authorizerId on each route, from an aws.apigatewayv2.Authorizer of type "REQUEST" with "${keySource}" in identitySources and a function of this program`;

/** Result for a route: `because` says why it can be called without a key. */
type Judged =
    | { readonly state: "keyed"; readonly authorizers: readonly Resource[] }
    | { readonly state: "preflight" | "exempt" }
    | { readonly state: "open"; readonly because: string }
    | { readonly state: "undecided"; readonly finding: Finding };

/**
 * Checks that each route of an HTTP API demands a key. API Gateway has no keys for it, but it returns 401 for a call that
 * lacks an identity source of the route's Lambda authorizer, without calling it
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html). Which keys are valid is a matter
 * of the function's code, which `r4-authorizer-keys` has reviewed.
 */
export function checkHttpApi(stack: Stack, api: Resource, settings: Settings): RuleResult {
    if (read(api.props, "body").state !== "absent") return uncountedResult([imported(api)]);
    const quick = quickRouteOf(api);
    const routes = routesOf(stack, api);
    const judged = routes.map((route) => ({ key: routeKeyOf(route), ...judge(stack, route, settings) }));
    const open = [
        ...(quick === undefined ? [] : [{ key: quick, because: "target creates it without an authorizer" }]),
        // The engine registers routes in no certain order.
        ...judged.flatMap((each) => (each.state === "open" ? [each] : [])).sort((a, b) => (a.key < b.key ? -1 : 1)),
    ];
    const undecided = judged.flatMap((each) => (each.state === "undecided" ? [each.finding] : []));
    if (open.length > 0 || (quick === undefined && routes.length === 0))
        return uncountedResult([keyless(api, open), ...distinct(undecided)]);
    const authorizers = [...new Set(judged.flatMap((each) => (each.state === "keyed" ? each.authorizers : [])))];
    const ignored = [
        ...routes.flatMap((route) => ignoredChanges(route, ["routeKey", "authorizationType", "authorizerId", "apiId"])),
        ...authorizers.flatMap((each) =>
            ignoredChanges(each, ["authorizerType", "authorizerUri", "identitySources", "apiId"]),
        ),
        ...ignoredChanges(api, ["protocolType", "body", "target", "routeKey"]),
    ];
    const count = (state: Judged["state"]) => judged.filter((each) => each.state === state).length;
    const counts = { operation: count("keyed"), preflight: count("preflight"), exempt: count("exempt") };
    const byCode = authorizers.map((each) => validatedByCode(each, api));
    return {
        counts: Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0)),
        findings: [...distinct(undecided), ...ignored, ...ofTier("review", byCode)],
    };
}

// Several routes may have one authorizer.
const distinct = (findings: readonly Finding[]): Finding[] => [
    ...new Map(findings.map((each) => [each.message, each])).values(),
];

function judge(stack: Stack, route: Resource, { exemptOperations }: Settings): Judged {
    const key = readString(route.props, "routeKey");
    if (key.state === "known" && isExempt(key.value, exemptOperations)) return { state: "exempt" };
    const kind = readString(route.props, "authorizationType");
    if (kind.state === "unknown") return { state: "undecided", finding: unknownValueFinding(route, kind) };
    if (knownValue(kind) !== "CUSTOM") {
        // An HTTP API has no mock integration: a route without a target calls nothing.
        const isPreflight = /^OPTIONS /.test(knownValue(key) ?? "") && read(route.props, "target").state === "absent";
        if (isPreflight && exemptOperations.includes("preflight")) return { state: "preflight" };
        return { state: "open", because: `authorizationType is ${describeReading(kind)}, which demands no key` };
    }
    const authorizers = resolveReference(stack, route, "authorizerId", newerAuthorizerTypes);
    if (authorizers.length === 0) return { state: "undecided", finding: unresolvedAuthorizer(route) };
    const judged = authorizers.map((authorizer) => judgeAuthorizer(stack, authorizer));
    return (
        judged.find(({ state }) => state === "open") ??
        judged.find(({ state }) => state === "undecided") ?? { state: "keyed", authorizers }
    );
}

function judgeAuthorizer(stack: Stack, authorizer: Resource): Judged {
    const { props, name } = authorizer;
    const type = readString(props, "authorizerType");
    if (type.state === "unknown") return { state: "undecided", finding: unknownValueFinding(authorizer, type) };
    if (knownValue(type) !== "REQUEST")
        return { state: "open", because: `authorizerType of "${name}" is ${describeReading(type)}` };
    const sources = readList(props, "identitySources");
    const own = knownValue(sources) ?? [];
    // Names of headers are the same in any case.
    if (!own.some((each) => String(each).toLowerCase() === keySource)) {
        const unknown = [sources, ...own.map((_each, index) => read(props, "identitySources", index))].find(
            ({ state }) => state === "unknown",
        );
        if (unknown) return { state: "undecided", finding: unknownValueFinding(authorizer, unknown) };
        const because = `identitySources of "${name}" do not contain ${keySource}, so only its code can ask for a key`;
        return { state: "open", because };
    }
    if (authorizingFunctions(stack, authorizer).length === 0)
        return { state: "undecided", finding: unresolvedFunction(authorizer) };
    return { state: "keyed", authorizers: [authorizer] };
}

function keyless(api: Resource, open: readonly { readonly key: string; readonly because: string }[]): Finding {
    const none = "an HTTP API has no API keys, no usage plans and no cache";
    const [first] = open;
    if (first === undefined)
        return finding(api, { actual: `${none}, and no route that demands a key`, expected, change });
    const others = open.slice(1, 4).map(({ key }) => key);
    const rest = open.length > 4 ? [...others, `${open.length - 4} more`] : others;
    return finding(api, {
        actual: `${first.key} can be called without a key: ${none}, and ${first.because}${rest.length > 0 ? `; so can ${rest.join(", ")}` : ""}`,
        expected,
        change,
    });
}

// Without a Lambda authorizer in its text, no operation of a body demands a key.
function imported(api: Resource): Finding {
    const body = readString(api.props, "body");
    if (body.state === "unknown") return unknownValueFinding(api, body);
    if (!(knownValue(body) ?? "").includes("x-amazon-apigateway-authorizer"))
        return finding(api, {
            actual: "body contains no x-amazon-apigateway-authorizer, and an HTTP API has no API keys, so its operations can be called without a key",
            expected,
            change,
        });
    return undecidedFinding(api, {
        actual: "body declares the routes and the authorizers of an HTTP API, which no policy reads",
        decidedBy: "the value of body",
        change: "declare them as aws.apigatewayv2.Route, Integration and Authorizer, or make it a REST API",
    });
}

const unresolvedAuthorizer = (route: Resource): Finding =>
    unresolvedFinding(route, "authorizerId", {
        actual: "authorizerId does not resolve to an Authorizer of this stack, so whether a call needs a key is not known",
        expected,
        change: "set authorizerId from an aws.apigatewayv2.Authorizer of this program",
    });

const unresolvedFunction = (authorizer: Resource): Finding =>
    unresolvedFinding(authorizer, "authorizerUri", {
        actual: "authorizerUri does not resolve to a function of this stack, and its code decides which keys are valid",
        expected: "a function of this program that knows the keys",
        change: "set authorizerUri from invokeArn of a Function of this program",
    });

const validatedByCode = (authorizer: Resource, { name }: Resource): Finding =>
    finding(authorizer, {
        actual: `its function decides which keys of "${name}" are valid, and what each client may call; API Gateway itself only rejects a call without the header`,
        expected: "a function that denies every key that it does not know",
        change: 'review its code; to have that reviewed each year, set the level of r4-authorizer-keys to "mandatory", and waive it with the day of the review',
    });
