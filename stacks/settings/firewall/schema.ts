import type { z } from "zod";
import { countries } from "../edge/schema";
import { boolean, checkedString, integer, list, object, oneOf, string } from "../form";
import { rangeForm, rangeProblem } from "./addresses";

const addressForm = "a list of IPv4 or IPv6 address ranges such as 203.0.113.0/24";
const address = checkedString(rangeForm, rangeProblem);
const action = () => oneOf(["block", "count", "off"]).default("block");
// docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
const window = () => oneOf([60, 120, 300, 600]);
const limit = () => integer("an integer from 10 to 2000000000", 10, 2_000_000_000);

/** The settings of the web application firewall: `gatehouse:firewall`. */
export const firewall = object({
    managedGroups: object({
        common: action().describe("AWSManagedRulesCommonRuleSet."),
        knownBadInputs: action().describe("AWSManagedRulesKnownBadInputsRuleSet."),
        ipReputation: action().describe("AWSManagedRulesAmazonIpReputationList."),
        sqlInjection: action().describe("AWSManagedRulesSQLiRuleSet."),
    })
        .prefault({})
        .describe("Rule groups of AWS: block what they match, only count it, or leave them out."),
    uploads: list("a list of names of APIs", string("the name of an API", /./))
        .default([])
        .describe(
            "APIs that take uploads: their bodies may be large, and have contents that AWS's rules take for attacks. Neither `maximumBodyKilobytes` nor those rules apply to them; other rules do.",
        ),
    maximumBodyKilobytes: integer("an integer from 1 to 64", 1, 64)
        .optional()
        .describe("Largest request body in kilobytes. Default: the 8 KB of AWS's common rules, if they block."),
    requestsPerAddress: object({
        limit: limit().describe("Requests of one address in the window."),
        seconds: window().default(300).describe("Length of the window."),
    })
        .optional()
        .describe("Block an address that sends more requests. Default: no limit."),
    requestsPerKey: object({
        limit: limit().describe("Requests with one API key in the window."),
        seconds: window().default(60).describe("Length of the window."),
    })
        .optional()
        .describe("Block an API key that sends more requests, besides its usage plan. Default: no limit."),
    allow: list(addressForm, address)
        .default([])
        .describe(
            "Addresses that no other rule applies to, except the lock of the origin and, with `gatehouse:edge`, `requestsPerKey`.",
        ),
    block: list(addressForm, address).default([]).describe("Addresses whose requests are rejected."),
    countries: countries.optional().describe("Countries that requests may come from. Default: all."),
    log: oneOf(["blocked", "all", "off"])
        .default("blocked")
        .describe("Requests that are logged, without the API key and tokens."),
    sampledRequests: boolean()
        .default(true)
        .describe(
            "Let AWS keep samples of requests for three hours, with a hash of the API key and without tokens and cookies.",
        ),
});

/** The parsed settings of a firewall. */
export type FirewallSettings = z.output<typeof firewall>;
