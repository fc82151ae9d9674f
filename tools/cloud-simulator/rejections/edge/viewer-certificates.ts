import { certificateOf, isIssued } from "../../resources/dns/certificates";
import { aliasesOf, certificatesOf, distributionType, edgeRegion, isCovered } from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, mapOf, text } from "../../state/property-values";

const requirements =
    "For more details, see: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements";

// The comment of the provider that quotes the error also says that it retries for a minute.
const invalid =
    "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
const provider = "hashicorp/terraform-provider-aws, internal/service/cloudfront/distribution.go";

/** Certificates of distributions that CloudFront rejects. */
export const viewerCertificates: readonly Rejection[] = [
    {
        what: "a distribution with alternate names and without a certificate",
        type: distributionType,
        on: ["create", "update"],
        source: "cloudposse/terraform-aws-cloudfront-s3-cdn#72",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const { acmCertificateArn, iamCertificateId } = mapOf(properties.viewerCertificate);
            if (elementsOf(properties.aliases).length === 0 || acmCertificateArn || iamCertificateId) return undefined;
            return `InvalidViewerCertificate: To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name. ${requirements}`;
        },
    },
    {
        what: "a distribution with a certificate of another region than us-east-1",
        type: distributionType,
        on: ["create", "update"],
        source: `${provider}; pulumi/pulumi-aws#5649`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            certificatesOf(properties).some((arn) => arn.startsWith("arn:") && arn.split(":")[3] !== edgeRegion)
                ? invalid
                : undefined,
    },
    {
        what: "a distribution with a certificate that is not issued yet",
        type: distributionType,
        on: ["create", "update"],
        source: `${provider}; pulumi/pulumi-aws#5649`,
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const created = certificatesOf(properties).flatMap((arn) => certificateOf(arn, cloud) ?? []);
            return created.some((certificate) => !isIssued(certificate, cloud)) ? invalid : undefined;
        },
    },
    {
        what: "a distribution with an alternate name that its certificate does not cover",
        type: distributionType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#13828, serverless/components#560",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = text(mapOf(properties.viewerCertificate).acmCertificateArn);
            const certificate = certificateOf(arn, cloud);
            if (certificate === undefined) return undefined;
            const names = elementsOf(certificate.outputs.subjectAlternativeNames).map(text);
            return aliasesOf(properties).every((alias) => names.includes(alias) || isCovered(alias, names))
                ? undefined
                : `InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add. ${requirements}`;
        },
    },
];
