import { type RuleResult, uncountedResult } from "../../contract/result";
import { behavioursOf, distributionTypes, gatewayOriginsOf, targetsOf } from "../../gateway/edge";
import { setsKey } from "../../reading/edge-code";
import { type Finding, finding, quietly, undecidedFinding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { resolveReference } from "../../reading/references";
import { type Plain, type Props, type Resource, resourceWith, type Stack, UNKNOWN } from "../../reading/resource";
import {
    isList,
    knownValue,
    type Path,
    pathText,
    type Reading,
    read,
    readList,
    readNumber,
    readObject,
    readString,
} from "../../reading/value";

const functionTypes: ReadonlySet<string> = new Set(["aws:cloudfront/function:Function"]);
const responseTypes: ReadonlySet<string> = new Set(["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"]);
/** Policies that say which responses a distribution keeps, and for which requests. */
export const cachePolicyTypes: ReadonlySet<string> = new Set(["aws:cloudfront/cachePolicy:CachePolicy"]);

/** Types in front of the gateway that could add a key to requests, or give one away. */
export const injectingTypes: ReadonlySet<string> = new Set([...distributionTypes, ...functionTypes, ...responseTypes]);

const header = "x-api-key";

/**
 * Reports a key among the custom headers of an origin, or one set by a function. CloudFront adds these headers to every
 * request (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html), so that anyone
 * can call the API without a key, and all callers count as one client. A header of a response would tell everyone a key.
 */
export function checkInjectedKey(resource: Resource): Finding[] {
    if (responseTypes.has(resource.type)) return checkHeaders(resource, [["customHeadersConfig", "items"]]);
    if (functionTypes.has(resource.type)) {
        const isInjected = setsKey(knownValue(readString(resource.props, "code")) ?? "");
        const change = `the assignment of ${header} from its code`;
        return isInjected ? [injected(resource, `its code sets the header ${header}`, change)] : [];
    }
    // Unknown origins are reported by r1-private-paths.
    const origins = knownValue(readList(resource.props, "origins")) ?? [];
    const found = checkHeaders(
        resource,
        [...origins.keys()].map((index) => ["origins", index, "customHeaders"]),
    );
    if (found.length > 0) return found;
    // Ignored changes of a whole origin are reported by r1-private-paths.
    const ignoreChanges = resource.ignoreChanges.filter((path) => path.includes("customHeaders"));
    const checked = nameKeys.map((key) => `origins.*.customHeaders.*.${key}`);
    return ignoredChanges(resourceWith(resource, { ignoreChanges }), checked);
}

// Of a Distribution, a MultitenantDistribution, and a ResponseHeadersPolicy.
const nameKeys = ["name", "headerName", "header"];

function checkHeaders(resource: Resource, lists: readonly Path[]): Finding[] {
    for (const list of lists) {
        const headers = readList(resource.props, ...list);
        if (headers.state === "unknown") return [unknownValueFinding(resource, headers)];
        for (const [place, own] of (knownValue(headers) ?? []).entries()) {
            const at = [...list, place];
            const names = nameKeys.map((key) => readString(resource.props, ...at, key));
            const unknown = names.find(({ state }) => state === "unknown");
            if (unknown) return [unknownValueFinding(resource, unknown)];
            if (isKeyHeader(own)) return [injected(resource, `${pathText(at)} is ${header}`, pathText(at))];
        }
    }
    return [];
}

const isKeyHeader = (own: Plain): boolean =>
    nameKeys.some((key) => knownValue(readString(own, key))?.trim().toLowerCase() === header);

const injected = (resource: Resource, actual: string, removed: string): Finding =>
    finding(resource, {
        actual: `${actual}, so anyone can call the API with a key that is not their own`,
        expected: "callers that send their own key",
        change: `remove ${removed}, and have clients send their own ${header}`,
    });

/** Whether CloudFront may answer from its cache, and whether the entries are those of one key. */
type Caching = "off" | "keyed" | "keyless" | "unknown";

const managed: ReadonlyMap<string, string> = new Map([
    ["4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled"],
    ["658327ea-f89d-4fab-a63d-7e88639e58f6", "CachingOptimized"],
    ["b2884449-e4de-46a7-ac36-70bc7f1ddd6d", "CachingOptimizedForUncompressedObjects"],
    ["08627262-05a9-4f76-9ded-b50ca2e3a84f", "Elemental-MediaPackage"],
    ["2e54312d-136d-493c-8eb9-b001f22f67d2", "Amplify"],
    ["83da9c7e-98b4-4e11-a168-04f0df8e2c65", "UseOriginCacheControlHeaders"],
    ["4cc15a8a-d715-48a4-82b8-cc0b614638fe", "UseOriginCacheControlHeaders-QueryStrings"],
]);

/** Whether an id is that of a cache policy of AWS, which is the same in every account and contains no key. */
export const isManagedPolicy = (id: string | undefined): boolean => id !== undefined && managed.has(id);

/**
 * Reports behaviours that cache responses of the gateway under keys without `x-api-key`: a hit is answered at the edge, so
 * no one asks for the caller's key. AWS's managed policies cache without it, all but CachingDisabled
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html).
 */
export function checkEdgeCache(stack: Stack, distribution: Resource): RuleResult {
    // r1-private-paths reports origins that are not known.
    if (readList(distribution.props, "origins").state === "unknown")
        return uncountedResult(quietly(cacheFindings(distribution, ["origins"], "unknown", "its policy")));
    const gateways = gatewayOriginsOf(stack, distribution);
    const places = behavioursOf(distribution).filter((place) =>
        targetsOf(distribution, place).some((index) => gateways.includes(index)),
    );
    const found = places.flatMap((place) => checkBehaviour(stack, distribution, place));
    const behaviours = ["defaultCacheBehavior", "orderedCacheBehaviors.*", "cacheBehaviors.*"];
    const ignored = behaviours.flatMap((each) => [`${each}.cachePolicyId`, `${each}.forwardedValues`]);
    const findings =
        found.length > 0 || places.length === 0 ? found.slice(0, 1) : ignoredChanges(distribution, ignored);
    return { counts: findings.length === 0 && places.length > 0 ? { "edge behaviour": places.length } : {}, findings };
}

function checkBehaviour(stack: Stack, distribution: Resource, place: Path): Finding[] {
    const behaviour = readObject(distribution.props, ...place);
    // r1-private-paths reports a behaviour that is not known.
    if (behaviour.state !== "known")
        return behaviour.state === "unknown"
            ? quietly(cacheFindings(distribution, place, "unknown", "its policy"))
            : [];
    const id = readString(behaviour.value, "cachePolicyId");
    if (id.state === "absent")
        return cacheFindings(distribution, place, legacyCaching(behaviour.value), "forwardedValues");
    const name = id.state === "known" ? managed.get(id.value) : undefined;
    if (name !== undefined)
        return cacheFindings(distribution, place, name === "CachingDisabled" ? "off" : "keyless", `the policy ${name}`);
    // The dependencies are those of the whole property, such as of every behaviour.
    const property = String(place[0]);
    const only = resourceWith(distribution, { props: { [property]: id.state === "known" ? id.value : UNKNOWN } });
    const policies = resolveReference(stack, only, property, cachePolicyTypes);
    const states = new Set<Caching>(policies.length === 0 ? ["unknown"] : policies.map(cachingOf));
    const state: Caching =
        states.has("unknown") || (states.has("keyless") && states.size > 1) ? "unknown" : ([...states][0] ?? "unknown");
    const [policy] = policies;
    const found = cacheFindings(distribution, place, state, policy ? `the policy "${policy.name}"` : "its policy");
    return found.length > 0 ? found : policies.flatMap((each) => ignoredChanges(each, [parameters, "maxTtl"]));
}

function cacheFindings(distribution: Resource, place: Path, state: Caching, what: string): Finding[] {
    const at = pathText(place);
    if (state === "unknown")
        return [
            undecidedFinding(distribution, {
                actual: `${at} may cache responses of the API, since whether ${what} caches them for each key is not known at preview`,
                decidedBy: `${at}.cachePolicyId, and the time to live and the headers of that policy`,
                change: `set ${at}.cachePolicyId to the id of CachingDisabled, or of a CachePolicy of this program`,
            }),
        ];
    if (state !== "keyless") return [];
    return [
        finding(distribution, {
            actual: `${at} caches responses of the API by ${what}, whose cache key does not contain ${header}, so a response to one client is served to anyone, without a key`,
            expected: `no cache in front of the API, or ${header} in the key of each entry`,
            change: `set ${at}.cachePolicyId to the managed policy CachingDisabled, or to one whose headersConfig contains ${header}`,
        }),
    ];
}

const parameters = "parametersInCacheKeyAndForwardedToOrigin";

/**
 * Reads how a cache policy caches. A maximum of 0 stores nothing; with any other one, a header of the response decides
 * (docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html), which the backend may send.
 */
export function cachingOf({ props }: Resource): Caching {
    const keyed = isKeyed(read(props, parameters, "headersConfig", "headers", "items"));
    const behaviour = readString(props, parameters, "headersConfig", "headerBehavior");
    if (keyed === true && knownValue(behaviour) === "whitelist") return "keyed";
    const longest = readNumber(props, "maxTtl");
    if (knownValue(longest) === 0) return "off";
    return [longest.state, behaviour.state, keyed].includes("unknown") ? "unknown" : "keyless";
}

// Older settings. CloudFront does not cache if every header is forwarded
// (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/header-caching.html).
function legacyCaching(behaviour: Props): Caching {
    // AWS rejects a behaviour with neither.
    if (read(behaviour, "forwardedValues").state === "absent") return "off";
    const headers = read(behaviour, "forwardedValues", "headers");
    const keyed = isKeyed(headers);
    const longest = readNumber(behaviour, "maxTtl");
    if (knownValue(longest) === 0 || isKeyed(headers, "*") === true) return "off";
    if (keyed === true) return "keyed";
    return longest.state === "unknown" || keyed === "unknown" ? "unknown" : "keyless";
}

function isKeyed(headers: Reading<Plain>, wanted = header): boolean | "unknown" {
    if (headers.state !== "known") return headers.state === "unknown" && "unknown";
    const names = isList(headers.value) ? headers.value : [];
    if (names.some((name) => typeof name === "string" && name.toLowerCase() === wanted)) return true;
    return names.includes(UNKNOWN) && "unknown";
}
