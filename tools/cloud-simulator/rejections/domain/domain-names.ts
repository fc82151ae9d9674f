import { certificateOf, isIssued } from "../../resources/dns/certificates";
import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { text } from "../../state/property-values";

const domainType = "aws:apigateway/domainName:DomainName";
const securityPolicies =
    "docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html";

/** Custom domain names that API Gateway rejects. */
export const domainNames: readonly Rejection[] = [
    {
        what: "a domain name that exists already in the region, in any account",
        type: domainType,
        on: ["create"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html; floci-io/floci, ApiGatewayService",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            cloud.store.find(domainType, text(properties.domainName))
                ? "BadRequestException: The domain name you provided already exists."
                : undefined,
    },
    {
        what: "a regional domain name with a certificate of another region",
        type: domainType,
        on: ["create", "update"],
        source: "amplify-education/serverless-domain-manager#49",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.regionalCertificateArn);
            const region = regionOf(properties, cloud);
            const own = arn.split(":")[3];
            if (arn === "" || own === region) return undefined;
            return `BadRequestException: Invalid certificate ARN: ${arn}. Certificate must be in '${region}'.`;
        },
    },
    {
        what: "a domain name with a certificate that is not issued yet",
        type: domainType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/how-to-specify-certificate-for-custom-domain-name.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.regionalCertificateArn);
            const certificate = certificateOf(arn, cloud);
            if (certificate === undefined || isIssued(certificate, cloud)) return undefined;
            return `BadRequestException: the certificate ${arn} is PENDING_VALIDATION, not ISSUED`;
        },
    },
    {
        what: "a domain name with mutual TLS and an enhanced security policy or TLS_1_0",
        type: domainType,
        on: ["create", "update"],
        source: securityPolicies,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const policy = text(properties.securityPolicy) || "TLS_1_2";
            if (!properties.mutualTlsAuthentication || policy === "TLS_1_2") return undefined;
            return `BadRequestException: mutual TLS needs the security policy TLS_1_2, not ${policy}`;
        },
    },
    ...[domainType, "aws:apigateway/restApi:RestApi"].map(
        (type): Rejection => ({
            what: "an enhanced security policy without an endpoint access mode, or the reverse",
            type,
            on: ["create", "update"],
            source: securityPolicies,
            verbatim: false,
            atPreview: true,
            reject: ({ properties }) => {
                const policy = text(properties.securityPolicy);
                const isEnhanced = policy.startsWith("SecurityPolicy_");
                if (isEnhanced === (text(properties.endpointAccessMode) !== "")) return undefined;
                return isEnhanced
                    ? `BadRequestException: the security policy ${policy} needs an endpoint access mode`
                    : "BadRequestException: an endpoint access mode needs a security policy that starts with SecurityPolicy_";
            },
        }),
    ),
];
