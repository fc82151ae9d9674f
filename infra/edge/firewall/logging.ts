import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originSecretHeader } from "../origin-secret";

// Headers whose values no log and no sample of a request shows.
const keyHeader = "x-api-key";
const secretHeaders = ["authorization", "cookie", originSecretHeader];

/**
 * What AWS WAF writes in place of these values to logs, samples and the details of rate rules, which contain the API key by which they
 * count (docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html). A hash of an API key still tells clients apart;
 * the hash of a password in `authorization` could be guessed.
 */
export function dataProtection(): aws.types.input.wafv2.WebAclDataProtectionConfig {
    const protect = (action: "HASH" | "SUBSTITUTION", fieldKeys: string[]) => ({
        action,
        field: { fieldType: "SINGLE_HEADER", fieldKeys },
        excludeRateBasedDetails: false,
        excludeRuleMatchDetails: false,
    });
    return { dataProtections: [protect("HASH", [keyHeader]), protect("SUBSTITUTION", secretHeaders)] };
}

/** Arguments of the log of a web ACL. */
export interface FirewallLogArgs {
    /** Name of the web ACL. */
    readonly aclName: string;
    readonly aclArn: pulumi.Input<string>;
    /** Requests that are logged. */
    readonly log: "blocked" | "all";
    /** Days for which the log is kept. */
    readonly retentionInDays: number;
    /** Default: the provider's. */
    readonly region?: string | undefined;
}

/**
 * Creates the log group of a web ACL, and has its log written there. AWS WAF gives itself the permission; a policy of our own would
 * collide with that one (hashicorp/terraform-provider-aws#47111).
 * @returns the group's name, which has to begin with `aws-waf-logs-` (docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html).
 */
export function createFirewallLog(args: FirewallLogArgs, parent: pulumi.Resource): string {
    const { aclName, aclArn, log, retentionInDays } = args;
    const region = args.region !== undefined && { region: args.region };
    const name = `aws-waf-logs-${aclName}`;
    const group = new aws.cloudwatch.LogGroup(name, { name, retentionInDays, ...region }, { parent });
    new aws.wafv2.WebAclLoggingConfiguration(
        aclName,
        {
            resourceArn: aclArn,
            logDestinationConfigs: [group.arn],
            redactedFields: [keyHeader, ...secretHeaders].map((name) => ({ singleHeader: { name } })),
            ...(log === "blocked" && { loggingFilter: blockedOnly }),
            ...region,
        },
        { parent },
    );
    return name;
}

const blockedOnly: aws.types.input.wafv2.WebAclLoggingConfigurationLoggingFilter = {
    defaultBehavior: "DROP",
    filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: [{ actionCondition: { action: "BLOCK" } }] }],
};
