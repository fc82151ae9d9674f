import assert from "node:assert/strict";
import type { Described } from "../../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

/** Types of the edge. */
export const [distribution, edgeFunction, cachePolicy, requestPolicy, headersPolicy, accessControl] = [
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudfront/function:Function",
    "aws:cloudfront/cachePolicy:CachePolicy",
    "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
] as const;

/** Managed policies by id: caching off, and every header but Host. */
export const [cachingDisabled, allExceptHost] = [
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    "b689b0a8-53d0-40ab-baf2-38738e2966ac",
] as const;

/** A behavior that passes every request to the API. */
export const behavior = {
    targetOriginId: "stage-Live",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: cachingDisabled,
    originRequestPolicyId: allExceptHost,
};

/** An API as an origin. */
export const origin = {
    originId: "stage-Live",
    domainName: "abc.execute-api.eu-central-1.amazonaws.com",
    originPath: "/Live",
    customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
    },
    customHeaders: [{ name: "X-Origin-Verify", value: "secret" }],
};

/** A bucket as an origin. */
export const siteOrigin = { originId: "site", domainName: "site-1.s3.eu-central-1.amazonaws.com" };

/** A distribution that CloudFront accepts. */
export const plain: PropertyMap = {
    enabled: true,
    origins: [origin],
    defaultCacheBehavior: behavior,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
};

/** Simulated AWS with the zone `shop.dev`, and shorthands for the calls of a test. */
export class EdgeAws extends SimulatedAws {
    constructor() {
        super();
        const zone = { id: "Z1", name: "shop.dev", isPrivate: false, isDelegated: true, records: [] };
        this.cloud.hostedZones.push(zone);
    }

    /** Creates a distribution. */
    distribute(change: PropertyMap = {}, name = "main"): Described {
        return this.make(distribution, { ...plain, ...change }, name);
    }

    /** Asserts that a new distribution is rejected. */
    rejects(change: PropertyMap, words: RegExp): void {
        assert.throws(() => this.distribute(change, "rejected"), words);
    }

    /** Asserts that a preview of a distribution is rejected. */
    rejectsPreview(change: PropertyMap, words: RegExp): void {
        assert.throws(() => this.preview(distribution, { ...plain, ...change }), words);
    }

    /** Requests a certificate, and validates it if it shall be issued. */
    certify(names: readonly [string, ...string[]], { region = "us-east-1", issued = true } = {}): string {
        const [domainName, ...subjectAlternativeNames] = names;
        const given = { domainName, subjectAlternativeNames, validationMethod: "DNS", region };
        const { id, outputs } = this.make("aws:acm/certificate:Certificate", given, `certificate of ${names.join()}`);
        for (const option of issued ? (outputs.domainValidationOptions as PropertyMap[]) : []) {
            const { resourceRecordName = "", resourceRecordType = "", resourceRecordValue = "" } = option;
            this.make(
                "aws:route53/record:Record",
                {
                    zoneId: "Z1",
                    name: resourceRecordName,
                    type: resourceRecordType,
                    records: [resourceRecordValue],
                    ttl: 60,
                    allowOverwrite: true,
                },
                `proof ${String(resourceRecordName)}`,
            );
        }
        return id;
    }
}
