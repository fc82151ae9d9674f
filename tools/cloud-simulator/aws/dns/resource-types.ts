import { validationRecord } from "../../resources/dns/certificates";
import { nameServers } from "../../resources/dns/hosted-zones";
import { named, type ResourceTypes } from "../../resources/resource-type";
import { elementsOf, type PropertyMap, text } from "../../state/property-values";

/** AWS Certificate Manager and Amazon Route 53. */
export const dns: ResourceTypes = {
    "aws:acm/certificate:Certificate": {
        id: "arn:aws:acm:{region}:{account}:certificate/{uuid}",
        outputs: {
            arn: "{id}",
            domainName: "",
            domainValidationOptions: [],
            keyAlgorithm: "RSA_2048",
            notAfter: "",
            notBefore: "",
            options: {},
            pendingRenewal: false,
            renewalEligibility: "INELIGIBLE",
            renewalSummaries: [],
            // The state keeps the status that the certificate had when it was created.
            status: "PENDING_VALIDATION",
            subjectAlternativeNames: [],
            type: "AMAZON_ISSUED",
            validationEmails: [],
            validationMethod: "DNS",
        },
        computed: validationOptions,
        replaceOn: [
            "certificateAuthorityArn",
            "domainName",
            "keyAlgorithm",
            "subjectAlternativeNames",
            "validationMethod",
            "validationOptions",
        ],
        source: "acm/certificate.go",
        serves: true,
        price: "free",
    },
    "aws:acm/certificateValidation:CertificateValidation": {
        id: "{uuid}",
        required: ["certificateArn"],
        replaceOn: ["certificateArn", "validationRecordFqdns"],
        source: "acm/certificate_validation.go",
        serves: false,
        price: "free",
    },
    "aws:route53/zone:Zone": {
        id: "Z{upper:20}",
        regional: false,
        autoName: named,
        defaults: { comment: "Managed by Pulumi", forceDestroy: false },
        outputs: {
            arn: "arn:aws:route53:::hostedzone/{id}",
            enableAcceleratedRecovery: false,
            nameServers: [...nameServers],
            primaryNameServer: nameServers[0] ?? "",
            zoneId: "{id}",
        },
        replaceOn: ["delegationSetId", "name"],
        source: "route53/zone.go",
        serves: true,
        price: "estimated",
    },
    "aws:route53/record:Record": {
        id: "{zoneId}_{name}_{type}",
        regional: false,
        outputs: { allowOverwrite: false, fqdn: "" },
        computed: ({ name }) => ({ fqdn: text(name).replace(/\.$/, "") }),
        required: ["name", "type", "zoneId"],
        replaceOn: ["name", "zoneId"],
        source: "route53/record.go",
        serves: true,
        price: "free",
    },
};

// ACM requires a record for each name, and lists the domain name among the alternative names.
function validationOptions(inputs: PropertyMap): PropertyMap {
    const domainName = text(inputs.domainName);
    if (domainName === "") return {};
    const others = elementsOf(inputs.subjectAlternativeNames).map(text);
    const names = [...new Set([domainName, ...others])];
    return {
        subjectAlternativeNames: names,
        ...(text(inputs.validationMethod) === "DNS" && {
            domainValidationOptions: names.map((name) => ({ domainName: name, ...validationRecord(name) })),
        }),
    };
}
