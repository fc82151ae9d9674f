import { emptyResult, type RuleResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { apisOf } from "../../gateway/api-references";
import { cachePoliciesAt } from "../../gateway/cache-policies";
import { anyDomainTypes, behavioursOf, distributionTypes, targetsOf } from "../../gateway/edge";
import { isExempt, isHttpApi, quickRouteOf, routeKeyOf, routesOf } from "../../gateway/http-api";
import { matchesAll, mayMatch, viewerPaths } from "../../gateway/path-pattern";
import { newerApiTypes } from "../../gateway/types";
import { type Finding, finding, quietly, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { dependenciesOf, resolveReference } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import {
    knownValue,
    type Path,
    type Reading,
    read,
    readBoolean,
    readList,
    readNumber,
    readString,
} from "../../reading/value";
import { cachingOf } from "../r4/edge-keys";

const mappingTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/apiMapping:ApiMapping"]);

/** Checks the HTTP APIs of a stack; no one is warned of a protocol that is not known, which R4 does, but the update looks at it. */
export const checkHttpApis = (stack: Stack, settings: Settings): RuleResult[] =>
    stack.ofType(newerApiTypes).map((api) => {
        const protocol = readString(api.props, "protocolType");
        if (protocol.state === "unknown") return uncountedResult(quietly([unknownValueFinding(api, protocol)]));
        return isHttpApi(api) ? checkHttpApi(stack, api, settings) : emptyResult;
    });

/**
 * Checks the GET operations of an HTTP API, which has no cache. Only a distribution can cache them, and only if each entry is
 * that of a key and there is no way to the API beside it: by a client certificate, since an HTTP API has no firewall
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html and http-api-mutual-tls.html).
 */
function checkHttpApi(stack: Stack, api: Resource, { lowestTtlSeconds, exemptOperations }: Settings): RuleResult {
    const quick = quickRouteOf(api);
    const reads = [
        ...(quick === undefined ? [] : [quick]),
        ...(read(api.props, "body").state === "absent" ? [] : ["its body"]),
        // The engine registers routes in no certain order.
        ...routesOf(stack, api).map(routeKeyOf).sort(),
    ].filter(mayRead);
    const keys = reads.filter((key) => !isExempt(key, exemptOperations));
    const volatile = reads.length - keys.length;
    const counts = volatile > 0 ? { volatile } : {};
    if (keys.length === 0) return { counts, findings: [] };
    const disabled = readBoolean(api.props, "disableExecuteApiEndpoint");
    if (disabled.state === "unknown") return uncountedResult([unknownValueFinding(api, disabled)]);
    const missing = missingAtEdge(stack, api, keys, lowestTtlSeconds);
    if (missing === undefined) {
        const findings = ignoredChanges(api, ["disableExecuteApiEndpoint"]);
        return { counts: { cached: keys.length, ...counts }, findings };
    }
    return uncountedResult([typeof missing === "string" ? uncached(api, keys, missing) : missing]);
}

// A route for any method serves GET too; the key of one that is not known may.
const mayRead = (key: string): boolean => !/^(?:POST|PUT|PATCH|DELETE|OPTIONS|HEAD) /.test(key);

const uncached = (api: Resource, [first = "", ...others]: readonly string[], missing: string): Finding =>
    finding(api, {
        actual: `an HTTP API has no cache, so every call of ${first}${others.length > 0 ? ` and ${others.length} more` : ""} reaches the backend, and no edge of this program is known to cache for it: ${missing}`,
        expected: "a cache for every GET operation, which callers cannot pass by",
        change: "make it a REST API, whose stage has a cache; or put a CloudFront distribution in front of it that caches by x-api-key with a minTtl above 0 and presents a client certificate (originMtlsConfig), set disableExecuteApiEndpoint to true, and give it a domain name with mutualTlsAuthentication",
    });

/** The first condition that is not met; undefined if every call goes through an edge that caches by key. */
function missingAtEdge(
    stack: Stack,
    api: Resource,
    keys: readonly string[],
    lowestTtl: number,
): string | Finding | undefined {
    if (knownValue(readBoolean(api.props, "disableExecuteApiEndpoint")) !== true)
        return "disableExecuteApiEndpoint is not true";
    const mappings = stack.ofType(mappingTypes).filter((each) => apisOf(stack, each, "apiId").includes(api));
    const domains = mappings.map((each) => resolveReference(stack, each, "domainName", anyDomainTypes, hostOf));
    if (domains.length === 0 || domains.some((each) => each.length === 0))
        return "it has no domain name of this program";
    // An ignored change keeps an earlier name, or maps an earlier API.
    if (mappings.some((each) => ignoredChanges(each, ["domainName", "apiId", "apiMappingKey"]).length > 0))
        return "ignoreChanges keeps an earlier mapping of a domain name";
    const trust = domains.flat().map((domain) => ({ domain, reading: read(domain.props, "mutualTlsAuthentication") }));
    const unknown = trust.find(({ reading }) => reading.state === "unknown");
    if (unknown) return unknownValueFinding(api, unknown.reading, undefined, unknown.domain);
    const open = domains.flat().find((each) => !demandsCertificate(each));
    if (open) return `domain name "${open.name}" demands no client certificate`;
    const places = stack.ofType(distributionTypes).flatMap((edge) => placesTo(stack, edge, domains.flat()));
    if (places.length === 0) return "no distribution has its domain name as an origin";
    const reached = places.filter((place) =>
        keys.some((key) => pathsTo(stack, place, mappings, key).some((path) => reaches(place, path))),
    );
    if (reached.length === 0) return "no distribution leads to its routes by the paths of its origins and mappings";
    return reached.map((place) => problemAt(stack, place, lowestTtl)).find((each) => each !== undefined);
}

/** Paths under which viewers may call a route through a behaviour: below the key of each mapping of the host that it calls. */
function pathsTo(
    stack: Stack,
    { edge, origins, behaviour }: Place,
    mappings: readonly Resource[],
    key: string,
): string[] {
    const targets = targetsOf(edge, behaviour).filter((index) => origins.includes(index));
    return targets.flatMap((index) => {
        const host = readString(edge.props, "origins", index, "domainName");
        const isMapped = (mapping: Resource) =>
            host.state !== "known" ||
            resolveReference(stack, mapping, "domainName", anyDomainTypes, hostOf).some((each) =>
                [undefined, host.value].includes(hostOf(each)),
            );
        const originPath = textOf(readString(edge.props, "origins", index, "originPath"));
        return mappings.filter(isMapped).flatMap(({ props }) => {
            const base = textOf(readString(props, "apiMappingKey"));
            return routePaths(key).flatMap((path) =>
                viewerPaths(base === undefined || path === undefined ? undefined : `/${base}${path}`, originPath),
            );
        });
    });
}

const routePaths = (key: string): readonly (string | undefined)[] =>
    key === "$default" ? ["/", "/{proxy+}"] : [/^[A-Z]+ (\/\S*)$/.exec(key)?.[1]];

// Undefined while it is not known.
const textOf = (reading: Reading<string>): string | undefined =>
    reading.state === "absent" ? "" : knownValue(reading);

/** Whether CloudFront may find a behaviour for a path of a viewer: the first one whose path pattern matches, the default one last. */
function reaches({ edge, behaviour }: Place, path: string): boolean {
    const [first, ...others] = behavioursOf(edge);
    // `behavioursOf` begins with the default behaviour.
    const ordered = first?.[0] === "defaultCacheBehavior" ? [...others, first] : behavioursOf(edge);
    for (const each of ordered) {
        const isDefault = each[0] === "defaultCacheBehavior";
        const pattern = isDefault ? "*" : knownValue(readString(edge.props, ...each, "pathPattern"));
        if (each.join() === behaviour.join()) return pattern === undefined || mayMatch(pattern, path);
        if (pattern !== undefined && matchesAll(pattern, path)) return false;
    }
    return true;
}

const hostOf = ({ props }: Resource): string | undefined => knownValue(readString(props, "domainName"));

const demandsCertificate = (domain: Resource): boolean =>
    readString(domain.props, "mutualTlsAuthentication", "truststoreUri").state !== "absent" &&
    ignoredChanges(domain, ["mutualTlsAuthentication"]).length === 0;

/** A behaviour of a distribution that sends requests to the API, with the indexes of these origins. */
interface Place {
    readonly edge: Resource;
    readonly origins: readonly number[];
    readonly behaviour: Path;
}

function placesTo(stack: Stack, edge: Resource, domains: readonly Resource[]): Place[] {
    const depended = dependenciesOf(stack, edge, "origins", anyDomainTypes).some((each) => domains.includes(each));
    const origins = [...(knownValue(readList(edge.props, "origins")) ?? []).keys()].filter((index) => {
        const host = readString(edge.props, "origins", index, "domainName");
        return host.state === "unknown" ? depended : domains.some((each) => hostOf(each) === knownValue(host));
    });
    return behavioursOf(edge)
        .filter((behaviour) => targetsOf(edge, behaviour).some((index) => origins.includes(index)))
        .map((behaviour) => ({ edge, origins, behaviour }));
}

function problemAt(stack: Stack, { edge, origins, behaviour }: Place, lowestTtl: number): string | undefined {
    const presents = (index: number) =>
        readString(edge.props, "origins", index, "customOriginConfig", "originMtlsConfig", "clientCertificateArn");
    if (!origins.every((index) => ["known", "unknown"].includes(presents(index).state)))
        return `distribution "${edge.name}" presents no client certificate`;
    const policies = cachePoliciesAt(stack, edge, behaviour);
    const text = `distribution "${edge.name}" caches ${behaviour.join(".")}`;
    if (policies.length === 0) return `${text} by no CachePolicy of this program`;
    if (policies.some((each) => cachingOf(each) !== "keyed")) return `${text} without x-api-key in the key`;
    const isShort = ({ props }: Resource) => (knownValue(readNumber(props, "minTtl")) ?? 0) < lowestTtl;
    if (policies.some(isShort)) return `${text} with a minTtl below ${lowestTtl}`;
    const patterns = ["orderedCacheBehaviors.*.pathPattern", "cacheBehaviors.*.pathPattern"];
    const paths = ["minTtl", "parametersInCacheKeyAndForwardedToOrigin", "origins", String(behaviour[0]), ...patterns];
    const isIgnored = [...policies, edge].some((each) => ignoredChanges(each, paths).length > 0);
    return isIgnored ? `ignoreChanges keeps an earlier cache of "${edge.name}"` : undefined;
}
