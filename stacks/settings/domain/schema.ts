import { z } from "zod";
import { checkedString, object, oneOf, string } from "../form";
import { enhancedPolicies, legacyPolicies } from "../gateway/security-policies";
import {
    basePath,
    basePathForm,
    checkDelegation,
    dnsName,
    dnsNameForm,
    stageName,
    zoneForm,
    zoneProblem,
} from "./forms";

/** The settings of the REST API's domain name: `gatehouse:domain`. */
export const domain = object({
    name: string(dnsNameForm, dnsName).describe(
        "Name under which clients call the APIs. When it changes, the new name serves before the old one is deleted.",
    ),
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
    tlsPolicy: oneOf([...legacyPolicies, ...enhancedPolicies])
        .default("TLS_1_2")
        .describe(
            "Oldest version of TLS and the ciphers that clients may use. A policy that starts with `SecurityPolicy_` applies to the default endpoint too, with the strict access mode.",
        ),
    basePaths: z
        .record(z.string().regex(stageName, { error: "the name of a stage" }), string(basePathForm, basePath), {
            error: "a map from the name of a stage to its base path",
        })
        .meta({ form: `a map from the name of a stage to ${basePathForm}` })
        .default({})
        .describe("Path of each stage below the name. Default for each: the stage's name in lower case."),
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
    defaultEndpoint: oneOf(["disabled", "enabled"])
        .default("disabled")
        .describe(
            "The API's host name at AWS, `*.execute-api.…`: disabled, it returns 403. Enable it while clients move to the name.",
        ),
});

/** The parsed settings of a domain name. */
export type DomainSettings = z.output<typeof domain>;
