import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AddressLists, type AddressSetArns, createAddressSets } from "./address-sets";
import { createFirewallLog, dataProtection } from "./logging";
import type { Rule } from "./rules";

/** Arguments of a web ACL. */
export interface WebAclArgs {
    /** Kind of the resources that it protects: stages of API Gateway in the stack's region, or a distribution of CloudFront. */
    scope: "REGIONAL" | "CLOUDFRONT";
    /** Region of its resources; `us-east-1` for a distribution. Default: the stack's. */
    region?: string | undefined;
    /** Addresses that its rules refer to. */
    addresses: AddressLists;
    /** Returns its rules, in the order of their priorities. */
    rules: (addressSets: AddressSetArns) => readonly Rule[];
    /** Whether the rules have secrets, so that their outputs are secret too. Default: false. */
    hasSecrets?: boolean | undefined;
    /** Kilobytes of a body that its rules have to read. Default: 16, as AWS WAF reads without extra charge. */
    bodyKilobytes?: number | undefined;
    /** Whether AWS keeps samples of requests for three hours. */
    sampledRequests: boolean;
    /** Requests that are logged. */
    log: "blocked" | "all" | "off";
    /** Days for which the log is kept. */
    logRetentionDays: number;
    /** ARNs of the stages that it protects, by the stage's name. Default: none; a distribution names its web ACL itself. */
    stageArns?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** A web ACL of AWS WAF, its IP sets and its log. Its name at AWS is that of the component. */
export class WebAcl extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;
    /** Its name at AWS, and the dimension `WebACL` of its metrics. */
    readonly aclName: string;
    /** Name of its log group; undefined if nothing is logged. */
    readonly logGroupName: string | undefined;

    /** Creates the web ACL and protects the stages with it. */
    constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:WebAcl", name, args, opts);

        const { log, logRetentionDays: retentionInDays, region } = args;
        const sets = createAddressSets({ aclName: name, ...args }, this);
        this.aclName = name;
        this.arn = this.createAcl(name, args, args.rules(sets)).arn;
        this.logGroupName =
            log === "off"
                ? undefined
                : createFirewallLog({ aclName: name, aclArn: this.arn, log, retentionInDays, region }, this);
        this.associate(args);

        this.registerOutputs();
    }

    private createAcl(name: string, args: WebAclArgs, rules: readonly Rule[]): aws.wafv2.WebAcl {
        const { scope, region, sampledRequests: sampledRequestsEnabled } = args;
        return new aws.wafv2.WebAcl(
            name,
            {
                name,
                scope,
                defaultAction: { allow: {} },
                // The cast is for `notStatement`: see `Statement`.
                rules: rules as unknown as aws.types.input.wafv2.WebAclRule[],
                visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled },
                dataProtectionConfig: dataProtection(),
                ...inspectionLimit(args),
                ...(region !== undefined && { region }),
            },
            { parent: this, ...(args.hasSecrets && { additionalSecretOutputs: ["rules"] }) },
        );
    }

    // For some seconds after AWS has created a web ACL, an association gets `WAFUnavailableEntityException`: the provider
    // retries it for five minutes (hashicorp/terraform-provider-aws, internal/service/wafv2/web_acl_association.go).
    private associate({ stageArns = {} }: WebAclArgs): void {
        for (const [stage, resourceArn] of Object.entries(stageArns)) {
            new aws.wafv2.WebAclAssociation(stage, { resourceArn, webAclArn: this.arn }, { parent: this });
        }
    }
}

// docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html: each step of 16 KB costs extra.
function inspectionLimit({ scope, bodyKilobytes = 16 }: WebAclArgs): Pick<aws.wafv2.WebAclArgs, "associationConfig"> {
    if (bodyKilobytes <= 16) return {};
    const limit = { defaultSizeInspectionLimit: `KB_${Math.ceil(bodyKilobytes / 16) * 16}` };
    const body = scope === "CLOUDFRONT" ? { cloudfront: limit } : { apiGateway: limit };
    return { associationConfig: { requestBodies: [body] } };
}
