import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { withIntegration } from "./import-bodies";
import type { RejectedBody } from "./rejected-bodies";

const invalidMapping = "Invalid mapping expression specified: Validation Result: warnings : [], errors :";
const queue: PropertyMap = {
    type: "aws",
    httpMethod: "POST",
    uri: "arn:aws:apigateway:eu-central-1:sqs:path/123456789012/orders",
    credentials: "arn:aws:iam::123456789012:role/orders",
    responses: { default: { statusCode: "200" } },
};
const withResponse = (response: PropertyMap, pattern = "default") =>
    withIntegration({ ...queue, responses: { [pattern]: { statusCode: "200", ...response } } });

/** For every rule about integrations of services, and about their responses, a body that breaks it. */
export const rejectedIntegrations: readonly RejectedBody[] = [
    {
        rule: "an integration of an unknown type",
        body: withIntegration({ type: "sqs" }),
        error: "Unable to put integration on 'GET' for resource at path '/pictures': Invalid integration type specified: sqs",
    },
    {
        rule: "an integration of an AWS service whose uri is not an ARN",
        body: withIntegration({ ...queue, uri: "https://sqs.eu-central-1.amazonaws.com/123456789012/orders" }),
        error: "Invalid ARN specified in the request",
    },
    {
        rule: "an integration of an AWS service whose uri has neither a path nor an action",
        body: withIntegration({ ...queue, uri: "arn:aws:apigateway:eu-central-1:sqs:orders" }),
        error: "AWS ARN for integration must contain path or action",
    },
    {
        rule: "an integration of type aws_proxy for a service other than Lambda",
        body: withIntegration({ ...queue, type: "aws_proxy" }),
        error: "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    },
    {
        rule: "an integration of an AWS service other than Lambda without the role that calls it",
        body: withIntegration(Object.fromEntries(Object.entries(queue).filter(([key]) => key !== "credentials"))),
        error: "Role ARN must be specified for AWS integrations",
    },
    {
        rule: "an integration whose credentials are not the ARN of a role",
        body: withIntegration({ ...queue, credentials: "orders" }),
        error: "Invalid ARN specified in the request",
    },
    {
        rule: "an integration with an unknown passthrough behavior or conversion of contents",
        body: withIntegration({ ...queue, contentHandling: "TEXT" }),
        error: "Value 'TEXT' at 'contentHandling' failed to satisfy constraint",
    },
    {
        rule: "an integration that maps a request by an unknown expression",
        body: withIntegration({
            ...queue,
            requestParameters: { "integration.request.header.Content-Type": "application/x-www-form-urlencoded" },
        }),
        error: `${invalidMapping} [Invalid mapping expression specified: application/x-www-form-urlencoded]`,
    },
    {
        rule: "a response of an integration that its method does not have",
        body: withResponse({ statusCode: "202" }),
        error: `Unable to put integration response on 'GET' for resource at path '/pictures': ${invalidMapping} [No method response exists for method.]`,
    },
    {
        rule: "a response of an integration that sets a header by an unknown expression",
        body: withResponse({ responseParameters: { "method.response.header.Cache-Control": "no-store" } }),
        error: `${invalidMapping} [Invalid mapping expression specified: no-store]`,
    },
    {
        rule: "a response of an integration whose pattern is not a regular expression, or with an unknown conversion of contents",
        body: withResponse({}, "(4"),
        error: "Invalid selection pattern specified",
    },
];
