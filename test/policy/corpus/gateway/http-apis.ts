import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, Place, ViolationCase } from "../case";

type Props = { readonly [key: string]: Json };

const part = (kind: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws:apigatewayv2/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
    name,
    props: { apiId: unknown, ...props },
    from: { apiId: ["http"], ...from },
});
const limits = (throttlingRateLimit: Json, throttlingBurstLimit: Json = 50): Props => ({
    throttlingRateLimit,
    throttlingBurstLimit,
});

interface Changes {
    readonly api?: Props;
    readonly balancer?: Props;
    readonly link?: Props;
    readonly authorizer?: Props;
    readonly route?: Props;
    readonly stage?: Props;
    readonly stageFrom?: NonNullable<Declared["from"]>;
    readonly ignoredByStage?: readonly string[];
    /** Resources by name that are left out. */
    readonly without?: readonly string[];
    readonly more?: readonly Declared[];
}

const route = (name: string, props: Props = {}): Declared =>
    part(
        "Route",
        name,
        {
            routeKey: "GET /api/books",
            target: unknown,
            authorizationType: "CUSTOM",
            authorizerId: unknown,
            ...props,
        },
        { target: ["link-to-books"], authorizerId: ["keys"] },
    );

/** Dependencies without those that are left out. */
const only = (from: NonNullable<Declared["from"]>, without: readonly string[]): NonNullable<Declared["from"]> =>
    Object.fromEntries(
        Object.entries(from).map(([key, names]) => [key, names.filter((name) => !without.includes(name))]),
    );

/** An HTTP API as a program declares it at its first preview: an internal load balancer, keys by an authorizer, throttles. */
function httpApi(changes: Changes = {}): Declared[] {
    const { api = {}, link = {}, authorizer = {}, stage = {}, without = [], more = [] } = changes;
    const all: readonly Declared[] = [
        {
            type: "aws:apigatewayv2/api:Api",
            name: "http",
            props: { protocolType: "HTTP", disableExecuteApiEndpoint: true, ...api },
        },
        { type: "aws:lb/loadBalancer:LoadBalancer", name: "internal", props: { internal: true, ...changes.balancer } },
        {
            type: "aws:lb/listener:Listener",
            name: "listener",
            props: { loadBalancerArn: unknown, port: 80 },
            from: { loadBalancerArn: ["internal"] },
        },
        part(
            "Integration",
            "link-to-books",
            {
                integrationType: "HTTP_PROXY",
                integrationMethod: "ANY",
                connectionType: "VPC_LINK",
                connectionId: unknown,
                integrationUri: unknown,
                ...link,
            },
            { integrationUri: ["listener"] },
        ),
        { type: "aws:lambda/function:Function", name: "check-keys", props: {} },
        part(
            "Authorizer",
            "keys",
            {
                authorizerType: "REQUEST",
                identitySources: ["$request.header.x-api-key"],
                authorizerUri: unknown,
                ...authorizer,
            },
            { authorizerUri: ["check-keys"] },
        ),
        route("books", changes.route),
        {
            ...part(
                "Stage",
                "default",
                {
                    name: "$default",
                    autoDeploy: true,
                    defaultRouteSettings: limits(500),
                    routeSettings: [{ routeKey: "GET /api/books", ...limits(20) }],
                    ...stage,
                },
                changes.stageFrom,
            ),
            ...(changes.ignoredByStage && { ignoreChanges: changes.ignoredByStage }),
        },
        ...more,
    ];
    return all
        .filter(({ name }) => !without.includes(name))
        .map((each) => ({
            ...each,
            ...(each.from && { from: only(each.from, without) }),
        }));
}

/** A domain name with client certificates, and a distribution that presents one and caches by key. */
const edge = (
    { domain = {}, origin = {}, policy = {} }: { domain?: Props; origin?: Props; policy?: Props } = {},
    behaviour: Props = {},
): Declared[] => [
    {
        type: "aws:apigatewayv2/domainName:DomainName",
        name: "domain",
        props: {
            domainName: "origin.example.com",
            mutualTlsAuthentication: { truststoreUri: "s3://trust/ca.pem" },
            ...domain,
        },
    },
    {
        type: "aws:apigatewayv2/apiMapping:ApiMapping",
        name: "mapping",
        props: { apiId: unknown, domainName: "origin.example.com", stage: "$default" },
        from: { apiId: ["http"] },
    },
    {
        type: "aws:cloudfront/cachePolicy:CachePolicy",
        name: "by-key",
        props: {
            minTtl: 60,
            defaultTtl: 60,
            maxTtl: 300,
            parametersInCacheKeyAndForwardedToOrigin: {
                headersConfig: { headerBehavior: "whitelist", headers: { items: ["x-api-key"] } },
            },
            ...policy,
        },
        outputs: { id: unknown },
    },
    {
        type: "aws:cloudfront/distribution:Distribution",
        name: "cdn",
        props: {
            origins: [
                {
                    originId: "api",
                    domainName: "origin.example.com",
                    customOriginConfig: { originMtlsConfig: { clientCertificateArn: "arn:aws:acm:us-east-1:1:c/1" } },
                    ...origin,
                },
            ],
            defaultCacheBehavior: { targetOriginId: "api", cachePolicyId: unknown, ...behaviour },
        },
        ...(behaviour.cachePolicyId === undefined && { from: { defaultCacheBehavior: ["by-key"] } }),
    },
];

/** Id of AWS's policy CachingDisabled. */
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** The distribution with another policy at one path, before the one that caches by key. */
const withPolicyAt = (pathPattern: string, cachePolicyId: string): Declared[] =>
    edge().map((each) =>
        each.name === "cdn"
            ? {
                  ...each,
                  props: {
                      ...each.props,
                      orderedCacheBehaviors: [
                          { pathPattern, targetOriginId: "api", cachePolicyId },
                          { pathPattern: "/api/*", targetOriginId: "api", cachePolicyId: unknown },
                      ],
                  },
                  from: { ...each.from, orderedCacheBehaviors: ["by-key"] },
              }
            : each,
    );

/** The distribution that caches by key at one path alone, with other properties of the mapping and the origin. */
const keyedOnlyAt = (pathPattern: string, { mapping = {}, origin = {} }: { mapping?: Props; origin?: Props } = {}) =>
    edge({ origin }, { cachePolicyId: cachingDisabled }).map((each): Declared => {
        if (each.name === "mapping") return { ...each, props: { ...each.props, ...mapping } };
        if (each.name !== "cdn") return each;
        return {
            ...each,
            props: {
                ...each.props,
                orderedCacheBehaviors: [{ pathPattern, targetOriginId: "api", cachePolicyId: unknown }],
            },
            from: { orderedCacheBehaviors: ["by-key"] },
        };
    });

/** The distribution that caches by key at all paths but one, which is that of no route. */
const withUncachedFiles = (): Declared[] => {
    const files = { pathPattern: "/files/*", targetOriginId: "api", cachePolicyId: cachingDisabled };
    return edge().map((each) =>
        each.name === "cdn" ? { ...each, props: { ...each.props, orderedCacheBehaviors: [files] } } : each,
    );
};

const ignoring = (resources: readonly Declared[], name: string, path: string): Declared[] =>
    resources.map((each) => (each.name === name ? { ...each, ignoreChanges: [path] } : each));

/** A second mapping of the same domain name. */
const secondMapping: Declared = {
    type: "aws:apigatewayv2/apiMapping:ApiMapping",
    name: "second-mapping",
    props: { apiId: unknown, domainName: "origin.example.com", stage: "$default", apiMappingKey: "v2" },
    from: { apiId: ["http"] },
};

/** Someone has to review the function of each HTTP API that demands keys. */
const review: Place = { policy: "r4-authorizer-keys", at: "keys" };
const r4 = "r4-usage-plans";
const r2 = "r2-cached-content";

/** A way to lose the key of an API whose only route changes content, so that R2 does not apply. */
const post = { routeKey: "POST /api/books" };
const keyless = (reason: string, changes: Changes, at = "http"): ViolationCase => ({
    reason: `an HTTP API: ${reason}`,
    policy: r4,
    at,
    resources: httpApi({ ...changes, route: { ...post, ...changes.route } }),
});
const uncached = (reason: string, changes: Changes): ViolationCase => ({
    reason: `an HTTP API without a cache: ${reason}`,
    policy: r2,
    at: "http",
    also: [review],
    resources: httpApi(changes),
});
const limited = (reason: string, stage: Props): ViolationCase => ({
    reason: `an HTTP API: ${reason}`,
    policy: "r3-rate-limits",
    at: "default",
    also: [review],
    resources: httpApi({ route: post, stage }),
});

/** An API whose stage may serve it as it was before its routes demanded a key. */
const frozen = (
    reason: string,
    stage: Props,
    changes: Pick<Changes, "stageFrom" | "ignoredByStage"> = {},
): ViolationCase => ({
    reason: `an HTTP API: ${reason}`,
    policy: r4,
    at: "default",
    also: [review],
    resources: httpApi({ route: post, stage, ...changes, more: [deployment] }),
});
const deployment = part("Deployment", "deployment", { triggers: { routes: unknown } }, { triggers: ["books"] });
const byDeployment: Changes = {
    stage: { autoDeploy: false, deploymentId: unknown },
    stageFrom: { deploymentId: ["deployment"] },
};

const document = (...security: string[]): string =>
    JSON.stringify({ openapi: "3.0.1", info: { title: "books", version: "1" }, paths: {}, "x-security": security });
const withoutParts = ["link-to-books", "keys", "books"];

const preflight = part("Route", "preflight", { routeKey: "OPTIONS /{proxy+}", authorizationType: "NONE" });

/** An HTTP API that keeps the rules, of which only the code of its authorizer is reported, for a review. */
const reviewed = (reason: string, changes: Changes): ViolationCase => ({
    reason: `an HTTP API that keeps the rules: ${reason}`,
    ...review,
    resources: httpApi(changes),
});

/** HTTP APIs that break a rule, each in one way, and those that only need a review. */
export const violations: readonly ViolationCase[] = [
    reviewed("changes alone, with keys and throttles", { route: post }),
    reviewed("content that an edge caches by key", { more: edge() }),
    reviewed("content that an edge caches by key, at a domain name of the older kind", {
        more: edge().map((each) =>
            each.name === "domain" ? { ...each, type: "aws:apigateway/domainName:DomainName" } : each,
        ),
    }),
    reviewed("content that an edge caches by key at one path alone", { more: keyedOnlyAt("/api/*") }),
    reviewed("content that an edge caches by key below the mapping's key", {
        more: keyedOnlyAt("/v1/api/*", { mapping: { apiMappingKey: "v1" } }),
    }),
    reviewed("content that an edge caches by key, whose origin's path is the mapping's key", {
        more: keyedOnlyAt("/api/*", { mapping: { apiMappingKey: "v1" }, origin: { originPath: "/v1" } }),
    }),
    reviewed("content that an edge caches by key, whose origin's path is the beginning of the routes", {
        more: keyedOnlyAt("/books", { origin: { originPath: "/api" } }),
    }),
    reviewed("content that an edge caches by key at all paths but those of files", {
        more: withUncachedFiles(),
    }),
    reviewed("a stage that serves a deployment of its routes", {
        ...byDeployment,
        route: post,
        more: [deployment],
    }),
    reviewed("a stage that deploys by itself, whose deployment is AWS's", {
        route: post,
        ignoredByStage: ["deploymentId"],
    }),
    reviewed("a key and a token, in any case and order", {
        route: post,
        authorizer: { identitySources: ["$request.header.Authorization", "$request.header.X-API-Key"] },
    }),
    reviewed("a preflight route that calls nothing", { route: post, more: [preflight] }),
    reviewed("a service of Cloud Map", {
        route: post,
        without: ["listener", "internal", "link-to-books"],
        more: [
            { type: "aws:servicediscovery/service:Service", name: "discovered", props: {} },
            part(
                "Integration",
                "by-name",
                {
                    integrationType: "HTTP_PROXY",
                    connectionType: "VPC_LINK",
                    connectionId: unknown,
                    integrationUri: unknown,
                },
                { integrationUri: ["discovered"] },
            ),
        ],
    }),
    keyless("a route that anyone may call", { route: { authorizationType: "NONE" } }),
    keyless("a route without an authorizer", { route: { authorizationType: null, authorizerId: null } }),
    keyless("a route with a token in place of a key", { route: { authorizationType: "JWT" } }),
    keyless("a route with a signature in place of a key", { route: { authorizationType: "AWS_IAM" } }),
    keyless("a key that the route only claims to need", {
        route: { authorizationType: "NONE", authorizerId: null, apiKeyRequired: true },
    }),
    keyless("a second route that anyone may call", {
        more: [route("open", { routeKey: "POST /api/authors", authorizationType: "NONE" })],
    }),
    keyless("a route for OPTIONS that reaches the backend", {
        more: [route("options", { routeKey: "OPTIONS /{proxy+}", authorizationType: "NONE" })],
    }),
    keyless("an authorizer that reads tokens", { authorizer: { authorizerType: "JWT" } }),
    keyless("an authorizer without a source", { authorizer: { identitySources: null } }),
    keyless("an authorizer with another source", {
        authorizer: { identitySources: ["$request.header.Authorization"] },
    }),
    keyless("a key in the query string", { authorizer: { identitySources: ["$request.querystring.x-api-key"] } }),
    keyless("an authorizer of another program", { without: ["keys"] }, "books"),
    keyless("an authorizer whose function is not in the program", { without: ["check-keys"] }, "keys"),
    keyless("no route at all", { without: ["books"] }),
    keyless("a route of quick create", {
        api: { target: "arn:aws:lambda:eu-west-1:1:function:books", routeKey: "POST /quick" },
    }),
    {
        reason: "an HTTP API: a backend of quick create on the internet",
        policy: "r1-private-backend",
        at: "http",
        also: [{ policy: r4, at: "http" }],
        resources: httpApi({ api: { target: "https://books.example.com", routeKey: "POST /quick" }, route: post }),
    },
    {
        reason: "an HTTP API: a body without an authorizer",
        policy: r4,
        at: "http",
        also: [{ policy: r2, at: "http" }],
        resources: httpApi({ api: { body: document() }, without: withoutParts }),
    },
    {
        reason: "an HTTP API: a body with an authorizer, which no policy reads",
        policy: r4,
        at: "http",
        also: [{ policy: r2, at: "http" }],
        resources: httpApi({ api: { body: document("x-amazon-apigateway-authorizer") }, without: withoutParts }),
    },
    {
        reason: "an HTTP API: a body with a URL, which no policy reads",
        policy: "r1-private-backend",
        at: "http",
        also: [
            { policy: r4, at: "http" },
            { policy: r2, at: "http" },
        ],
        resources: httpApi({ api: { body: document("https://books.example.com") }, without: withoutParts }),
    },
    frozen("a stage that serves a deployment of another program", { autoDeploy: false, deploymentId: "a1b2c3" }),
    frozen(
        "a stage that serves a deployment of another program, and keeps it",
        { autoDeploy: false, deploymentId: "a1b2c3" },
        { ignoredByStage: ["deploymentId"] },
    ),
    frozen("a stage whose deployment comes from no deployment", { autoDeploy: null, deploymentId: unknown }),
    frozen("a stage that serves what was deployed last", { autoDeploy: null }),
    frozen("a stage that may deploy by itself", { autoDeploy: unknown }),
    ...["autoDeploy", "apiId", "name"].map((path) =>
        frozen(`ignored changes of ${path} of its stage`, {}, { ignoredByStage: [path] }),
    ),
    ...["deploymentId", "apiId", "name"].map((path) =>
        frozen(`ignored changes of ${path} of its stage, which serves a deployment`, byDeployment.stage ?? {}, {
            stageFrom: byDeployment.stageFrom ?? {},
            ignoredByStage: [path],
        }),
    ),
    limited("a stage without throttles", { defaultRouteSettings: null }),
    limited("a stage with a rate alone", { defaultRouteSettings: { throttlingRateLimit: 500 } }),
    limited("a route whose settings have no throttle", { routeSettings: [{ routeKey: "a", loggingLevel: "OFF" }] }),
    limited("a rate above the limit", { defaultRouteSettings: limits(100_001) }),
    uncached("its own host is open", { api: { disableExecuteApiEndpoint: false }, more: edge() }),
    uncached("it has no domain name", {}),
    uncached("its domain name is open", { more: edge({ domain: { mutualTlsAuthentication: null } }) }),
    uncached("the edge presents no certificate", { more: edge({ origin: { customOriginConfig: {} } }) }),
    uncached("the edge stores nothing", {
        more: edge({}, { cachePolicyId: cachingDisabled }),
    }),
    uncached("the edge stores nothing at one of its paths", { more: withPolicyAt("/api/books", cachingDisabled) }),
    {
        ...uncached("the edge stores by a policy of another program at one of its paths", {
            more: withPolicyAt("/api/books", "11111111-2222-3333-4444-555555555555"),
        }),
        also: [review, { policy: r4, at: "cdn" }],
    },
    uncached("its mapping may keep an earlier domain name", { more: ignoring(edge(), "mapping", "domainName") }),
    uncached("its mapping may keep an earlier key", { more: ignoring(edge(), "mapping", "apiMappingKey") }),
    uncached("the edge caches at its routes, but clients call them below the mapping's key", {
        more: keyedOnlyAt("/api/*", { mapping: { apiMappingKey: "v1" } }),
    }),
    uncached("the edge caches at its routes, but its origin's path is a part of them", {
        more: keyedOnlyAt("/api/*", { origin: { originPath: "/api" } }),
    }),
    uncached("the edge caches at its routes below one mapping's key, but not below the other", {
        more: [...keyedOnlyAt("/api/*"), secondMapping],
    }),
    uncached("the edge caches at its routes, but where clients call them is not known", {
        more: keyedOnlyAt("/api/*", { mapping: { apiMappingKey: unknown } }),
    }),
    uncached("the edge caches at its routes, but its origin's path is not known", {
        more: keyedOnlyAt("/api/*", { origin: { originPath: unknown } }),
    }),
    uncached("the edge asks for the paths of no route", {
        more: keyedOnlyAt("/api/*", { origin: { originPath: "/v2" } }),
    }),
    uncached("the edge may cache at other paths than it says", {
        more: ignoring(withUncachedFiles(), "cdn", "orderedCacheBehaviors[0].pathPattern"),
    }),
    uncached("its second domain name is open, declared with aws-native", {
        more: [
            ...edge(),
            {
                type: "aws-native:apigatewayv2:DomainName",
                name: "native-domain",
                props: { domainName: "open.example.com", domainNameConfigurations: [{ certificateArn: "arn:a" }] },
            },
            {
                type: "aws-native:apigatewayv2:ApiMapping",
                name: "native-mapping",
                props: { apiId: unknown, domainName: "open.example.com", stage: "$default" },
                from: { apiId: ["http"] },
            },
        ],
    }),
    uncached("the backend decides what the edge stores", { more: edge({ policy: { minTtl: 0 } }) }),
    uncached("a route for any method", { route: { routeKey: "ANY /api/books/{proxy+}" } }),
    uncached("the default route", { route: { routeKey: "$default" } }),
    {
        ...uncached("the edge stores for everyone", {
            more: edge({ policy: { parametersInCacheKeyAndForwardedToOrigin: {} } }),
        }),
        also: [review, { policy: r4, at: "cdn" }],
    },
    {
        reason: "an HTTP API: a backend on the internet",
        policy: "r1-private-backend",
        at: "link-to-books",
        also: [review],
        resources: httpApi({
            route: post,
            link: { connectionType: "INTERNET", integrationUri: "https://shop.example" },
        }),
    },
    {
        reason: "an HTTP API: the listener of a public load balancer",
        policy: "r1-private-paths",
        at: "internal",
        also: [review],
        resources: httpApi({ route: post, balancer: { internal: false, loadBalancerType: "network" } }),
    },
    {
        reason: "an HTTP API: a listener outside the program",
        policy: "r1-private-paths",
        at: "link-to-books",
        also: [review],
        resources: httpApi({
            route: post,
            link: { integrationUri: "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/x/1/2" },
            without: ["listener", "internal"],
        }),
    },
];

/** HTTP APIs that keep the rules and have no keys to review. */
export const clean: readonly CleanCase[] = [
    {
        reason: "an HTTP API with a preflight route that calls nothing",
        resources: httpApi({ without: ["books", "keys", "check-keys"], more: [preflight] }),
    },
    {
        reason: "an HTTP API whose stage serves a deployment of its routes",
        resources: httpApi({
            ...byDeployment,
            without: ["books", "keys", "check-keys"],
            more: [preflight, { ...deployment, from: { apiId: ["http"], triggers: ["preflight"] } }],
        }),
    },
];

/** Ids and ARNs of new resources. */
export const usuallyUnknown =
    /^(target|routeKey|integrationUri|authorizerId|authorizerUri|body|domainName|cachePolicyId|routeSettings\.\d\.routeKey)(\.|$)/;
