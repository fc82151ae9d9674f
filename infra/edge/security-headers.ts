import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Security headers of responses. */
export interface SecurityHeaders {
    /** Content-Security-Policy of the site. */
    readonly contentSecurityPolicy: pulumi.Input<string>;
    /** X-Frame-Options. */
    readonly frames: "DENY" | "SAMEORIGIN";
    /** Days for which browsers use HTTPS only, for Strict-Transport-Security; 0 for no such header. */
    readonly hstsDays: number;
}

/**
 * Creates the policy by which CloudFront adds security headers to responses.
 * @param policyName unique in the account.
 * @param headers without `contentSecurityPolicy` for APIs, whose responses are not pages.
 * @returns the id of the policy.
 */
export function createHeadersPolicy(
    policyName: string,
    {
        frames,
        hstsDays,
        contentSecurityPolicy,
    }: Omit<SecurityHeaders, "contentSecurityPolicy"> & Partial<SecurityHeaders>,
    parent: pulumi.Resource,
): pulumi.Output<string> {
    return new aws.cloudfront.ResponseHeadersPolicy(
        policyName,
        {
            name: policyName,
            securityHeadersConfig: {
                contentTypeOptions: { override: true },
                frameOptions: { frameOption: frames, override: true },
                referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
                ...(hstsDays > 0 && {
                    strictTransportSecurity: { accessControlMaxAgeSec: hstsDays * 86_400, override: true },
                }),
                ...(contentSecurityPolicy !== undefined && {
                    contentSecurityPolicy: { contentSecurityPolicy, override: true },
                }),
            },
        },
        { parent },
    ).id;
}
