import { z } from "zod";
import { object, oneOf, string } from "../form";
import { enhancedPolicies, legacyPolicies } from "../gateway/security-policies";
import { basePath, basePathForm, dnsName, dnsNameForm, stageName } from "./forms";
import { regionalName } from "./regional-name";

/** The settings of the REST API's domain name: `gatehouse:domain`. */
export const domain = object({
    name: string(dnsNameForm, dnsName).describe(
        "Name under which clients call the APIs. When it changes, the new name serves before the old one is deleted.",
    ),
    ...regionalName,
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
    defaultEndpoint: oneOf(["disabled", "enabled"])
        .default("disabled")
        .describe(
            "The API's host name at AWS, `*.execute-api.…`: disabled, it returns 403. Enable it while clients move to the name.",
        ),
});

/** The parsed settings of a domain name. */
export type DomainSettings = z.output<typeof domain>;
