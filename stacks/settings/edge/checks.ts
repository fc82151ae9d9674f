import { isInZone, isZoneId, maxCommonName } from "../domain/zone-names";
import { checkHttpEdge, hasHttpOrigin } from "../http-api/edge-checks";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import { checkEdgeLock } from "./lock-checks";
import { checkEdgePaths } from "./path-checks";
import { type EdgeSettings, edgeRegion } from "./schema";

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
const maxNames = 100;

// Partitions without CloudFront, or with one of other regions and endpoints: China, GovCloud, the isolated regions and the European
// Sovereign Cloud (docs.aws.amazon.com/general/latest/gr/cf_region.html,
// docs.aws.amazon.com/govcloud-us/latest/UserGuide/setting-up-cloudfront.html).
const otherPartition = /^(cn|us-gov|[a-z]+-iso[a-z]*|eusc)-/;

/**
 * Checks the settings of the distribution against the others; the caller leaves out sections that are not valid by themselves.
 * @param region the stack's region; undefined if it is not in its configuration.
 */
export function checkEdge(settings: Partial<Settings>, region = ""): string[] {
    const { edge, domain } = settings;
    if (edge === undefined) return [];
    const elsewhere = `none in ${region}, whose partition has no ${edgeRegion}, where CloudFront has its certificates and logs`;
    return [
        ...(otherPartition.test(region) ? [`gatehouse:edge: got a map, want ${elsewhere}`] : []),
        ...checkNames(edge, domain?.name),
        ...checkCountries(edge),
        ...(hasHttpOrigin(settings) ? checkHttpEdge(edge, settings) : checkRestEdge(edge, settings)),
    ];
}

function checkRestEdge(edge: EdgeSettings, settings: Partial<Settings>): string[] {
    const { domain, gateway, stages, apis = {} } = settings;
    const { httpCacheSeconds } = edge;
    const unused = "no such key without an API that the HTTP API publishes";
    return [
        ...(httpCacheSeconds === undefined
            ? []
            : [settingProblem(["edge", "httpCacheSeconds"], httpCacheSeconds, unused)]),
        ...checkEdgeLock(edge, settings),
        ...(gateway ? checkOrigin(gateway.endpoint, domain) : []),
        ...(stages ? checkEdgePaths(edge, Object.keys(stages), Object.keys(apis)) : []),
    ];
}

function checkNames({ name, aliases, hostedZone, certificateArn }: EdgeSettings, domainName?: string): string[] {
    const problemsOf = (path: (string | number)[], own: string, earlier: readonly string[]) => {
        const problem = (want: string) => [settingProblem(["edge", ...path], own, want)];
        if (!isZoneId(hostedZone) && !isInZone(own, hostedZone))
            return problem(`a name in the hosted zone, such as www.${hostedZone}`);
        if (own === domainName) return problem("another name than that of `gatehouse:domain`, which CloudFront calls");
        if (earlier.includes(own)) return problem("a name that the distribution does not have already");
        return [];
    };
    const isTooLong = certificateArn === undefined && name.length > maxCommonName;
    const long = `at most ${maxCommonName} characters, as ACM puts no more into a certificate's first name`;
    const many = `at most ${maxNames - 1} further names, as a distribution has at most ${maxNames}`;
    return [
        ...problemsOf(["name"], name, []),
        ...(isTooLong ? [settingProblem(["edge", "name"], name, long)] : []),
        ...aliases.flatMap((own, index) => problemsOf(["aliases", index], own, [name, ...aliases.slice(0, index)])),
        ...(aliases.length < maxNames ? [] : [`gatehouse:edge.aliases: got ${aliases.length} names, want ${many}`]),
    ];
}

function checkCountries({ countries }: EdgeSettings): string[] {
    if (countries === undefined) return [];
    const { allow, block } = countries;
    const problem = (path: string[], value: unknown, want: string) => [
        settingProblem(["edge", "countries", ...path], value, want),
    ];
    if ((allow === undefined) === (block === undefined)) return problem([], countries, "either allow or block");
    const twice = repeatedCountries("edge", countries);
    if (twice.length > 0) return twice;
    if (allow?.length === 0) return problem(["allow"], allow, "at least one country");
    return block?.length === 0 ? problem(["block"], block, "at least one country") : [];
}

type Countries = NonNullable<EdgeSettings["countries"]>;

/** Problems of countries that a list has more than once. @param section that of the settings that has the lists. */
export function repeatedCountries(section: "edge" | "firewall", { allow, block }: Countries): string[] {
    return Object.entries({ allow, block }).flatMap(([list, codes = []]) =>
        codes.flatMap((code, index) =>
            codes.indexOf(code) < index
                ? [settingProblem([section, "countries", list, index], code, "each country once")]
                : [],
        ),
    );
}

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: CloudFront advises against a distribution before
// another one, which an edge-optimized endpoint has. docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html: it calls
// origins by TLS 1.2 at most.
function checkOrigin({ type, securityPolicy }: Settings["gateway"]["endpoint"], domain: Settings["domain"]): string[] {
    const regional = "regional beside `gatehouse:edge`, as CloudFront calls the API in its region";
    const tls = "a policy that accepts TLS 1.2 beside `gatehouse:edge`, as CloudFront calls the API by it";
    const isNewer = (policy = "") => policy.startsWith("SecurityPolicy_TLS13_1_3_");
    return [
        ...(type === "regional" ? [] : [settingProblem(["gateway", "endpoint", "type"], type, regional)]),
        ...(isNewer(securityPolicy)
            ? [settingProblem(["gateway", "endpoint", "securityPolicy"], securityPolicy, tls)]
            : []),
        ...(isNewer(domain?.tlsPolicy) ? [settingProblem(["domain", "tlsPolicy"], domain?.tlsPolicy, tls)] : []),
    ];
}
