import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a certificate. */
export interface CertificateArgs {
    /** DNS name, such as `api.example.com`. */
    domainName: string;
    /**
     * Further names, in the same hosted zone. If given, even empty, the logical names of the records contain the DNS names, so that a
     * further name can become the first one without a new record. Default: none.
     */
    alternativeNames?: readonly string[] | undefined;
    /** Id of the public hosted zone that the names are in. */
    zoneId: string;
    /** Region of the certificate. Default: the stack's. */
    region?: string | undefined;
}

/**
 * Requests a certificate of ACM, proves each of its names by a record in the hosted zone, and waits until it is issued.
 * @returns the ARN of the issued certificate.
 */
export function createCertificate(name: string, args: CertificateArgs, parent: pulumi.Resource): pulumi.Output<string> {
    const { domainName, alternativeNames = [], zoneId, region } = args;
    const inRegion = region !== undefined && { region };
    const certificate = new aws.acm.Certificate(
        name,
        {
            domainName,
            ...(alternativeNames.length > 0 && { subjectAlternativeNames: [...alternativeNames] }),
            validationMethod: "DNS",
            ...inRegion,
        },
        { parent },
    );
    const createRecord = (recordName: string, ownName: string) => {
        const proof = certificate.domainValidationOptions.apply((options) => {
            // A certificate has one option for each name, in no documented order.
            const [only] =
                alternativeNames.length === 0 ? options : options.filter((each) => each.domainName === ownName);
            if (only === undefined) throw new Error(`ACM requires no validation record for ${ownName}`);
            return only;
        });
        return new aws.route53.Record(
            recordName,
            {
                zoneId,
                name: proof.resourceRecordName,
                type: proof.resourceRecordType,
                records: [proof.resourceRecordValue],
                ttl: 60,
            },
            { parent },
        );
    };
    const records = [
        createRecord(`${args.alternativeNames ? domainName : name}-validation`, domainName),
        ...alternativeNames.map((each) => createRecord(`${each}-validation`, each)),
    ];
    return new aws.acm.CertificateValidation(
        name,
        { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn), ...inRegion },
        // ACM needs some minutes. In a zone that is not delegated it would wait for 75, the provider's default.
        { parent, customTimeouts: { create: "15m" } },
    ).certificateArn;
}

/** Arguments of the certificate of a distribution. */
export interface EdgeCertificateArgs extends CertificateArgs {
    /** ARN of an issued certificate for all of the names. Default: one is requested. */
    certificateArn?: string | undefined;
}

/** The certificate of a distribution: an existing one, or one that is requested in the region of CloudFront's certificates. */
export class EdgeCertificate extends pulumi.ComponentResource {
    /** ARN of the issued certificate. */
    readonly arn: pulumi.Output<string>;

    /** Requests the certificate, unless it exists. */
    constructor(name: string, args: EdgeCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:EdgeCertificate", name, {}, opts);

        const { certificateArn } = args;
        this.arn = certificateArn === undefined ? createCertificate(name, args, this) : pulumi.output(certificateArn);

        this.registerOutputs({ arn: this.arn });
    }
}
