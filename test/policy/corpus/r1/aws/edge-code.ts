import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";
import { gatewayStack } from "../../gateway/stack";

type Props = { readonly [key: string]: Json };

const past = (reason: string, ...resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    at: "cdn",
    resources,
});
const holds = (reason: string, ...resources: readonly Declared[]): CleanCase => ({ reason, resources });

const resource = (type: string, name: string, props: Props = {}, more: Partial<Declared> = {}): Declared => ({
    type: `aws:${type}`,
    name,
    props,
    ...more,
});

const gateway = [{ originId: "api", domainName: "a1b2.execute-api.eu-central-1.amazonaws.com" }];
const distribution = (props: Props, from: Declared["from"] = {}, more: Partial<Declared> = {}): Declared =>
    resource("cloudfront/distribution:Distribution", "cdn", { origins: gateway, ...props }, { from, ...more });
const shared = (props: Props, from: Declared["from"] = {}): Declared =>
    resource(
        "cloudfront/multitenantDistribution:MultitenantDistribution",
        "cdn",
        { origins: gateway, ...props },
        { from },
    );

const runs = (functionArn: Json, eventType: Json = "viewer-request"): Props => ({
    functionAssociations: [{ eventType, functionArn }],
});
const byDefault = (behaviour: Json, ...from: string[]): Declared =>
    distribution({ defaultCacheBehavior: behaviour }, { defaultCacheBehavior: from });
const runsLambda = (eventType: Json): Props => ({
    lambdaFunctionAssociations: [{ eventType, lambdaArn: "arn:aws:lambda:us-east-1:111122223333:function:edge:1" }],
});

const edge = (code: Json, more: Props = {}, rest: Partial<Declared> = {}): Declared =>
    resource("cloudfront/function:Function", "edge", { runtime: "cloudfront-js-2.0", code, ...more }, rest);
const handler = "function handler(event) { return event.request; }";
const importing = (body: string, first = 'import cf from "cloudfront";'): string =>
    `${first}\nfunction handler(event) { ${body}; return event.request; }`;
const redirect = `function handler(event) {
    // Old links; their import is done, and we don't require more, nor import.
    const home = 'https://www.example.com/'; // It doesn't need to import anything, or to require it.
    if (event.request.uri !== "/old") return event.request;
    return { statusCode: 301, headers: { location: { value: "https://www.example.com/new" } } };
}`;
const keyed = `import cf from 'cloudfront';
import crypto from 'crypto';
const query = require('querystring');
import{Buffer}from"buffer";
import * as codec from "querystring";

/*
 * The store tells where a path has moved to; cf has no other use here, * nor has import.
 */
const store = cf.kvs();

async function handler(event) {
    const path = await cf . kvs ("ab12").get(event.request.uri);
    // What cf says: import nothing else
    const policy = { value: "require-trusted-types-for 'script'; \\u003c" };
    return path ? { statusCode: 302, headers: { location: { value: path }, "content-security-policy": policy } } : event.request;
}`;
const backslash = String.fromCharCode(92);

const chooses: Readonly<Record<string, string>> = {
    "another origin": importing("cf.updateRequestOrigin({ domainName: 'shop.example.com' })"),
    "another origin of the distribution": importing("cf.selectRequestOriginById('shop')"),
    "a group of origins": importing("cf.createRequestOriginGroup({})"),
    "an origin by a method whose name is concatenated": importing("cf['updateRequest' + 'Origin']({})"),
    "an origin by the module under another name": importing("const other = cf; other.kvs()"),
    "an origin by a module name with the same prefix": importing("cf.kvsOrigin()"),
    "an origin by a namespace import of the module": importing("all.kvs()", "import * as all from 'cloudfront';"),
    "an origin by a named import of the module": importing(
        "go({})",
        "import { updateRequestOrigin as go } from 'cloudfront';",
    ),
    "an origin by a module whose name is escaped": importing("cf.x()", `import cf from 'cloud${backslash}x66ront';`),
    "an origin by require": importing("require('cloud' + 'front').x()", ""),
    "an origin by a dynamic import": importing("import('cloudfront')", ""),
    "an origin by a computed name of require": importing("globalThis['req' + 'uire']('cloudfront').x()", ""),
    "an origin by a name with a backslash": importing(`r${backslash}u0065quire('cloudfront').x()`, ""),
    "an origin by a name with a backslash in braces": importing(`r${backslash}u{065}quire('cloudfront').x()`, ""),
    "an origin by a second name of the module": importing(
        "b.x()",
        "import a from 'cloudfront'; import b from 'cloudfront';",
    ),
    "an origin by a default and a named import of the module": importing(
        "go({})",
        "import a, { updateOrigin as go } from 'cloudfront';",
    ),
    "an origin by the module after a comment": importing("all.x()", "import/* */all from 'cloudfront';"),
    "an origin by the module before a comment": importing("all.x()", "import all /* */ from 'cloudfront';"),
    "an origin by require under another name": importing("const load = require; load('cloudfront').x()", ""),
    "an origin by require, called indirectly": importing("require.call(null, 'cloudfront').x()", ""),
    "an origin by a returned require": importing("const a = () => { return require }; a()('cloudfront').x()", ""),
    "an origin by a method without a call": importing("other.selectRequestOriginById('shop')", ""),
    "an origin after an apparent comment": importing("let a = `\n// ${cf.go({})}\n`"),
    "an origin after a comment that ends": importing("let a = 'x\\\n// '; cf.go({});\n"),
    "an origin after a comment that ends in the same line": importing("/*\n// */ cf.go({})\n"),
    "an origin after a comment of several lines": importing("\n/* a */ cf.go({})\n"),
    "an origin within lines that only look like a comment": importing("let a = `\n/* ${cf.go({})} */\n`"),
    "an origin after the part of the code that is read": `${handler}${" ".repeat(41_000)}`,
};

const kinds: Readonly<Record<string, Json>> = { unknown, "without a kind": null, "at another event": "origin-request" };

/** Edge code that can bypass the gateway, and resources that an origin's host may come from. */
const edgeViolations: readonly ViolationCase[] = [
    ...["viewer-request", "origin-request", "viewer-response", "origin-response"].map((eventType) =>
        past(`Lambda@Edge at ${eventType}`, byDefault(runsLambda(eventType))),
    ),
    past("Lambda@Edge at an unknown event", byDefault(runsLambda(unknown))),
    past(
        "Lambda@Edge of the second behaviour",
        distribution({
            orderedCacheBehaviors: [{ pathPattern: "/a" }, { pathPattern: "/b", ...runsLambda("origin-request") }],
        }),
    ),
    past("Lambda@Edge of a multi-tenant distribution", shared({ defaultCacheBehavior: runsLambda("origin-request") })),
    past(
        "Lambda@Edge of a multi-tenant distribution, at a path",
        shared({ cacheBehaviors: [runsLambda("origin-request")] }),
    ),
    past("an unknown Lambda@Edge function", byDefault({ lambdaFunctionAssociations: unknown })),
    past("Lambda@Edge as an object instead of a list", byDefault({ lambdaFunctionAssociations: {} })),
    past("an unknown behaviour", byDefault(unknown)),
    past("a behaviour that is a string", byDefault("x")),
    past("unknown behaviours", distribution({ orderedCacheBehaviors: unknown })),
    past("a behaviour of an unknown list", distribution({ orderedCacheBehaviors: [{}, unknown] })),
    past("unknown functions", byDefault({ functionAssociations: unknown })),
    past("functions as an object instead of a list", byDefault({ functionAssociations: {} })),
    ...Object.entries(chooses).map(([what, code]) =>
        past(`a function that chooses ${what}`, edge(code), byDefault(runs(unknown), "edge")),
    ),
    past(
        "a function that chooses, at a path",
        edge(chooses["another origin"] ?? null),
        distribution(
            { orderedCacheBehaviors: [{ pathPattern: "/a", ...runs(unknown) }] },
            { orderedCacheBehaviors: ["edge"] },
        ),
    ),
    past(
        "a function that chooses, of a multi-tenant distribution",
        edge(chooses["another origin"] ?? null),
        shared({ cacheBehaviors: [runs(unknown)] }, { cacheBehaviors: ["edge"] }),
    ),
    past(
        "a function that chooses, alongside one that does not",
        edge(handler),
        resource("cloudfront/function:Function", "other", { code: chooses["another origin"] ?? null }),
        byDefault(
            {
                functionAssociations: [
                    { eventType: "viewer-response", functionArn: unknown },
                    { eventType: "viewer-request", functionArn: unknown },
                ],
            },
            "edge",
            "other",
        ),
    ),
    past(
        "a function that chooses, by its ARN",
        edge(chooses["another origin"] ?? null, {}, { outputs: { arn: "arn:aws:cloudfront::1:function/edge" } }),
        byDefault(runs("arn:aws:cloudfront::1:function/edge")),
    ),
    ...Object.entries(kinds).map(([what, eventType]) =>
        past(
            `a function that chooses, at an event ${what}`,
            edge(chooses["another origin"] ?? null),
            byDefault(runs(unknown, eventType), "edge"),
        ),
    ),
    {
        ...past(
            "a function outside the stack, by its ARN, though the behaviour depends on one in the stack",
            edge(handler, {}, { outputs: { arn: "arn:aws:cloudfront::1:function/edge" } }),
            byDefault(runs("arn:aws:cloudfront::1:function/other"), "edge"),
        ),
        unknownIsFine: [
            "cdn defaultCacheBehavior.functionAssociations.0",
            "cdn defaultCacheBehavior.functionAssociations.0.functionArn",
        ],
    },
    past("an unknown function without a dependency", edge(handler), byDefault(runs(unknown))),
    {
        ...past("a function without an ARN", edge(handler), byDefault(runs(null), "edge")),
        unknownIsFine: [
            "cdn defaultCacheBehavior.functionAssociations.0",
            "cdn defaultCacheBehavior.functionAssociations.0.functionArn",
        ],
    },
    past(
        "an unknown function of another stack",
        edge(handler),
        { type: "pulumi:pulumi:StackReference", name: "network", props: {} },
        byDefault(runs(unknown), "edge", "network"),
    ),
    past("a function whose code is unknown", edge(unknown), byDefault(runs(unknown), "edge")),
    past("a function whose code is a file", edge({ path: "edge.js" }), byDefault(runs(unknown), "edge")),
    past(
        "a function whose runtime is unknown",
        edge(chooses["another origin"] ?? null, { runtime: unknown }),
        byDefault(runs(unknown), "edge"),
    ),
    past("a function that is not published", edge(handler, { publish: false }), byDefault(runs(unknown), "edge")),
    past(
        "a function whose publish flag is not a boolean",
        edge(handler, { publish: "x" }),
        byDefault(runs(unknown), "edge"),
    ),
    past("a function that may be published", edge(handler, { publish: unknown }), byDefault(runs(unknown), "edge")),
    ...["code", "runtime", "publish"].map((ignored) =>
        past(
            `a function with ignored changes of ${ignored}`,
            edge(handler, {}, { ignoreChanges: [ignored] }),
            byDefault(runs(unknown), "edge"),
        ),
    ),
    ...[
        "origins",
        "origins[0].domainName",
        "origins[0].vpcOriginConfig",
        "origins[0].vpcOriginConfigs",
        "defaultCacheBehavior",
        "defaultCacheBehavior.functionAssociations",
        "orderedCacheBehaviors[0].lambdaFunctionAssociations",
        "cacheBehaviors",
    ].map((ignored) =>
        past(`a distribution with ignored changes of ${ignored}`, distribution({}, {}, { ignoreChanges: [ignored] })),
    ),
    past(
        "a tenant with ignored changes of its distribution",
        { ...shared({}), name: "shared" },
        resource(
            "cloudfront/distributionTenant:DistributionTenant",
            "cdn",
            { distributionId: unknown },
            { from: { distributionId: ["shared"] }, ignoreChanges: ["distributionId"] },
        ),
    ),
];

const files = resource("s3/bucket:Bucket", "files");
const from = (source: Declared, ...more: Declared[]): Declared[] => [
    files,
    ...more,
    source,
    distribution({ origins: [{ originId: "a", domainName: unknown }] }, { origins: ["files", source.name] }),
];
const inside = (parent: string, each: Declared): Declared => ({ ...each, parent });

/** Unknown origins that come from a bucket and from another resource. */
const originViolations: readonly ViolationCase[] = [
    ...[
        "aws:route53/record:Record",
        "aws:ssm/parameter:Parameter",
        "kubernetes:core/v1:Service",
        "kubernetes:helm.sh/v4:Chart",
        "pulumi:pulumi:StackReference",
        "cloudflare:index/record:Record",
        "myrandom:index/host:Host",
        "shop:index:Backend",
    ].map((type) => past(`an origin that may come from ${type}`, ...from({ type, name: "other", props: {} }))),
    ...(
        [
            ["aws:apprunner/service:Service", "r1-private-aws"],
            ["aws:lambda/functionUrl:FunctionUrl", "r1-private-aws"],
            ["aws:lb/loadBalancer:LoadBalancer", "r1-private-aws"],
            ["aws:cloudfront/distribution:Distribution", "r1-private-paths"],
            ["aws-native:apprunner:Service", "r1-private-aws"],
            ["pulumi-nodejs:dynamic:Resource", "r1-private-aws"],
        ] as const
    ).map(([type, policy]) => ({
        ...past(`an origin that may come from ${type}`, ...from({ type, name: "other", props: {} })),
        also: [{ policy, at: "other" }],
    })),
    past(
        "an origin that may come from a component with a load balancer",
        ...from(
            { type: "shop:index:Backend", name: "backend" },
            inside("backend", resource("s3/bucket:Bucket", "pictures")),
            { type: "shop:index:Network", name: "network", parent: "backend" },
            inside("network", resource("lb/loadBalancer:LoadBalancer", "balancer", { internal: true })),
        ),
    ),
    past(
        "a known host that bypasses the gateway, alongside a record",
        resource("route53/record:Record", "other"),
        distribution({ origins: [{ originId: "a", domainName: "shop.example.com" }] }, { origins: ["other"] }),
    ),
    past(
        "an origin that may come from a record, alongside a component with a bucket",
        { type: "shop:index:Site", name: "site" },
        inside("site", files),
        resource("route53/record:Record", "other"),
        distribution({ origins: [{ originId: "a", domainName: unknown }] }, { origins: ["site", "other"] }),
    ),
    past(
        "an origin that may come from a record that is the parent of a bucket",
        ...from(
            resource("route53/record:Record", "backend"),
            inside("backend", resource("s3/bucket:Bucket", "pictures")),
        ),
    ),
];

const aws = "arn:aws:cloudfront::1:function/edge";

/** Code that keeps its origin, and sources of an origin without a host. */
export const clean: readonly CleanCase[] = [
    holds("a function that redirects", edge(redirect), byDefault(runs(unknown), "edge")),
    holds("a function that redirects, by its ARN", edge(redirect, {}, { outputs: { arn: aws } }), byDefault(runs(aws))),
    holds(
        "a function with ignored changes of its comment",
        edge(redirect, {}, { ignoreChanges: ["comment"] }),
        byDefault(runs(unknown), "edge"),
    ),
    holds("a function with a key-value store", edge(keyed, { publish: true }), byDefault(runs(unknown), "edge")),
    holds(
        "a function of the first runtime, which cannot choose an origin",
        edge("var crypto = require('crypto'); /* import */ function handler(e) { return e.request }", {
            runtime: "cloudfront-js-1.0",
        }),
        byDefault(runs(unknown), "edge"),
    ),
    holds(
        "a function outside the stack that sets response headers",
        byDefault(runs("arn:aws:cloudfront::1:function/headers", "viewer-response")),
    ),
    holds(
        "one function of all behaviours, alongside policies, keys and a bucket",
        edge(redirect),
        resource("cloudfront/cachePolicy:CachePolicy", "policy", { maxTtl: 0 }),
        resource("cloudfront/keyGroup:KeyGroup", "keys"),
        files,
        distribution(
            {
                defaultCacheBehavior: { targetOriginId: unknown, cachePolicyId: unknown, ...runs(unknown) },
                orderedCacheBehaviors: [runs(unknown), runs(unknown), { trustedKeyGroups: [unknown] }],
            },
            { defaultCacheBehavior: ["files", "policy", "edge"], orderedCacheBehaviors: ["files", "keys", "edge"] },
        ),
    ),
    holds(
        "a distribution that explicitly runs no function",
        distribution({
            defaultCacheBehavior: { functionAssociations: [], lambdaFunctionAssociations: [] },
            orderedCacheBehaviors: [],
        }),
    ),
    holds(
        "a distribution with ignored changes of headers, prices and times",
        distribution(
            {},
            {},
            {
                ignoreChanges: [
                    "origins[0].customHeaders[0].value",
                    "defaultCacheBehavior.minTtl",
                    "priceClass",
                    "webAclId",
                ],
            },
        ),
    ),
    ...[
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws:apigateway/account:Account",
        "aws:iam/role:Role",
        "aws:kms/key:Key",
        "aws:acm/certificate:Certificate",
        "aws:cloudwatch/logGroup:LogGroup",
        "aws:wafv2/webAcl:WebAcl",
        "aws:cloudfront/originAccessControl:OriginAccessControl",
        "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
        "random:index/randomPassword:RandomPassword",
        "tls:index/privateKey:PrivateKey",
        "time:index/rotating:Rotating",
    ].map((type) =>
        holds(
            `an origin of a bucket, with a value of ${type}`,
            ...from({ type, name: "other", props: type.includes("Block") ? { restrictPublicBuckets: true } : {} }),
        ),
    ),
    holds(
        "an origin of a component that contains a bucket, in another component",
        ...from(
            { type: "shop:index:Site", name: "site", isComponent: true },
            { type: "shop:index:Store", name: "store", parent: "site", isComponent: true },
            inside("store", resource("s3/bucket:Bucket", "pages")),
        ),
    ),
    holds(
        "a known origin with a header from a parameter",
        ...gatewayStack({}, [
            resource("ssm/parameter:Parameter", "secret"),
            distribution(
                { origins: [{ ...gateway[0], customHeaders: [{ name: "x-from", value: unknown }] }] },
                { origins: ["secret"] },
            ),
        ]),
    ),
];

/** All violations of this file. */
export const violations: readonly ViolationCase[] = [...edgeViolations, ...originViolations];
