import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const permission = "aws:lambda/permission:Permission";

const breaks = (reason: string, props: Props, ...ignoreChanges: string[]): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type: permission, name: "shop", props, ignoreChanges }],
});
const holds = (reason: string, props: Props): CleanCase => ({
    reason,
    resources: [{ type: permission, name: "shop", props }],
});

const template = (properties: Props): Props => ({
    templateBody: JSON.stringify({ Resources: { A: { Type: "AWS::Lambda::Permission", Properties: properties } } }),
});
const inTemplate = (properties: Props) => [
    { type: "aws:cloudformation/stack:Stack", name: "shop", props: template(properties) },
];

const statements = (...Statement: Json[]): Props => ({ policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
const whole = (props: Props, ...ignoreChanges: string[]) => [
    { type: "aws:lambda/resourcePolicy:ResourcePolicy", name: "shop", props, ignoreChanges },
];
const wholePolicy = (reason: string, props: Props, ...ignoreChanges: string[]): ViolationCase => ({
    reason: `a whole policy: ${reason}`,
    policy: "r1-private-aws",
    resources: whole(props, ...ignoreChanges),
});
const allows = (Principal: Json, Condition?: Props): Json => ({
    Effect: "Allow",
    Action: "lambda:InvokeFunction",
    Principal,
    ...(Condition && { Condition }),
});

const gateway = "apigateway.amazonaws.com";
const skills = "alexa-appkit.amazon.com";
const account = "111122223333";
const api = `arn:aws:execute-api:eu-west-1:${account}:a1b2/*`;

/** Permissions that let a service invoke a function on behalf of any account. */
export const violations: readonly ViolationCase[] = [
    breaks("the gateway of any account may invoke the function", { principal: gateway }),
    breaks("the load balancer of any account may invoke the function", {
        principal: "elasticloadbalancing.amazonaws.com",
    }),
    breaks("an account that may call a function URL", { principal: account, action: "lambda:InvokeFunctionUrl" }),
    breaks("a service in China without a source", { principal: "s3.amazonaws.com.cn" }),
    breaks("a service of one region without a source", { principal: "LOGS.eu-west-1.amazonaws.com" }),
    breaks("sources that are empty", { principal: gateway, sourceArn: "", sourceAccount: "", principalOrgId: "" }),
    breaks("a source of *", { principal: "sns.amazonaws.com", sourceArn: "*" }),
    breaks("an API of any account", { principal: gateway, sourceArn: "arn:aws:execute-api:eu-west-1:*:a1b2/*/*" }),
    breaks("a rule without an account", {
        principal: "events.amazonaws.com",
        sourceArn: "arn:aws:events:eu-west-1::rule/shop",
    }),
    breaks("an account with a wildcard", { principal: gateway, sourceArn: `arn:aws:execute-api:*:${account}*:*` }),
    breaks("buckets of any name", { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::*" }),
    breaks("buckets whose names begin alike", { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::shop-?" }),
    breaks("an ARN within a string", { principal: gateway, sourceArn: `*arn:aws:execute-api:eu:${account}:x` }),
    breaks("a source that is a list", { principal: gateway, sourceArn: [`arn:aws:execute-api:eu:${account}:x`] }),
    breaks("any Alexa skill", { principal: skills }),
    breaks("a skill's token that no other service sends", { principal: gateway, eventSourceToken: "skill" }),
    breaks(
        "ignored changes of the source",
        { principal: gateway, sourceArn: `arn:aws:execute-api:eu-west-1:${account}:a1b2/*` },
        "sourceArn",
    ),
    breaks("ignored changes of the account", { principal: gateway, sourceAccount: account }, "sourceAccount"),
    breaks("ignored changes of the organization", { principal: gateway, principalOrgId: "o-1" }, "principalOrgId"),
    breaks("ignored changes of the skill", { principal: skills, eventSourceToken: "x" }, "eventSourceToken"),
    wholePolicy("that is unknown", { policy: unknown }),
    wholePolicy("that is not JSON", { policy: "{" }),
    wholePolicy("that is a string", { policy: "open" }),
    wholePolicy("without statements", { policy: "{}" }),
    wholePolicy("whose statement is a string", statements("open")),
    wholePolicy("for everyone", statements(allows("*"))),
    wholePolicy("for everyone on AWS", statements(allows({ AWS: ["111122223333", "*"] }))),
    wholePolicy("without a principal", statements({ Effect: "Allow", Action: "lambda:*", NotPrincipal: { AWS: "x" } })),
    wholePolicy("for a service without a source", statements(allows({ Service: gateway }))),
    wholePolicy(
        "in its second statement",
        statements(allows({ AWS: account }), allows({ Service: "sns.amazonaws.com" })),
    ),
    wholePolicy("in a single statement", { policy: JSON.stringify({ Statement: allows("*") }) }),
    wholePolicy(
        "for an API of any account, in addition to one of its own account",
        statements(allows({ Service: gateway }, { ArnLike: { "aws:SourceArn": [api, api.replace(account, "*")] } })),
    ),
    wholePolicy(
        "with a condition that widens",
        statements(allows({ Service: gateway }, { ArnNotLike: { "aws:SourceArn": api } })),
    ),
    wholePolicy(
        "with a condition that the request may lack",
        statements(allows({ Service: gateway }, { ArnLikeIfExists: { "aws:SourceArn": api } })),
    ),
    wholePolicy(
        "with a condition that also matches requests without the key",
        statements(allows({ Service: gateway }, { "ForAllValues:StringEquals": { "aws:SourceAccount": account } })),
    ),
    wholePolicy(
        "with a condition on an unrelated key",
        statements(allows({ Service: gateway }, { StringEquals: { "aws:tag": "x" } })),
    ),
    wholePolicy(
        "with a condition that is a string",
        statements(allows({ Service: gateway }, { ArnLike: "aws:SourceArn" })),
    ),
    wholePolicy(
        "for a function URL",
        statements(allows({ AWS: account }, { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } })),
    ),
    wholePolicy(
        "for a function URL in its newer form",
        statements(allows({ AWS: account }, { Bool: { "lambda:InvokedViaFunctionUrl": "true" } })),
    ),
    wholePolicy("with ignored changes", statements(allows({ AWS: account })), "policy"),
    {
        reason: "the gateway of any account, in a template",
        policy: "r1-private-aws",
        resources: inTemplate({ Principal: gateway }),
    },
    {
        reason: "an API of any account, in a template",
        policy: "r1-private-aws",
        resources: inTemplate({ Principal: gateway, SourceArn: "arn:aws:execute-api:eu-west-1:*:a1b2/*/*" }),
    },
    {
        reason: "the gateway of any account, in a Terraform module",
        policy: "r1-private-aws",
        resources: [{ type: "api:tf:aws_lambda_permission", name: "shop", props: { principal: gateway } }],
    },
];

/** Permissions with a named caller. */
export const clean: readonly CleanCase[] = [
    holds("a permission for an account", { principal: account }),
    holds("a permission for a role", { principal: `arn:aws:iam::${account}:role/shop` }),
    holds("a permission for a role whose name ends as a service's", {
        principal: `arn:aws:iam::${account}:role/x.amazonaws.com`,
    }),
    holds("a permission for the gateway's API", { principal: gateway, sourceArn: unknown }),
    holds("a permission for an API that is written out", {
        principal: gateway,
        sourceArn: `arn:aws:execute-api:eu-west-1:${account}:a1b2/*/GET/items`,
    }),
    holds("a permission for rules in China", {
        principal: "events.amazonaws.com",
        sourceArn: `arn:aws-cn:events:*:${account}:rule/*`,
    }),
    holds("a permission for a bucket", { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::shop-images" }),
    holds("a permission for a bucket's objects", { principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::shop/*" }),
    holds("a permission for any bucket of the account", {
        principal: "s3.amazonaws.com",
        sourceArn: "arn:aws:s3:::*",
        sourceAccount: unknown,
    }),
    holds("a permission for a service of the account", { principal: "config.amazonaws.com", sourceAccount: account }),
    holds("a permission for an organization", { principal: "events.amazonaws.com", principalOrgId: "o-1" }),
    holds("a permission for one skill", { principal: skills, eventSourceToken: "amzn1.ask.skill.1" }),
    {
        reason: "a whole policy that names its callers",
        resources: whole(
            statements(
                allows({ AWS: [account, `arn:aws:iam::${account}:role/shop`] }),
                allows({ Service: gateway }, { ArnLike: { "AWS:SourceArn": [api, api] } }),
                allows({ Service: gateway }, { ArnEquals: { "aws:SourceArn": api.replace("*", "x") } }),
                allows({ Service: "s3.amazonaws.com" }, { StringEquals: { "aws:SourceAccount": [account] } }),
                allows({ Service: "events.amazonaws.com" }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
                allows({ Service: skills }, { StringEquals: { "lambda:EventSourceToken": "amzn1.ask.skill.1" } }),
                allows({ AWS: account }, { Bool: { "lambda:InvokedViaFunctionUrl": "false" } }),
                { Effect: "Deny", Principal: "*", Action: "lambda:*" },
            ),
        ),
    },
    ...["SourceArn", "SourceAccount", "PrincipalOrgID"].map(
        (key): CleanCase => ({
            reason: `a permission with ${key} in a template`,
            resources: inTemplate({ Principal: gateway, [key]: { Ref: "Source" } }),
        }),
    ),
    {
        reason: "a permission for one skill in a template",
        resources: inTemplate({ Principal: skills, EventSourceToken: "amzn1.ask.skill.1" }),
    },
    {
        reason: "a permission for an organization through aws-native",
        resources: [
            {
                type: "aws-native:lambda:Permission",
                name: "shop",
                props: { principal: gateway, principalOrgId: "o-1" },
            },
        ],
    },
    {
        reason: "a permission in a Terraform module for its API",
        resources: [
            {
                type: "api:tf:aws_lambda_permission",
                name: "shop",
                props: { principal: gateway, source_arn: unknown, function_url_auth_type: null },
            },
        ],
    },
];

/** The account or the ARN that a caller acts for is usually unknown. */
export const usuallyUnknown = /^(sourceArn|sourceAccount|principalOrgId)$/;
