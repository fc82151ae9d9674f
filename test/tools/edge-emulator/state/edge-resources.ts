import type { StateResource } from "../../../../tools/cloud-simulator/state/state-resource";

const region = "eu-central-1";
export const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E1";
const wafArn = (kind: string, name: string) => `arn:aws:wafv2:${region}:123456789012:${kind}/${name}/1`;

/** A secret as a state has it. */
export function secretValue(value: unknown): unknown {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
}

function resource(type: string, id: string, outputs: Readonly<Record<string, unknown>>): StateResource {
    return { urn: `urn:pulumi:dev::gatehouse::${type}::${id}`, type, id, outputs };
}

const policy = {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:GetObject",
            Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
        },
    ],
};

const behavior = {
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    compress: true,
};

/** The resources of an edge in a state, with the properties that the provider has. */
export const edgeResources: readonly StateResource[] = [
    resource("aws:cloudfront/distribution:Distribution", "E1", {
        arn: distributionArn,
        domainName: "d1.cloudfront.net",
        aliases: ["www.example.com"],
        webAclId: wafArn("global/webacl", "edge"),
        // A secret within a secret: the provider knows the origins as one value.
        origins: secretValue([
            {
                originId: "stage-Test",
                domainName: "api1.execute-api.eu-central-1.amazonaws.com",
                originPath: "/Test",
                customHeaders: [{ name: "x-origin-verify", value: secretValue("s3cret") }],
                customOriginConfig: { originReadTimeout: 20 },
            },
            { originId: "site", domainName: "site.s3.eu-central-1.amazonaws.com", originAccessControlId: "O1" },
        ]),
        orderedCacheBehaviors: [
            {
                ...behavior,
                pathPattern: "/api/*",
                targetOriginId: "stage-Test",
                cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-38738e2966ac",
                functionAssociations: [{ eventType: "viewer-request", functionArn: "arn:function" }],
            },
        ],
        defaultCacheBehavior: {
            ...behavior,
            targetOriginId: "site",
            cachePolicyId: "P1",
            responseHeadersPolicyId: "H1",
        },
        customErrorResponses: [
            { errorCode: 404, errorCachingMinTtl: 0 },
            { errorCode: 500, responseCode: 200, responsePagePath: "/index.html" },
        ],
        restrictions: { geoRestriction: { restrictionType: "whitelist", locations: ["DE"] } },
    }),
    resource("aws:cloudfront/function:Function", "F1", {
        arn: "arn:function",
        name: "strip",
        code: "function handler() {}",
    }),
    resource("aws:cloudfront/cachePolicy:CachePolicy", "P1", {
        minTtl: 1,
        defaultTtl: 2,
        maxTtl: 3,
        parametersInCacheKeyAndForwardedToOrigin: {
            headersConfig: { headerBehavior: "whitelist", headers: { items: ["X-Api-Key"] } },
            cookiesConfig: { cookieBehavior: "none" },
            queryStringsConfig: { queryStringBehavior: "all" },
            enableAcceptEncodingGzip: true,
        },
    }),
    resource("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "H1", {
        securityHeadersConfig: {
            contentTypeOptions: { override: true },
            strictTransportSecurity: { accessControlMaxAgeSec: 60, includeSubdomains: true, override: false },
        },
        customHeadersConfig: { items: [{ header: "X-Own", value: "1", override: true }] },
        removeHeadersConfig: { items: [{ header: "Server" }] },
    }),
    resource("aws:wafv2/ipSet:IpSet", "I1", { arn: wafArn("global/ipset", "blocked"), addresses: ["192.0.2.0/24"] }),
    resource("aws:wafv2/webAcl:WebAcl", "W1", {
        arn: wafArn("global/webacl", "edge"),
        name: "edge",
        defaultAction: { allow: {} },
        rules: [
            {
                name: "common",
                priority: 20,
                overrideAction: { none: {} },
                statement: {
                    managedRuleGroupStatement: {
                        vendorName: "AWS",
                        name: "AWSManagedRulesCommonRuleSet",
                        ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
                    },
                },
            },
            {
                name: "blocked",
                priority: 10,
                action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: "wait" } } },
                statement: { ipSetReferenceStatement: { arn: wafArn("global/ipset", "blocked") } },
                ruleLabels: [{ name: "seen" }],
            },
        ],
        customResponseBodies: [{ key: "wait", content: "{}", contentType: "APPLICATION_JSON" }],
    }),
    resource("aws:wafv2/webAcl:WebAcl", "W2", {
        arn: wafArn("regional/webacl", "stages"),
        name: "stages",
        defaultAction: { allow: {} },
        rules: [
            {
                name: "origin-lock",
                priority: 0,
                action: { block: {} },
                statement: {
                    notStatement: {
                        statements: [
                            {
                                byteMatchStatement: {
                                    fieldToMatch: { singleHeader: { name: "x-origin-verify" } },
                                    positionalConstraint: "EXACTLY",
                                    searchString: secretValue("s3cret"),
                                    textTransformations: [{ priority: 0, type: "NONE" }],
                                },
                            },
                        ],
                    },
                },
            },
            {
                name: "rate",
                priority: 1,
                action: { count: {} },
                statement: {
                    rateBasedStatement: {
                        limit: 10,
                        evaluationWindowSec: 60,
                        aggregateKeyType: "CUSTOM_KEYS",
                        customKeys: [
                            { header: { name: "X-API-Key", textTransformations: [{ priority: 0, type: "NONE" }] } },
                        ],
                    },
                },
            },
            { name: "asn", priority: 2, action: { block: {} }, statement: { asnMatchStatement: { asnLists: [1] } } },
        ],
    }),
    resource("aws:apigateway/stage:Stage", "S1", { arn: "arn:stage", stageName: "Test" }),
    resource("aws:wafv2/webAclAssociation:WebAclAssociation", "A1", {
        resourceArn: "arn:stage",
        webAclArn: wafArn("regional/webacl", "stages"),
    }),
    resource("aws:apigateway/domainName:DomainName", "D1", {
        domainName: "api.example.com",
        mutualTlsAuthentication: { truststoreUri: "s3://trust/ca.pem" },
    }),
    resource("aws:s3/bucket:Bucket", "B1", {
        bucket: "site",
        bucketRegionalDomainName: "site.s3.eu-central-1.amazonaws.com",
    }),
    resource("aws:s3/bucketPolicy:BucketPolicy", "B1", { bucket: "site", policy: JSON.stringify(policy) }),
    resource("aws:s3/bucketObjectv2:BucketObjectv2", "index.html", {
        bucket: "site",
        key: "index.html",
        source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", hash: "1", text: "<p>" },
        contentType: "text/html",
        cacheControl: "no-cache",
    }),
    resource("aws:s3/bucketObjectv2:BucketObjectv2", "site.json", { bucket: "site", key: "site.json", content: "{}" }),
];
