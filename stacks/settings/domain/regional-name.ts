import { checkedString, object, string } from "../form";
import { checkDelegation, zoneForm, zoneProblem } from "./forms";

/** Settings that a name of a REST API and that of an HTTP API have in common. */
export const regionalName = {
    hostedZone: checkedString(zoneForm, zoneProblem).describe(
        "Public hosted zone of Route 53 that the name is in, by name or id. It must exist and be delegated; the stack changes no record but its own.",
    ),
    checkDelegation,
    certificateArn: string(
        "the ARN of a certificate such as arn:aws:acm:eu-central-1:123456789012:certificate/…",
        /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
    )
        .optional()
        .describe(
            "Certificate for the name, issued by ACM in the stack's region. Default: one that the stack requests and validates by a record in the zone.",
        ),
    mutualTls: object({
        truststore: string(
            "the URI of an object in S3 such as s3://bucket/clients.pem",
            /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/\S+$/,
        ).describe("Certificates of the authorities that sign the clients' certificates, as PEM."),
        version: string("the id of a version of the object", /^\S{1,1024}$/)
            .optional()
            .describe("Version of the object. Default: the newest when the name is created or the truststore changes."),
    })
        .optional()
        .describe("Require a certificate from each client, besides its API key. Default: none."),
};
