import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { OriginSecret } from "./origin-secret";

/** A stage behind a distribution. */
export interface EdgeStage {
    /** Host of the stage: the API's at AWS, or its domain name. */
    readonly host: pulumi.Input<string>;
    /** Path of the stage at that host, without slashes at its ends; empty for the root. */
    readonly originPath: string;
    /** Path of the stage below the distribution's name, without slashes at its ends. */
    readonly basePath: string;
}

/** The private bucket of a site behind a distribution. */
export interface SiteOrigin {
    /** Regional host of the bucket. */
    readonly domainName: pulumi.Input<string>;
    /** Id of the access control by which CloudFront signs requests to the bucket. */
    readonly originAccessControlId: pulumi.Input<string>;
}

/** The lock of the stages, which keeps callers from bypassing the distribution: one of the two. */
export interface OriginLock {
    /** The header that CloudFront sends and the firewall of the stages demands. */
    readonly secret?: OriginSecret | undefined;
    /** ARN of the certificate with which CloudFront calls the stages. */
    readonly clientCertificateArn?: string | undefined;
}

/** Id of the origin of an HTTP API. */
export const httpOriginId = "http-api";

/** Id of the origin of the site. */
export const siteOriginId = "site";

/** Id of the origin of a stage. */
export const stageOriginId = (stage: string): string => `stage-${stage}`;

/** The origin of an HTTP API, whose stage is the root of its host; otherwise as that of a stage. */
export function httpOrigin(
    host: pulumi.Input<string>,
    lock: OriginLock,
): aws.types.input.cloudfront.DistributionOrigin {
    return apiOrigin(httpOriginId, { host, originPath: "" }, lock);
}

/** The origin of a stage, which CloudFront calls by HTTPS, with the secret or the certificate that its lock demands. */
export function stageOrigin(
    stage: string,
    edgeStage: EdgeStage,
    lock: OriginLock,
): aws.types.input.cloudfront.DistributionOrigin {
    return apiOrigin(stageOriginId(stage), edgeStage, lock);
}

function apiOrigin(
    originId: string,
    { host, originPath }: Pick<EdgeStage, "host" | "originPath">,
    { secret, clientCertificateArn }: OriginLock,
): aws.types.input.cloudfront.DistributionOrigin {
    return {
        originId,
        domainName: host,
        ...(originPath !== "" && { originPath: `/${originPath}` }),
        ...(secret && { customHeaders: [{ name: secret.header, value: secret.current }] }),
        customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            // CloudFront calls origins by nothing newer
            // (docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html).
            originSslProtocols: ["TLSv1.2"],
            // A second more than API Gateway gives an integration, so that its own 504 reaches the client.
            originReadTimeout: 30,
            ...(clientCertificateArn !== undefined && { originMtlsConfig: { clientCertificateArn } }),
        },
    };
}

/** The origin of the site. */
export function siteOrigin(site: SiteOrigin): aws.types.input.cloudfront.DistributionOrigin {
    return { originId: siteOriginId, ...site };
}
