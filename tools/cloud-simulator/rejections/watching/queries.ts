import type { Rejection } from "../../resources/rejection";
import { text } from "../../state/property-values";

const type = "aws:cloudwatch/queryDefinition:QueryDefinition";
const provider = "hashicorp/terraform-provider-aws, internal/service/logs/query_definition.go";
const maxLength = 10_000;

/** Saved queries that CloudWatch Logs or the provider rejects; CloudWatch reads the commands only when the query runs. */
export const queryRejections: readonly Rejection[] = [
    {
        what: "a saved query whose name begins or ends with a slash, or has a colon or an asterisk",
        type,
        on: ["create", "update"],
        source: provider,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { name } }) =>
            typeof name !== "string" || /^([^:*/]+\/?)*[^:*/]+$/.test(name)
                ? undefined
                : "cannot contain a colon or asterisk and cannot start or end with a slash",
    },
    {
        what: `a saved query without commands, or with more than ${maxLength} characters`,
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { queryString } }) => {
            if (typeof queryString !== "string") return undefined;
            const { length } = queryString;
            return length >= 1 && length <= maxLength
                ? undefined
                : `InvalidParameterException: 1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length between 1 and ${maxLength}`;
        },
    },
    {
        what: "a saved query for a log group with an invalid name",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { logGroupNames } }) => {
            const names = Array.isArray(logGroupNames) ? logGroupNames.filter((each) => typeof each === "string") : [];
            const wrong = names.map(text).find((name) => !/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name));
            return wrong === undefined
                ? undefined
                : `InvalidParameterException: 1 validation error detected: Value '[${wrong}]' at 'logGroupNames' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`;
        },
    },
];
