import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";
import { definition, gatewayStack, operation, withDefinition } from "../../gateway/stack";

type Props = { readonly [key: string]: Json };

const open = (reason: string, at: string, resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-backend",
    at,
    resources,
});
const holds = (reason: string, resources: readonly Declared[]): CleanCase => ({ reason, resources });

const extra = (props: Props, token = "apigateway"): Declared[] =>
    gatewayStack({}, [{ type: `aws:${token}/integration:Integration`, name: "extra", props }]);
const items = (...integrations: Json[]): Declared[] =>
    withDefinition({
        ...definition,
        paths: Object.fromEntries(
            integrations.map((integration, index) => [
                `/items${index}`,
                { post: { ...operation({}), "x-amazon-apigateway-integration": integration } },
            ]),
        ),
    });

const linked = operation({})["x-amazon-apigateway-integration"];
const http = { type: "http_proxy", uri: "http://example.com" };
const functionArn =
    "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${stageVariables.name}/invocations";
const proxy = { type: "HTTP_PROXY", uri: "http://example.com" };

/** Integrations that bypass the VPC link, or may do so. */
export const violations: readonly ViolationCase[] = [
    open("two operations that call their backend over the internet", "api", items(linked, http, http)),
    open("a link without its connection's type", "api", items({ ...http, connectionId: "vl-1" })),
    open("an operation whose integration has no type", "api", items({ uri: "http://example.com" })),
    open("an operation whose integration is a string", "api", items("http://example.com")),
    open("an operation whose integration's type is a number", "api", items({ ...linked, type: 1 })),
    open("an integration explicitly over the internet", "extra", extra({ ...proxy, connectionType: "INTERNET" })),
    open("an integration whose connection is unknown", "extra", extra({ ...proxy, connectionType: unknown })),
    open("an integration through a link without a name", "extra", extra({ ...proxy, connectionType: "VPC_LINK" })),
    {
        ...open(
            "an integration through a link with an empty name",
            "extra",
            extra({ ...proxy, connectionType: "VPC_LINK", connectionId: "" }),
        ),
        unknownIsFine: ["extra connectionId"],
    },
    open(
        "an integration with a link and a connection over the internet",
        "extra",
        extra({
            ...proxy,
            connectionType: "INTERNET",
            connectionId: "vl-1",
        }),
    ),
    open("an integration of a type that is a number", "extra", extra({ type: 1 })),
    open("an integration of an unknown type", "extra", extra({ type: "PROXY", uri: "http://example.com" })),
    {
        ...open(
            "an integration of an HTTP API whose connection is unknown",
            "extra",
            extra({ integrationType: "HTTP_PROXY", connectionType: unknown }, "apigatewayv2"),
        ),
        also: [{ policy: "r4-usage-plans", at: "extra" }],
    },
];

/** Integrations that call a VPC link, AWS itself, or nothing. */
export const clean: readonly CleanCase[] = [
    holds("an operation that sends a message to an SQS queue", items({ type: "aws", uri: "arn:aws:apigateway:x" })),
    holds("an operation that invokes a function", items({ type: "aws_proxy", uri: functionArn })),
    holds("an operation that maps its integration's parameters", items({ ...linked, type: "http" })),
    holds("an operation with an integration in upper case", items({ ...linked, type: "HTTP_PROXY" })),
    holds(
        "an integration through a link that is not yet known",
        extra({ ...proxy, connectionType: "VPC_LINK", connectionId: unknown }),
    ),
    holds("an integration that invokes a function", extra({ type: "AWS_PROXY", uri: unknown })),
    holds("an integration that mocks, in lower case", extra({ type: "mock" })),
];
