import { certificateOf, isIssued, validationRecords } from "../../resources/dns/certificates";
import { zoneName } from "../../resources/dns/hosted-zones";
import { certificatesOf, distributions } from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, text } from "../../state/property-values";

const validationType = "aws:acm/certificateValidation:CertificateValidation";
const domainType = "aws:apigateway/domainName:DomainName";

/** Calls about certificates that AWS rejects, or that the provider gives up on. */
export const certificates: readonly Rejection[] = [
    {
        what: "waiting for a certificate without naming each of its validation records",
        type: validationType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/acm/certificate_validation.go",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const certificate = certificateOf(text(properties.certificateArn), cloud);
            const named = elementsOf(properties.validationRecordFqdns).map((name) => zoneName(text(name)));
            if (certificate === undefined || named.length === 0) return undefined;
            const missing = validationRecords(certificate).find(
                ({ resourceRecordName }) => !named.includes(zoneName(text(resourceRecordName))),
            );
            return (
                missing &&
                `missing ${text(missing.domainName)} DNS validation record: ${zoneName(text(missing.resourceRecordName))}`
            );
        },
    },
    {
        what: "waiting for a certificate whose validation records are in no public and delegated zone",
        type: validationType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/acm/certificate_validation.go; docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.certificateArn);
            const certificate = certificateOf(arn, cloud);
            if (certificate === undefined || isIssued(certificate, cloud)) return undefined;
            return `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION')`;
        },
    },
    {
        what: "deleting a certificate that a domain name or a distribution uses, or used until up to an hour ago",
        type: "aws:acm/certificate:Certificate",
        on: ["delete"],
        source: "hashicorp/terraform#18997, aws/aws-cdk#36265, hashicorp/terraform-provider-aws#28595",
        verbatim: true,
        retried: true,
        reject: ({ id = "" }, cloud) =>
            cloud.store.ofType(domainType).some(({ inputs }) => text(inputs.regionalCertificateArn) === id) ||
            distributions(cloud).some(({ inputs }) => certificatesOf(inputs).includes(id))
                ? `ResourceInUseException: Certificate ${id} in account ${cloud.accountId} is in use.`
                : undefined,
    },
];
