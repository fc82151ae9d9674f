import { distributionType } from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, listOf, mapOf, read, text } from "../../state/property-values";

/** Statuses for which CloudFront has error caching and pages of errors (custom-error-pages.html). */
const errorCodes = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const guide = "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";
const headersPolicy = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

/** Headers that a policy sets by `securityHeadersConfig` alone. */
const securityHeaders = [
    "content-security-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
];

/** Settings for viewers of a distribution that CloudFront rejects: countries, TLS, pages of errors and headers of responses. */
export const viewers: readonly Rejection[] = [
    {
        what: "a list of countries with restriction type none, or no list with another; an update without `locations` sends the former ones",
        type: distributionType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#20807, #19243",
        verbatim: true,
        reject: ({ properties, id = "" }, { store }) => {
            const own = mapOf(read(properties.restrictions, "geoRestriction"));
            const former = mapOf(read(store.find(distributionType, id)?.inputs.restrictions, "geoRestriction"));
            const hasLocations = elementsOf(own.locations ?? former.locations).length > 0;
            return hasLocations === (text(own.restrictionType) === "none")
                ? "InvalidGeoRestrictionParameter: Your request contains invalid Restriction parameters."
                : undefined;
        },
    },
    {
        what: "a certificate without `sslSupportMethod`",
        type: distributionType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#10861, aws/aws-cdk#9193",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const { acmCertificateArn, sslSupportMethod } = mapOf(properties.viewerCertificate);
            return acmCertificateArn && !sslSupportMethod
                ? "InvalidArgument: a certificate needs an SSLSupportMethod"
                : undefined;
        },
    },
    {
        what: `an error response for a status other than ${errorCodes.join(", ")}`,
        type: distributionType,
        on: ["create", "update"],
        source: `${guide}/custom-error-pages.html; aws-cloudformation/cfn-lint#1100`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const codes = listOf(properties.customErrorResponses).flatMap(({ errorCode }) => errorCode ?? []);
            const wrong = codes.find((code) => !hasUnknowns(code) && !errorCodes.includes(Number(code)));
            return wrong === undefined
                ? undefined
                : `InvalidErrorCode: CloudFront has no page for status ${text(wrong)}`;
        },
    },
    {
        what: "an error response with a status and no page, or the reverse",
        type: distributionType,
        on: ["create", "update"],
        source: "terraform-aws-modules/terraform-aws-cloudfront#94",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            listOf(properties.customErrorResponses).every(
                ({ responseCode, responsePagePath }) => Boolean(responseCode) === Boolean(responsePagePath),
            )
                ? undefined
                : "InvalidArgument: Your request must specify both ResponsePagePath and ResponseCode together or none of them.",
    },
    {
        what: "a response headers policy without any header",
        type: headersPolicy,
        on: ["create", "update"],
        source: "aws-cloudformation/cloudformation-coverage-roadmap#1156; docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            Object.keys(properties).some((key) => /^(cors|.*Headers)Config$/.test(key))
                ? undefined
                : "InvalidArgument: a response headers policy needs at least one header",
    },
    {
        what: "a security header among the custom headers of a response headers policy",
        type: headersPolicy,
        on: ["create", "update"],
        source: `${guide}/understanding-response-headers-policies.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const names = listOf(read(properties.customHeadersConfig, "items")).map(({ header }) => text(header));
            const wrong = names.find((name) => securityHeaders.includes(name.toLowerCase()));
            return wrong && `InvalidArgument: ${wrong} is a security header, not a custom header`;
        },
    },
];
