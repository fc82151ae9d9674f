import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createCertificate } from "./certificate";

/** Arguments of a domain name. */
export interface ApiDomainArgs {
    /** DNS name, such as `api.example.com`. */
    domainName: string;
    /** Id of the public hosted zone that the name is in. */
    zoneId: string;
    /** ARN of an issued certificate in the same region. Default: one is requested, and validated by a record in the zone. */
    certificateArn?: string | undefined;
    /** TLS policy of API Gateway; no HTTP API can be mapped to a name with an enhanced one (…/developerguide/apigateway-custom-domain-tls-version.html). */
    securityPolicy: string;
    /** Object in S3 with the certificates of the authorities that sign clients' certificates. Default: clients need none. */
    mutualTls?: { truststore: string; version?: string | undefined } | undefined;
}

/** Whether a TLS policy is one of those that need an endpoint access mode. */
export const isEnhancedPolicy = (policy: string): boolean => policy.startsWith("SecurityPolicy_");

/**
 * A regional domain name of API Gateway and its certificate. Clients reach nothing by it before stages are mapped to it.
 *
 * The first one of an account makes API Gateway create its service-linked role, for which the caller needs
 * `iam:CreateServiceLinkedRole`.
 */
export class ApiDomain extends pulumi.ComponentResource {
    /** The name, known once it exists. */
    readonly domainName: pulumi.Output<string>;
    /** Host that the name is an alias of. */
    readonly targetHost: pulumi.Output<string>;
    /** Id of the hosted zone of that host. */
    readonly targetZoneId: pulumi.Output<string>;

    /** Creates the name once its certificate is issued. */
    constructor(name: string, args: ApiDomainArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:ApiDomain", name, args, opts);

        const { domainName, zoneId, securityPolicy, mutualTls } = args;
        const domain = new aws.apigateway.DomainName(
            name,
            {
                domainName,
                regionalCertificateArn: args.certificateArn ?? createCertificate(name, { domainName, zoneId }, this),
                // By dual stack, clients reach it by IPv6 too
                // (docs.aws.amazon.com/apigateway/latest/developerguide/rest-custom-domain-ip-address-type.html).
                endpointConfiguration: { types: "REGIONAL", ipAddressType: "dualstack" },
                securityPolicy,
                ...(isEnhancedPolicy(securityPolicy) && { endpointAccessMode: "STRICT" }),
                ...(mutualTls && {
                    mutualTlsAuthentication: {
                        truststoreUri: mutualTls.truststore,
                        ...(mutualTls.version !== undefined && { truststoreVersion: mutualTls.version }),
                    },
                }),
            },
            { parent: this },
        );
        this.domainName = domain.domainName;
        this.targetHost = domain.regionalDomainName;
        this.targetZoneId = domain.regionalZoneId;

        this.registerOutputs({ domainName });
    }
}
