import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { breaks, holds, ignoring, type Props, part } from "./parts";
import { gatewayStack, onlyByCertificate, withCertificate } from "./stack";

const plans = "r4-usage-plans";
const network = "r1-network-paths";
const distributionType = "cloudfront/distribution:Distribution";
const sharedType = "cloudfront/multitenantDistribution:MultitenantDistribution";

const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const managed: Readonly<Record<string, string>> = {
    CachingOptimized: optimized,
    CachingOptimizedForUncompressedObjects: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    "Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    Amplify: "2e54312d-136d-493c-8eb9-b001f22f67d2",
    UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
};

const origins: Json = [
    { originId: "api", domainName: unknown, ...withCertificate },
    { originId: "site", domainName: unknown, originAccessControlId: unknown },
];
const site = part("s3/bucket:Bucket", "site");

/** A distribution in front of the gateway and of a bucket, with behaviours of the API; the stage is locked. */
const cached = (
    behaviours: Props,
    sources: readonly string[],
    more: readonly Declared[] = [],
    type = distributionType,
) =>
    onlyByCertificate([
        site,
        ...more,
        part(
            type,
            "cdn",
            { origins, ...behaviours },
            {
                origins: ["stage", "site"],
                ...Object.fromEntries(Object.keys(behaviours).map((key) => [key, sources])),
            },
        ),
    ]);
const byDefault = (behaviour: Props, sources: readonly string[] = [], more: readonly Declared[] = []): Declared[] =>
    cached({ defaultCacheBehavior: { targetOriginId: "api", ...behaviour } }, sources, more);

const headers = (...items: readonly Json[]): Props => ({
    headersConfig: { headerBehavior: "whitelist", headers: { items } },
});
const policy = (parameters: Json, ttl: Props = { minTtl: 0, defaultTtl: 60, maxTtl: 60 }, name = "policy"): Declared =>
    part("cloudfront/cachePolicy:CachePolicy", name, { ...ttl, parametersInCacheKeyAndForwardedToOrigin: parameters });
const noHeaders: Props = { headersConfig: { headerBehavior: "none" } };
const byPolicy = (...of: Parameters<typeof policy>): Declared[] =>
    byDefault({ cachePolicyId: unknown }, ["policy"], [policy(...of)]);
const legacy = (forwardedValues: Json, ttl: Props = { minTtl: 0, defaultTtl: 0 }): Declared[] =>
    byDefault({ forwardedValues, ...ttl });

/** Caches at the edge that answer without a key. */
const cacheViolations: readonly ViolationCase[] = [
    ...Object.entries(managed).map(([name, cachePolicyId]) =>
        breaks(plans, "cdn", `the managed policy ${name} in front of the API`, byDefault({ cachePolicyId })),
    ),
    breaks(plans, "cdn", "a cache by path, beside one that is off", [
        ...cached(
            {
                defaultCacheBehavior: { targetOriginId: "api", cachePolicyId: disabled },
                orderedCacheBehaviors: [{ pathPattern: "/items", targetOriginId: "api", cachePolicyId: optimized }],
            },
            [],
        ),
    ]),
    breaks(plans, "cdn", "a cache of a multi-tenant distribution", [
        ...cached({ cacheBehaviors: [{ targetOriginId: "api", cachePolicyId: optimized }] }, [], [], sharedType),
    ]),
    breaks(plans, "cdn", "a cache whose key has no headers", byPolicy(noHeaders)),
    breaks(plans, "cdn", "a cache whose key has other headers", byPolicy(headers("Authorization", "Accept"))),
    breaks(plans, "cdn", "a cache whose headers are not a list that counts", [
        ...byPolicy({ headersConfig: { headerBehavior: "none", headers: { items: ["x-api-key"] } } }),
    ]),
    breaks(
        plans,
        "cdn",
        "a cache that is only on if the backend says so",
        byPolicy(noHeaders, { minTtl: 0, defaultTtl: 0 }),
    ),
    breaks(plans, "cdn", "a cache whose longest time is not known", [
        ...byPolicy(noHeaders, { minTtl: 0, defaultTtl: 0, maxTtl: unknown }),
    ]),
    breaks(plans, "cdn", "a cache whose headers are not known", byPolicy(headers("Accept", unknown))),
    breaks(
        plans,
        "cdn",
        "a policy outside the stack",
        byDefault({ cachePolicyId: "00000000-0000-0000-0000-000000000000" }),
    ),
    breaks(plans, "cdn", "a policy that is not known and comes from nowhere", byDefault({ cachePolicyId: unknown })),
    breaks(plans, "cdn", "one of two policies, of which one has no key", [
        ...cached(
            { orderedCacheBehaviors: [{ targetOriginId: "api", cachePolicyId: unknown }] },
            ["policy", "other"],
            [policy(headers("x-api-key")), policy(noHeaders, {}, "other")],
        ),
    ]),
    {
        ...breaks(plans, "cdn", "the policy whose id is known, beside one with a key", [
            ...cached(
                { orderedCacheBehaviors: [{ targetOriginId: "api", cachePolicyId: "p-other" }] },
                ["policy", "other"],
                [
                    { ...policy(headers("x-api-key")), outputs: { id: "p-keyed" } },
                    { ...policy(noHeaders, {}, "other"), outputs: { id: "p-other" } },
                ],
            ),
        ]),
    },
    breaks(plans, "cdn", "a cache of a group of origins", [
        ...cached(
            {
                originGroups: [{ originId: "both", members: [{ originId: "site" }, { originId: "api" }] }],
                defaultCacheBehavior: { targetOriginId: "both", cachePolicyId: optimized },
            },
            [],
        ),
    ]),
    breaks(plans, "cdn", "a cache of an origin that is not known", [
        ...byDefault({ targetOriginId: unknown, cachePolicyId: optimized }),
    ]),
    breaks(plans, "cdn", "older settings without a key", legacy({ queryString: true, headers: ["Authorization"] })),
    breaks(plans, "cdn", "older settings without headers", legacy({ queryString: true }, {})),
    breaks(plans, "cdn", "older settings whose headers are not known", legacy({ headers: unknown })),
    breaks(plans, "cdn", "older settings whose longest time is not known", legacy({}, { maxTtl: unknown })),
    ...["defaultCacheBehavior.cachePolicyId", "orderedCacheBehaviors[0].forwardedValues"].map((path) =>
        breaks(plans, "cdn", `ignored changes of ${path}`, [
            ...ignoring(byDefault({ cachePolicyId: disabled }), "cdn", path),
        ]),
    ),
    breaks(plans, "policy", "ignored changes of the headers of a policy", [
        ...ignoring(byPolicy(headers("x-api-key")), "policy", "parametersInCacheKeyAndForwardedToOrigin"),
    ]),
    // The edge replaces neither the stage's cache nor its plan.
    breaks("r2-cached-content", "stage", "a cache at the edge instead of the stage's", [
        ...byPolicy(headers("x-api-key")).map((each) =>
            each.name === "stage" ? { ...each, props: { ...each.props, cacheClusterEnabled: false } } : each,
        ),
    ]),
];

/** Caches at the edge that have the key in the key of each entry, or none. */
const cacheClean: readonly CleanCase[] = [
    holds("no cache in front of the API", byDefault({ cachePolicyId: disabled })),
    holds("a cache of the site", [
        ...cached(
            {
                defaultCacheBehavior: { targetOriginId: "site", cachePolicyId: optimized },
                orderedCacheBehaviors: [{ pathPattern: "/api/*", targetOriginId: "api", cachePolicyId: disabled }],
            },
            [],
        ),
    ]),
    holds("a cache of a group of buckets", [
        ...cached(
            {
                originGroups: [{ originId: "both", members: [{ originId: "site" }, { originId: "site" }] }],
                defaultCacheBehavior: { targetOriginId: "both", cachePolicyId: optimized },
            },
            [],
        ),
    ]),
    holds("a cache by key", byPolicy(headers("X-Api-Key", "Authorization"))),
    holds("a policy without a cache", byPolicy(noHeaders, { minTtl: 0, defaultTtl: 0, maxTtl: 0 })),
    holds("a cache by key, by the id of its policy", [
        ...byDefault(
            { cachePolicyId: "p-keyed" },
            ["policy"],
            [{ ...policy(headers("x-api-key")), outputs: { id: "p-keyed" } }],
        ),
    ]),
    holds("older settings with the key", legacy({ queryString: true, headers: ["x-api-key"] }, { maxTtl: 60 })),
    holds("older settings that forward everything", legacy({ queryString: true, headers: ["*"] }, {})),
    holds("older settings without a cache", legacy({ queryString: true }, { minTtl: 0, defaultTtl: 0, maxTtl: 0 })),
];

const secret = part("random/randomPassword:RandomPassword", "secret");
const random: Declared = { ...secret, type: "random:index/randomPassword:RandomPassword" };
const other: Declared = { ...random, name: "other" };

const matches = (searchString: Json, more: Props = {}): Props => ({
    byteMatchStatement: {
        fieldToMatch: { singleHeader: { name: "x-origin-verify" } },
        positionalConstraint: "EXACTLY",
        searchString,
        textTransformations: [{ priority: 0, type: "NONE" }],
        ...more,
    },
});
const not = (statement: Props): Props => ({ notStatement: { statement } });
const oneOf = (...statements: readonly Props[]): Props => ({ orStatement: { statements } });
const rule = (statement: Props, action: Props = { block: {} }, priority = 0): Props => ({
    name: `rule-${priority}`,
    priority,
    action,
    statement,
});
const lock = rule(not(oneOf(matches(unknown), matches(unknown), matches(unknown))));
const geo: Props = { geoMatchStatement: { countryCodes: ["DE"] } };

interface Firewalled {
    readonly rules: Json;
    readonly from?: readonly string[];
    readonly acl?: Props;
    readonly value?: Json;
    readonly originFrom?: readonly string[];
    readonly stage?: readonly string[];
    readonly edge?: Props;
    readonly more?: readonly Declared[];
}

/** A distribution in front of the stage, which has a firewall. */
const firewalled = (given: Firewalled): Declared[] =>
    gatewayStack({}, [
        random,
        other,
        ...(given.more ?? []),
        part(
            "wafv2/webAcl:WebAcl",
            "acl",
            { scope: "REGIONAL", defaultAction: { allow: {} }, rules: given.rules, ...given.acl },
            { rules: given.from ?? ["secret"] },
        ),
        part(
            "wafv2/webAclAssociation:WebAclAssociation",
            "association",
            { resourceArn: unknown, webAclArn: unknown },
            { resourceArn: given.stage ?? ["stage"], webAclArn: ["acl"] },
        ),
        part(
            distributionType,
            "cdn",
            {
                origins: [
                    {
                        originId: "api",
                        domainName: unknown,
                        customHeaders: [
                            { name: "X-Origin-Verify", value: "value" in given ? (given.value ?? null) : unknown },
                        ],
                    },
                ],
                defaultCacheBehavior: { targetOriginId: "api", cachePolicyId: disabled },
                ...given.edge,
            },
            { origins: ["stage", ...(given.originFrom ?? ["secret"])] },
        ),
    ]);

const allowed = (statement: Props): Firewalled => ({
    rules: [rule(statement, { allow: {} })],
    acl: { defaultAction: { block: {} } },
});

const opened = (reason: string, given: Firewalled): ViolationCase => breaks(network, "cdn", reason, firewalled(given));
const replaced = (resources: readonly Declared[], name: string, change: Partial<Declared>): Declared[] =>
    resources.map((each) => (each.name === name ? { ...each, ...change } : each));

const searched = "acl rules.0.statement.notStatement.statement.byteMatchStatement.searchString";

/** Stages that can be reached beside the edge. */
const lockViolations: readonly ViolationCase[] = [
    opened("a stage whose firewall demands nothing", { rules: [rule(geo)] }),
    opened("a stage whose firewall only counts", { rules: [rule(not(matches(unknown)), { count: {} })] }),
    opened("a stage whose firewall demands another header", {
        rules: [rule(not(matches(unknown, { fieldToMatch: { singleHeader: { name: "x-other" } } })))],
    }),
    opened("a stage whose firewall demands a part of the value", {
        rules: [rule(not(matches(unknown, { positionalConstraint: "CONTAINS" })))],
    }),
    {
        ...opened("a stage whose firewall demands an empty value", { rules: [rule(not(matches("")))], value: "" }),
        unknownIsFine: [searched],
    },
    opened("a stage whose firewall demands the header in one country", {
        rules: [rule({ andStatement: { statements: [not(matches(unknown)), geo] } })],
    }),
    opened("a stage whose firewall accepts a country too", { rules: [rule(not(oneOf(matches(unknown), geo)))] }),
    opened("a stage whose firewall blocks whoever has the header", { rules: [rule(matches(unknown))] }),
    opened("a stage whose firewall allows a country first", {
        rules: [rule(geo, { allow: {} }, 0), rule(not(matches(unknown)), { block: {} }, 1)],
    }),
    opened("a firewall that blocks by default and allows a country too", {
        ...allowed(matches(unknown)),
        rules: [rule(matches(unknown), { allow: {} }), rule(geo, { allow: {} }, 1)],
    }),
    opened("a stage whose firewall has a group of rules first, which may allow", {
        rules: [
            { ...rule({ ruleGroupReferenceStatement: { arn: unknown } }), action: null, overrideAction: { none: {} } },
            rule(not(matches(unknown)), { block: {} }, 1),
        ],
    }),
    opened("a stage whose firewall has a rule of AWS first, which allows", {
        rules: [
            rule({ managedRuleGroupStatement: { ruleActionOverrides: [{ name: "A", actionToUse: { allow: {} } }] } }),
            rule(not(matches(unknown)), { block: {} }, 1),
        ],
    }),
    opened("a firewall whose secret is another one", { rules: [lock], from: ["other"] }),
    {
        ...opened("a firewall whose value is another one", { rules: [rule(not(matches("left")))], value: "right" }),
        unknownIsFine: [searched, "cdn origins.0.customHeaders.0.value"],
    },
    opened("a firewall whose rules are not known", { rules: unknown, from: ["secret"] }),
    opened("a firewall with a rule that is not known", { rules: [rule(geo), unknown] }),
    opened("a firewall that belongs to no stage of the distribution", {
        rules: [lock],
        stage: ["balancer"],
        more: [part("lb/loadBalancer:LoadBalancer", "balancer", { internal: true })],
    }),
    {
        ...breaks(network, "cdn", "a firewall with a key as the secret", [
            ...firewalled({ rules: [lock], from: ["web-key"], originFrom: ["web-key"] }),
        ]),
    },
    breaks(network, "acl", "ignored changes of the rules of a firewall", [
        ...ignoring(firewalled({ rules: [lock] }), "acl", "rules"),
    ]),
    breaks(network, "cdn", "a distribution without any lock", [
        ...gatewayStack({}, [
            part(
                distributionType,
                "cdn",
                { origins: [{ originId: "api", domainName: unknown }] },
                { origins: ["stage"] },
            ),
        ]),
    ]),
    breaks(network, "cdn", "a distribution in front of the API's id that is known", [
        ...gatewayStack({ api: { outputs: { id: "a1b2" } } }, [
            part(distributionType, "cdn", {
                origins: [{ originId: "api", domainName: "a1b2.execute-api.eu-central-1.amazonaws.com" }],
            }),
        ]),
    ]),
    breaks(network, "cdn", "a client certificate that the API does not demand on its own host", [
        ...replaced(byDefault({ cachePolicyId: disabled }), "api", {
            props: { ...gatewayStack()[0]?.props, disableExecuteApiEndpoint: false },
        }),
    ]),
    breaks(network, "cdn", "a client certificate that the domain name does not demand", [
        ...replaced(byDefault({ cachePolicyId: disabled }), "domain", { props: { domainName: "origin.example.com" } }),
    ]),
    breaks(network, "cdn", "a client certificate for a domain name outside the stack", [
        ...byDefault({ cachePolicyId: disabled }).filter(({ name }) => name !== "domain" && name !== "mapping"),
    ]),
    breaks(network, "cdn", "a domain name that demands a certificate, and an edge without one", [
        ...onlyByCertificate([
            part(
                distributionType,
                "cdn",
                { origins: [{ originId: "api", domainName: "origin.example.com" }] },
                { origins: ["domain"] },
            ),
        ]),
    ]),
    {
        ...breaks(network, "cdn", "one name of the edge and of the API", [
            ...replaced(byDefault({ cachePolicyId: disabled }), "cdn", {
                props: {
                    origins,
                    aliases: ["www.example.com", "origin.example.com"],
                    defaultCacheBehavior: { targetOriginId: "api", cachePolicyId: disabled },
                },
            }),
        ]),
        unknownIsFine: ["cdn aliases", "cdn aliases.1"],
    },
    // A firewall is no plan.
    breaks(plans, "stage", "a rate rule by key instead of a plan", [
        ...firewalled({
            rules: [
                lock,
                rule(
                    {
                        rateBasedStatement: {
                            limit: 6_000_000,
                            evaluationWindowSec: 60,
                            aggregateKeyType: "CUSTOM_KEYS",
                        },
                    },
                    { block: {} },
                    1,
                ),
            ],
        }).filter(({ name }) => name !== "plan" && name !== "web-in-plan" && name !== "web-key"),
    ]),
];

/** Stages that can be reached only through the edge. */
const lockClean: readonly CleanCase[] = [
    holds("a firewall that demands one of three secrets", firewalled({ rules: [lock] })),
    holds("a firewall with a group of AWS before the secret, which cannot allow", [
        ...firewalled({
            rules: [
                {
                    ...rule({ managedRuleGroupStatement: { vendorName: "AWS", name: "Common" } }),
                    action: null,
                    overrideAction: { none: {} },
                },
                { ...lock, priority: 1 },
            ],
        }),
    ]),
    holds("a firewall that demands a secret before other rules", [
        ...firewalled({ rules: [rule(geo, { allow: {} }, 1), lock] }),
    ]),
    holds("a firewall that demands none of two secrets not", [
        ...firewalled({
            rules: [rule({ andStatement: { statements: [not(matches(unknown)), not(matches(unknown))] } })],
        }),
    ]),
    holds("a firewall in an older notation", [
        ...firewalled({ rules: [rule({ notStatement: { statements: [matches(unknown)] } })] }),
    ]),
    holds("a firewall that blocks by default", firewalled(allowed(matches(unknown)))),
    holds("a firewall that blocks by default and allows the secret in a country", [
        ...firewalled(allowed({ andStatement: { statements: [geo, matches(unknown)] } })),
    ]),
    holds(
        "a secret that is known",
        firewalled({ rules: [rule(not(oneOf(matches("a"), matches("b"))))], value: "b", from: [], originFrom: [] }),
    ),
    holds("a client certificate", byDefault({ cachePolicyId: disabled })),
    holds("a distribution in front of a domain name that demands a certificate", [
        ...onlyByCertificate([
            part(distributionType, "cdn", {
                aliases: ["www.example.com"],
                origins: [{ originId: "api", domainName: "origin.example.com", ...withCertificate }],
            }),
        ]),
    ]),
    holds("a private API", [
        ...gatewayStack({ api: { props: { endpointConfiguration: { types: "PRIVATE" } } } }, [
            part(
                distributionType,
                "cdn",
                { origins: [{ originId: "api", domainName: unknown }] },
                { origins: ["stage"] },
            ),
        ]),
    ]),
    holds("a firewall of the edge too", [
        ...firewalled({
            rules: [lock],
            edge: { webAclId: unknown },
            more: [part("wafv2/webAcl:WebAcl", "edge-acl", { scope: "CLOUDFRONT", defaultAction: { allow: {} } })],
        }),
    ]),
];

const code = (line: string): string =>
    `import cf from 'cloudfront';\nconst store = cf.kvs();\nasync function handler(event) {\n  const request = event.request;\n  ${line}\n  return request;\n}`;
const keys = "r4-key-on-every-operation";
const runs = (line: string): Declared[] => [
    part("cloudfront/function:Function", "edge", { runtime: "cloudfront-js-2.0", code: code(line) }),
];
const responses = (...items: readonly Json[]): Declared[] => [
    part("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "headers", { customHeadersConfig: { items } }),
];

/** Further ways to give everyone a key. */
const keyViolations: readonly ViolationCase[] = [
    ...[
        "request.headers['x-api-key'] = request.headers['x-api-key'] || { value: 'not-shown' };",
        "request.headers['x-api-key'] = request.headers['x-api-key'] ?? { value: await store.get('key') };",
        "request.headers['x-api-key'] = request.querystring.key ? request.querystring.key : { value: 'not-shown' };",
        "const name = 'x-api-key'; request.headers[name] = { value: 'not-shown' };",
        "const key$ = 'X-Api-Key'; request.headers[key$].value = await store.get('key');",
        "request.headers = { ...request.headers, 'x-api-key': { value: 'not-shown' } };",
        "const name = 'x-api-key'; Object.assign(request.headers, { [name]: { value: 'not-shown' } });",
        "request.headers['x-api-key'] = { value: 'not-shown' /* as in headers */ };",
        "request.headers['x-api-key'] ??= { value: 'not-shown' };",
        "request.headers['x-api-key']['value'] = 'not-shown';",
        "request.headers['x-api-' + 'key'] = { value: 'not-shown' };",
        "request.headers['\\x78-api-key'] = { value: 'not-shown' };",
        "request.headers['x-api-key'] = { value: await store.get(request.headers.host.value) };",
        "request.headers['x-api-key'] = { value: keys[request.headers.host.value] };",
        "request.headers['x-api-key'] = { value: request.headers.host.value.replace(/.*/, 'not-shown') };",
        "Reflect.set(request.headers, 'x-api-key', { value: 'not-shown' });",
        "Object.defineProperty(request.headers, 'x-api-key', { value: { value: 'not-shown' } });",
    ].map((line) => ({
        ...breaks(keys, "edge", `a function that gives a key: ${line}`, runs(line)),
        unknownIsFine: ["edge code"],
    })),
    breaks(
        keys,
        "headers",
        "a response header that tells a key",
        responses({ header: "X-Api-Key", value: unknown, override: true }),
    ),
    breaks(keys, "headers", "a response header whose name is unknown", responses({ header: unknown, value: "x" })),
];

/** Functions and headers that leave the key to the caller. */
const keyClean: readonly CleanCase[] = [
    ...[
        "request.headers['x-api-key'] = { value: request.querystring.key ? request.querystring.key.value : '' };",
        "request.headers['x-api-key'] = request.headers['x-api-key'] || request.cookies['key'];",
        "const name = 'x-api-key'; request.headers[name] = { value: request.querystring.key?.value };",
        "request.headers['x-api-key'] = { value: request.headers.authorization.value.split(' ')[1] };",
        "const name = 'x-api-key'; if (request.headers[name] === undefined) return { statusCode: 401 };",
    ].map((line) => holds(`a function that leaves the key to the caller: ${line}`, runs(line))),
    holds("response headers that allow the key", [
        part("cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "headers", {
            corsConfig: { accessControlAllowHeaders: { items: ["x-api-key"] } },
            customHeadersConfig: { items: [{ header: "x-served-by", value: "edge", override: false }] },
        }),
    ]),
];

export const violations: readonly ViolationCase[] = [...cacheViolations, ...lockViolations, ...keyViolations];
export const clean: readonly CleanCase[] = [...cacheClean, ...lockClean, ...keyClean];
