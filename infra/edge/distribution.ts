import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EdgeAccessLog } from "./access-log";
import { createAliasRecords } from "./alias-records";
import {
    type CacheBehaviorsArgs,
    httpBehaviors,
    noSiteBehavior,
    siteBehavior,
    stageBehaviors,
} from "./cache-behaviors";
import { httpOrigin, type OriginLock, type SiteOrigin, siteOrigin, stageOrigin } from "./edge-origins";

/** Arguments of a distribution. */
export interface EdgeDistributionArgs extends CacheBehaviorsArgs {
    /** DNS names of the distribution. */
    readonly names: readonly string[];
    /** Id of the public hosted zone of the names. */
    readonly zoneId: string;
    /** ARN of an issued certificate for the names, in CloudFront's region. */
    readonly certificateArn: pulumi.Input<string>;
    /** TLS policy of CloudFront, such as `TLSv1.2_2021`. */
    readonly tlsPolicy: string;
    /** Price class: the locations of CloudFront that serve viewers. */
    readonly priceClass: "all" | "200" | "100";
    /** Countries that are served, by their ISO codes: one of the two lists. Default: all. */
    readonly countries?:
        | { readonly allow?: readonly string[] | undefined; readonly block?: readonly string[] | undefined }
        | undefined;
    /** The lock of the stages and the HTTP API, to whose origins CloudFront sends its secret or certificate. */
    readonly lock: OriginLock;
    /** ARN of the web ACL. Default: none. */
    readonly webAclArn?: pulumi.Input<string> | undefined;
    /** Origin of all paths but those of the APIs. Default: none; they get 404. */
    readonly site?: SiteOrigin | undefined;
    /** Where, and for how many days, the access log is kept. Default: none. */
    readonly accessLog?:
        | { readonly logGroupName: string; readonly retentionInDays: number; readonly region: string }
        | undefined;
}

// CloudFront caches errors of these codes for ten seconds, or for as long as the origin says. Without an error page, the response is
// still the origin's (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html).
const errorCodes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

const priceClasses = { all: "PriceClass_All", "200": "PriceClass_200", "100": "PriceClass_100" } as const;

/** A CloudFront distribution in front of the stages of a gateway, an HTTP API and a site: its policies, functions, access log and DNS records. */
export class EdgeDistribution extends pulumi.ComponentResource {
    /** Id of the distribution, known once it serves everywhere. */
    readonly distributionId: pulumi.Output<string>;
    readonly distributionArn: pulumi.Output<string>;

    /** Creates the distribution, then the records by which viewers find it. */
    constructor(name: string, args: EdgeDistributionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:EdgeDistribution", name, {}, opts);

        const distribution = this.createDistribution(name, args);
        this.createLog(name, args, distribution);
        this.createRecords(args, distribution);
        this.distributionId = distribution.id;
        this.distributionArn = distribution.arn;

        this.registerOutputs({ distributionId: this.distributionId });
    }

    private createDistribution(name: string, args: EdgeDistributionArgs): aws.cloudfront.Distribution {
        const { names, stages, httpApi, site, lock, webAclArn } = args;
        const origins = [
            ...Object.entries(stages).map(([stage, each]) => stageOrigin(stage, each, lock)),
            ...(httpApi ? [httpOrigin(httpApi.host, lock)] : []),
            ...(site ? [siteOrigin(site)] : []),
        ];
        return new aws.cloudfront.Distribution(
            name,
            {
                comment: name,
                enabled: true,
                aliases: [...names],
                isIpv6Enabled: true,
                httpVersion: "http2and3",
                priceClass: priceClasses[args.priceClass],
                origins,
                orderedCacheBehaviors: [...httpBehaviors(name, args, this), ...stageBehaviors(name, args, this)],
                defaultCacheBehavior: site
                    ? siteBehavior(name, args.securityHeaders, this)
                    : noSiteBehavior(name, origins[0]?.originId ?? "", this),
                customErrorResponses: errorCodes.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
                restrictions: { geoRestriction: geoRestriction(args.countries) },
                viewerCertificate: {
                    acmCertificateArn: args.certificateArn,
                    sslSupportMethod: "sni-only",
                    minimumProtocolVersion: args.tlsPolicy,
                },
                ...(webAclArn !== undefined && { webAclId: webAclArn }),
                waitForDeployment: true,
            },
            // Origins are a set for the provider, which may lose track of the one with the secret.
            { parent: this, additionalSecretOutputs: ["origins"] },
        );
    }

    private createLog(name: string, { accessLog }: EdgeDistributionArgs, { arn }: aws.cloudfront.Distribution) {
        if (accessLog) new EdgeAccessLog(name, { distributionArn: arn, ...accessLog }, { parent: this });
    }

    private createRecords({ names, zoneId }: EdgeDistributionArgs, distribution: aws.cloudfront.Distribution) {
        const target = { host: distribution.domainName, zoneId: distribution.hostedZoneId };
        for (const recordName of names)
            createAliasRecords(recordName, { recordName, zoneId, target }, { parent: this, dependsOn: [distribution] });
    }
}

function geoRestriction(countries: EdgeDistributionArgs["countries"]) {
    const { allow, block } = countries ?? {};
    if (allow) return { restrictionType: "whitelist", locations: [...allow] };
    if (block) return { restrictionType: "blacklist", locations: [...block] };
    // Without an empty list, the provider would send the former countries, which CloudFront rejects (hashicorp/terraform-provider-aws#20807).
    return { restrictionType: "none", locations: [] };
}
