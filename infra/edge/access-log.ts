import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of the access log of a distribution. */
export interface EdgeAccessLogArgs {
    /** ARN of the distribution. */
    distributionArn: pulumi.Input<string>;
    /** Name of the log group. */
    logGroupName: string;
    /** Days for which its lines are kept. */
    retentionInDays: number;
    /** Region of the log, which must be that of CloudFront's deliveries. */
    region: string;
}

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html. No cookies, query strings or referrers,
// which may contain tokens. The header with the API key cannot be selected.
const fields = [
    ...["date", "time", "x-edge-location", "x-edge-request-id", "c-ip", "x-host-header", "cs-method", "cs-uri-stem"],
    ...["cs-protocol", "cs-protocol-version", "ssl-protocol", "ssl-cipher", "cs(User-Agent)", "cs-bytes"],
    ...["sc-status", "sc-bytes", "sc-content-type", "time-taken", "time-to-first-byte"],
    ...["x-edge-result-type", "x-edge-response-result-type", "x-edge-detailed-result-type"],
];

/**
 * The access log of a distribution, delivered to CloudWatch Logs (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html).
 * The caller needs `cloudfront:AllowVendedLogDeliveryForResource` and `logs:PutResourcePolicy`: CloudWatch Logs itself permits the delivery
 * to the log group (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html).
 */
export class EdgeAccessLog extends pulumi.ComponentResource {
    /** Creates the log group, and the delivery to it. */
    constructor(name: string, args: EdgeAccessLogArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:edge:EdgeAccessLog", name, {}, opts);

        const { distributionArn, logGroupName, retentionInDays, region } = args;
        const group = new aws.cloudwatch.LogGroup(
            `${name}-edge`,
            { name: logGroupName, retentionInDays, region },
            { parent: this },
        );
        const source = new aws.cloudwatch.LogDeliverySource(
            name,
            { name: `${name}-edge`, logType: "ACCESS_LOGS", resourceArn: distributionArn, region },
            { parent: this },
        );
        const destination = new aws.cloudwatch.LogDeliveryDestination(
            name,
            {
                name: `${name}-edge`,
                outputFormat: "json",
                deliveryDestinationConfiguration: { destinationResourceArn: group.arn },
                region,
            },
            { parent: this },
        );
        new aws.cloudwatch.LogDelivery(
            name,
            { deliverySourceName: source.name, deliveryDestinationArn: destination.arn, recordFields: fields, region },
            { parent: this },
        );

        this.registerOutputs();
    }
}
