import { z } from "zod";
import { checkDelegation, dnsName, dnsNameForm, stageName, zoneForm, zoneProblem } from "../domain/forms";
import { boolean, checkedString, integer, list, object, oneOf, string } from "../form";
import { countryForm, countryProblem } from "./country-codes";

/** The region of what CloudFront uses: its certificates, its web ACL and its logs. */
export const edgeRegion = "us-east-1";

const countriesForm = "a list of countries by their ISO code such as DE";
const country = checkedString(countryForm, countryProblem);

/** Countries that are permitted or rejected; one of both. */
export const countries = object({
    allow: list(countriesForm, country).optional().describe("The only countries that requests may come from."),
    block: list(countriesForm, country).optional().describe("Countries that requests may not come from."),
});

const pathForm = "a path such as api or shop/api, without a slash at its ends and without parts of dots alone";
// Browsers and CloudFront remove the segments . and .. from a path.
const path = /^(?=.{1,200}$)(?!(.*\/)?\.{1,2}(\/|$))[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/;
const certificate = /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;

/** The settings of the CloudFront distribution: `gatehouse:edge`. */
export const edge = object({
    name: string(dnsNameForm, dnsName).describe(
        "Name under which browsers and clients call the site and the APIs: that of the distribution.",
    ),
    hostedZone: checkedString(zoneForm, zoneProblem).describe(
        "Public hosted zone of Route 53 that the name is in, by name or id. It must exist and be delegated; the stack changes no record but its own.",
    ),
    checkDelegation,
    aliases: list("a list of DNS names in the same hosted zone", string(dnsNameForm, dnsName))
        .default([])
        .describe("Further names of the distribution, in the same hosted zone."),
    certificateArn: string(
        "the ARN of a certificate in us-east-1 such as arn:aws:acm:us-east-1:123456789012:certificate/…",
        certificate,
    )
        .optional()
        .describe(
            "Certificate for all of its names, issued by ACM in us-east-1. Default: one that the stack requests and validates by records in the zone.",
        ),
    // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
    tlsPolicy: oneOf(["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"])
        .default("TLSv1.2_2021")
        .describe("Oldest version of TLS and the ciphers that viewers may use."),
    basePaths: z
        .record(z.string().regex(stageName, { error: "the name of a stage" }), string(pathForm, path), {
            error: "a map from the name of a stage to its path",
        })
        .meta({ form: `a map from the name of a stage to ${pathForm}` })
        .default({})
        .describe(
            "Path of each stage below the name. Default for each: `api/` and the stage's name in lower case. All other paths lead to the site.",
        ),
    // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
    priceClass: oneOf(["all", "200", "100"])
        .default("all")
        .describe("CloudFront's locations that serve viewers: all, or those of a cheaper price class."),
    countries: countries.optional().describe("Countries that CloudFront serves. Default: all."),
    cacheSeconds: integer("an integer from 0 to 86400", 0, 86_400)
        .default(0)
        .describe(
            "Maximum number of seconds for which CloudFront answers GET requests to the APIs from its cache, by API key and other credentials, if the response's `Cache-Control` permits it; 0 is off. A revoked key is served from it until then.",
        ),
    httpCacheSeconds: integer("an integer from 1 to 86400", 1, 86_400)
        .optional()
        .describe(
            "In front of an HTTP API, which has no cache: seconds for which CloudFront responds to GET requests to the APIs from its cache, by API key and other credentials, whatever the response's `Cache-Control` says. A revoked key is served from it until then. Default: none, and rule R2 reports it.",
        ),
    lock: oneOf(["secret", "mutualTls", "off"])
        .default("secret")
        .describe(
            "What keeps callers from bypassing CloudFront: a secret header that the firewall of each stage demands, or a client certificate that the domain name demands. Turn it off while clients move to the name: CloudFront sends the secret then too, so that turning it on again fails none of its requests.",
        ),
    clientCertificateArn: string(
        "the ARN of a certificate in us-east-1 such as arn:aws:acm:us-east-1:123456789012:certificate/…",
        certificate,
    )
        .optional()
        .describe("With `lock: mutualTls`: the certificate with which CloudFront calls the domain name."),
    originSecretVersion: integer("an integer from 1 to 1000", 1, 1000)
        .default(1)
        .describe(
            "Number of the secret in use, with `lock: secret` or `off`. The next higher number rotates it, without failed requests; the secrets before and after are accepted too.",
        ),
    securityHeaders: object({
        contentSecurityPolicy: string(
            "the value of a Content-Security-Policy header",
            /^[\x21-\x7e]([\x20-\x7e]{0,2046}[\x21-\x7e])?$/,
        )
            .optional()
            .describe(
                "Content-Security-Policy of the site's responses. Default: `default-src 'self'; frame-ancestors 'none'`, with the buckets of photo pipelines, the WebSocket APIs and images from memory if an API has them.",
            ),
        frames: oneOf(["DENY", "SAMEORIGIN"]).default("DENY").describe("X-Frame-Options of all responses."),
        hstsDays: integer("an integer from 0 to 3650", 0, 3650)
            .default(365)
            .describe("Days for which browsers use HTTPS only for the name; 0 is off."),
    })
        .prefault({})
        .describe("Security headers that CloudFront adds to responses."),
    accessLog: boolean()
        .default(true)
        .describe("Write CloudFront's access log to a log group in us-east-1, for as long as other logs are kept."),
});

/** The parsed settings of a distribution. */
export type EdgeSettings = z.output<typeof edge>;
