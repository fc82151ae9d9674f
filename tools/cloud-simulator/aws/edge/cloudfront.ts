import { createHash } from "node:crypto";
import { named, type ResourceTypes } from "../../resources/resource-type";
import { creationTime } from "../../resources/template";
import { type PropertyMap, text } from "../../state/property-values";

/** Amazon CloudFront: distributions and what they refer to, except for policies. */
export const cloudfront: ResourceTypes = {
    "aws:cloudfront/distribution:Distribution": {
        id: "E{upper:13}",
        regional: false,
        defaults: {
            httpVersion: "http2",
            isIpv6Enabled: false,
            priceClass: "PriceClass_All",
            retainOnDelete: false,
            staging: false,
            waitForDeployment: true,
        },
        outputs: {
            arn: "arn:aws:cloudfront::{account}:distribution/{id}",
            callerReference: "{uuid}",
            continuousDeploymentPolicyId: "",
            domainName: "d{alnum:13}.cloudfront.net",
            etag: "E{upper:13}",
            hostedZoneId: "Z2FDTNDATAQYW2",
            inProgressValidationBatches: 0,
            lastModifiedTime: creationTime,
            loggingV1Enabled: false,
            status: "Deployed",
            trustedKeyGroups: [],
            trustedSigners: [],
        },
        computed: (inputs, before) => ({
            ...nextEtag(inputs, before),
            // Unless the provider waits until it is deployed.
            ...(inputs.waitForDeployment === false && { status: "InProgress" }),
        }),
        renewed: ["etag"],
        required: ["defaultCacheBehavior", "enabled", "origins", "restrictions", "viewerCertificate"],
        replaceOn: ["staging"],
        source: "cloudfront/distribution.go",
        serves: true,
        price: "estimated",
    },
    "aws:cloudfront/function:Function": {
        id: "{name}",
        regional: false,
        autoName: { ...named, maxLength: 64 },
        defaults: { publish: true },
        outputs: {
            arn: "arn:aws:cloudfront::{account}:function/{name}",
            etag: "E{upper:13}",
            liveStageEtag: "E{upper:13}",
            status: "UNASSOCIATED",
        },
        computed: (inputs, before) => ({
            ...nextEtag(inputs, before),
            ...(inputs.publish === false && before === undefined && { liveStageEtag: "", status: "UNPUBLISHED" }),
        }),
        renewed: ["etag"],
        required: ["code", "runtime"],
        replaceOn: ["name"],
        source: "cloudfront/function.go",
        serves: true,
        price: "estimated",
    },
    "aws:cloudfront/originAccessControl:OriginAccessControl": {
        id: "E{upper:13}",
        regional: false,
        autoName: { ...named, maxLength: 64 },
        defaults: { description: "Managed by Pulumi" },
        outputs: { arn: "arn:aws:cloudfront::{account}:origin-access-control/{id}", etag: "E{upper:13}" },
        computed: nextEtag,
        renewed: ["etag"],
        tagged: false,
        required: ["originAccessControlOriginType", "signingBehavior", "signingProtocol"],
        source: "cloudfront/origin_access_control.go",
        serves: true,
        price: "free",
    },
    "aws:cloudfront/trustStore:TrustStore": {
        id: "ts_{alnum:20}",
        regional: false,
        autoName: named,
        outputs: {
            arn: "arn:aws:cloudfront::{account}:trust-store/{id}",
            etag: "E{upper:13}",
            numberOfCaCertificates: 1,
        },
        computed: nextEtag,
        renewed: ["etag"],
        required: ["caCertificatesBundleSource"],
        replaceOn: ["name"],
        source: "cloudfront/trust_store.go",
        serves: true,
        price: "free",
    },
};

/** The entity tag of a changed resource: another one after each update. */
export function nextEtag(_: PropertyMap, before?: PropertyMap): PropertyMap {
    if (before === undefined) return {};
    const digest = createHash("sha256").update(text(before.etag)).digest("hex");
    return { etag: `E${digest.slice(0, 13).toUpperCase()}` };
}
