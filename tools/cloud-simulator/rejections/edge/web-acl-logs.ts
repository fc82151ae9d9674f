import { invalidArn, loggingType, missingItem, wafResource, webAclType } from "../../resources/edge/web-acls";
import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { elementsOf, type PropertyMap, text } from "../../state/property-values";

const prefix = "aws-waf-logs-";

/** Logging of web ACLs that AWS WAF rejects. */
export const webAclLogs: readonly Rejection[] = [
    {
        what: `a log destination whose name does not begin with ${prefix}`,
        type: loggingType,
        on: ["create", "update"],
        source: "aws/aws-cdk#35311, pulumi/pulumi-aws#1214",
        verbatim: true,
        reject: ({ properties }) => {
            const wrong = destinations(properties).find((arn) => !nameOf(arn).startsWith(prefix));
            return wrong && invalidArn("LOG_DESTINATION", wrong);
        },
    },
    {
        what: "the log of a web ACL in a log group that does not exist, or of another region",
        type: loggingType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html",
        verbatim: false,
        reject: ({ properties }, { store }) => {
            const region = text(properties.resourceArn).split(":")[3];
            const groups = store.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ outputs }) => text(outputs.arn));
            const wrong = destinations(properties)
                .filter((arn) => arn.startsWith("arn:aws:logs:"))
                .map((arn) => arn.replace(/:\*$/, ""))
                .find((arn) => !groups.includes(arn) || arn.split(":")[3] !== region);
            return wrong && `WAFInvalidParameterException: there is no log group ${wrong} in the region of the web ACL`;
        },
    },
    {
        what: "more than one log destination of a web ACL",
        type: loggingType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            elementsOf(properties.logDestinationConfigs).length > 1
                ? "WAFLimitsExceededException: a web ACL has one log destination"
                : undefined,
    },
    {
        what: "the log of a web ACL, configured in another region than the web ACL's",
        type: loggingType,
        on: ["create", "update"],
        source: "pulumi/pulumi#5732",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.resourceArn);
            return arn.split(":")[3] === regionOf(properties, cloud) ? undefined : invalidArn("RESOURCE_ARN", arn);
        },
    },
    {
        what: "the log of a web ACL that does not exist",
        type: loggingType,
        on: ["create"],
        source: "aws-samples/serverless-patterns#2173",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            wafResource(webAclType, text(properties.resourceArn), cloud) ? undefined : missingItem,
    },
    {
        what: "a second log configuration of a web ACL (AWS replaces the first, and deleting the first then removes the second; the simulation rejects it)",
        type: loggingType,
        on: ["create"],
        source: "docs.aws.amazon.com/waf/latest/APIReference/API_PutLoggingConfiguration.html",
        verbatim: false,
        reject: ({ properties }, { store }) =>
            store.find(loggingType, text(properties.resourceArn))
                ? `the web ACL ${text(properties.resourceArn)} has a log configuration already`
                : undefined,
    },
];

function destinations({ logDestinationConfigs }: PropertyMap): string[] {
    return elementsOf(logDestinationConfigs).map(text);
}

// Of a log group, a delivery stream or a bucket.
function nameOf(arn: string): string {
    return /(?::log-group:|:deliverystream\/|:s3:::)([^:/]+)/.exec(arn)?.[1] ?? "";
}
