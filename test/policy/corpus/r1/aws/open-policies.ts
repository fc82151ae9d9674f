import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const account = "111122223333";
const topic = `arn:aws:sns:eu-west-1:${account}:photos`;
const text = (...Statement: Json[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Principal: Json, Action: Json, Condition?: Props): Json => ({
    Effect: "Allow",
    Principal,
    Action,
    Resource: "*",
    ...(Condition && { Condition }),
});
const send = (Principal: Json, Condition?: Props): Json => allow(Principal, "sqs:SendMessage", Condition);
const httpsOnly: Json = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const queue = (policy: Json): Declared[] => [
    { type: "aws:sqs/queuePolicy:QueuePolicy", name: "shop", props: { policy } },
];
const breaks = (reason: string, ...resources: readonly Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources,
});
const holds = (reason: string, ...resources: readonly Declared[]): CleanCase => ({ reason, resources });

const bucketPolicy = (policy: Json, more: Partial<Declared> = {}): Declared => ({
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "shop",
    props: { bucket: unknown, policy },
    from: { bucket: ["photos"] },
    ...more,
});
const bucket = (props: Props = {}): Declared => ({ type: "aws:s3/bucket:Bucket", name: "photos", props });
const block = (props: Props, more: Partial<Declared> = {}): Declared => ({
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "block",
    props: { bucket: unknown, ...props },
    from: { bucket: ["photos"] },
    ...more,
});
const blocked = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const read = text(allow("*", "s3:GetObject"));
const write = text(allow("*", ["s3:GetObject", "s3:PutObject"]));

const off = { blockPublicAcls: false, blockPublicPolicy: false, ignorePublicAcls: false, restrictPublicBuckets: false };
const accountBlock: Declared = {
    type: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    name: "all",
    props: blocked,
};
/** A file in the bucket, or the copy of one. */
const file = (type: string, props: Props, name = "shop"): Declared => ({
    type: `aws:s3/${type}`,
    name,
    props: { bucket: unknown, key: "a.png", ...props },
    from: { bucket: ["photos"] },
});
const everyone: Json = { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" };

const open = (reason: string, ...resources: readonly Declared[]): ViolationCase => ({
    reason: `a bucket: ${reason}`,
    policy: "r1-private-paths",
    resources,
    at: "shop",
});

/** Policies of queues, topics, buses, streams and buckets that admit anyone. */
export const violations: readonly ViolationCase[] = [
    breaks("a queue that everyone may send to", ...queue(text(send("*")))),
    breaks("a queue for every account", ...queue(text(send({ AWS: ["*"] })))),
    breaks(
        "a queue for all but one account",
        ...queue(text({ Effect: "Allow", NotPrincipal: { AWS: account }, Action: "sqs:*" })),
    ),
    breaks("a queue for everyone with TLS", ...queue(text(send("*", { Bool: { "aws:SecureTransport": "true" } })))),
    breaks(
        "a queue for everyone whose agent has a name",
        ...queue(text(send("*", { StringEquals: { "aws:UserAgent": "shop" } }))),
    ),
    breaks(
        "a queue for topics of any account",
        ...queue(text(send("*", { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:*:*" } }))),
    ),
    breaks(
        "a queue for its own topic or any other",
        ...queue(text(send("*", { ArnLike: { "aws:SourceArn": [topic, "arn:aws:sns:*:*:*"] } }))),
    ),
    breaks(
        "a queue for what is not from its topic",
        ...queue(text(send("*", { ArnNotLike: { "aws:SourceArn": topic } }))),
    ),
    breaks(
        "a queue for requests that may lack their source",
        ...queue(text(send("*", { ArnEqualsIfExists: { "aws:SourceArn": topic } }))),
    ),
    breaks(
        "a queue for half of the internet",
        ...queue(text(send("*", { IpAddress: { "aws:SourceIp": "0.0.0.0/1" } }))),
    ),
    breaks("a queue for every network", ...queue(text(send("*", { StringLike: { "aws:SourceVpc": "vpc-*" } })))),
    breaks("a queue for every endpoint", ...queue(text(send("*", { StringLike: { "aws:SourceVpce": "vpce-?*" } })))),
    breaks("a queue for every role", ...queue(text(send("*", { StringLike: { "aws:userid": "AROA*" } })))),
    breaks(
        "a queue for organizations that begin alike",
        ...queue(text(send("*", { StringLike: { "aws:PrincipalOrgID": "o-a*" } }))),
    ),
    breaks("a queue whose second statement is open", ...queue(text(send({ AWS: account }), httpsOnly, send("*")))),
    breaks("a queue whose policy is not one", ...queue("everyone")),
    breaks("a queue for buckets of any account", ...queue(text(send({ Service: "s3.amazonaws.com" })))),
    breaks("a queue with its policy inside", {
        type: "aws:sqs/queue:Queue",
        name: "shop",
        props: { policy: text(send("*")) },
    }),
    breaks("a queue whose policy is ignored", {
        ...(queue(text(send({ AWS: account })))[0] as Declared),
        ignoreChanges: ["policy"],
    }),
    breaks("a topic that everyone may publish to", {
        type: "aws:sns/topicPolicy:TopicPolicy",
        name: "shop",
        props: { arn: topic, policy: text(allow("*", "sns:Publish")) },
    }),
    breaks("a topic with its policy inside", {
        type: "aws:sns/topic:Topic",
        name: "shop",
        props: { policy: text(allow({ AWS: "*" }, ["sns:Publish", "sns:Subscribe"])) },
    }),
    breaks("a bus that every account may use", {
        type: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        name: "shop",
        props: { policy: text(allow("*", "events:PutEvents")) },
    }),
    breaks("a bus that every account may use, by a permission", {
        type: "aws:cloudwatch/eventPermission:EventPermission",
        name: "shop",
        props: { principal: "*", statementId: "all" },
    }),
    breaks("a stream that every account may write to", {
        type: "aws:kinesis/resourcePolicy:ResourcePolicy",
        name: "shop",
        props: { resourceArn: "arn", policy: text(allow("*", "kinesis:PutRecord")) },
    }),
    breaks("a queue in a template that everyone may send to", {
        type: "aws:cloudformation/stack:Stack",
        name: "shop",
        props: {
            templateBody: JSON.stringify({
                Resources: {
                    Policy: {
                        Type: "AWS::SQS::QueuePolicy",
                        Properties: { Queues: [{ Ref: "Queue" }], PolicyDocument: { Statement: [send("*")] } },
                    },
                },
            }),
        },
    }),
    breaks("a topic of aws-native that everyone may publish to", {
        type: "aws-native:sns:TopicInlinePolicy",
        name: "shop",
        props: { topicArn: topic, policyDocument: { Statement: [allow("*", "sns:Publish")] } },
    }),
    breaks("a queue of a Terraform module that everyone may send to", {
        type: "shop:tf:aws_sqs_queue_policy",
        name: "shop",
        props: { queue_url: unknown, policy: text(send("*")) },
    }),
    open("anyone may read its files", bucket(), bucketPolicy(read)),
    open("anyone may write to it", bucket(), bucketPolicy(write)),
    open("its policy is inside", { ...bucket({ policy: write }), name: "shop" }),
    open(
        "the block only rejects what comes later",
        bucket(),
        bucketPolicy(write),
        block({ ...blocked, restrictPublicBuckets: false }),
    ),
    open(
        "the block is another bucket's",
        bucket(),
        bucketPolicy(write),
        { ...bucket(), name: "other" },
        block(blocked, { from: { bucket: ["other"] } }),
    ),
    open("its policy is not one", bucket(), bucketPolicy("everyone")),
    open("a list of 2006 lets anyone read", bucket(), {
        type: "aws:s3/bucketAcl:BucketAcl",
        name: "shop",
        props: { bucket: unknown, acl: "public-read" },
        from: { bucket: ["photos"] },
    }),
    open("a list lets anyone write", { ...bucket({ acl: "public-read-write" }), name: "shop" }),
    open("a list lets every account read", bucket(), {
        type: "aws:s3/bucketAcl:BucketAcl",
        name: "shop",
        props: {
            bucket: unknown,
            accessControlPolicy: {
                grants: [
                    {
                        permission: "FULL_CONTROL",
                        grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" },
                    },
                ],
            },
        },
        from: { bucket: ["photos"] },
    }),
    open("a list under its older name lets anyone write", bucket(), {
        type: "aws:s3/bucketAclV2:BucketAclV2",
        name: "shop",
        props: { bucket: unknown, acl: "public-read-write" },
        from: { bucket: ["photos"] },
    }),
    open("anyone may read one of its files", bucket(), file("bucketObjectv2:BucketObjectv2", { acl: "public-read" })),
    open(
        "anyone may read a file of the older kind",
        bucket(),
        file("bucketObject:BucketObject", { acl: "public-read" }),
    ),
    open("every account may read a copy", bucket(), file("objectCopy:ObjectCopy", { acl: "authenticated-read" })),
    open(
        "a copy has a grant to everyone",
        bucket(),
        file("objectCopy:ObjectCopy", { grants: [{ permissions: ["READ"], ...(everyone as Props) }] }),
    ),
    open(
        "anyone may read a file, since the block rejects only what comes later",
        bucket(),
        file("bucketObjectv2:BucketObjectv2", { acl: "public-read" }),
        block({ ...blocked, ignorePublicAcls: false }),
    ),
    {
        ...open(
            "anyone may read two of its files, and one is named",
            bucket(),
            file("bucketObjectv2:BucketObjectv2", { acl: "public-read" }),
            file("bucketObjectv2:BucketObjectv2", { acl: "public-read" }, "second"),
        ),
        at: "shop",
    },
    open(
        "anyone may read a file, after one whose list is not known",
        bucket(),
        file("bucketObjectv2:BucketObjectv2", { acl: unknown }, "first"),
        file("bucketObjectv2:BucketObjectv2", { acl: "public-read" }),
    ),
    { ...open("its block is off", bucket(), block(off)), at: "block" },
    { ...open("its block has no flag", bucket(), block({})), at: "block" },
    {
        ...open("its block is off, and so is one half of the account's", bucket(), block(off), {
            ...accountBlock,
            props: { ...blocked, restrictPublicBuckets: false },
        }),
        at: "block",
    },
    {
        ...open("changes of its block are ignored", bucket(), block(blocked, { ignoreChanges: ["blockPublicAcls"] })),
        at: "block",
    },
    {
        ...open(
            "its block is ignored",
            bucket(),
            bucketPolicy(write),
            block(blocked, { ignoreChanges: ["restrictPublicBuckets"] }),
        ),
        at: "block",
    },
];

const source = { ArnLike: { "aws:SourceArn": topic } };

/** Policies that name their callers, or that a public access block makes harmless. */
export const clean: readonly CleanCase[] = [
    holds("a queue without a policy of its own", { type: "aws:sqs/queue:Queue", name: "shop", props: {} }),
    holds(
        "a queue for named callers",
        ...queue(
            text(
                send({ AWS: [account, `arn:aws:iam::${account}:role/shop`] }),
                send({ Service: "sns.amazonaws.com" }, source),
                send("*", source),
                send("*", { StringEquals: { "AWS:SourceOwner": account } }),
                send({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3" } }),
                send("*", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3/r-ab12/*"] } }),
                send("*", { StringEquals: { "aws:SourceVpce": "vpce-1a2b3c" } }),
                send("*", { StringLike: { "aws:userid": ["AROA1234EXAMPLE:*", "AIDA1234EXAMPLE", account] } }),
                send("*", { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.7"] } }),
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sqs:*",
                    Condition: { Bool: { "aws:SecureTransport": false } },
                },
            ),
        ),
    ),
    holds(
        "a topic whose policy names its publishers",
        { type: "aws:sns/topic:Topic", name: "photos", props: {} },
        {
            type: "aws:sns/topicPolicy:TopicPolicy",
            name: "shop",
            props: { arn: unknown, policy: text(allow({ AWS: account }, "sns:Publish")) },
            from: { arn: ["photos"] },
        },
    ),
    holds(
        "a queue and a topic whose policies are not known, and that are not counted",
        { type: "aws:sqs/queue:Queue", name: "photos", props: {} },
        {
            ...(queue(unknown)[0] as Declared),
            from: { queueUrl: ["photos"] },
            props: { queueUrl: unknown, policy: unknown },
        },
        { type: "aws:sns/topic:Topic", name: "shop", props: { policy: unknown } },
    ),
    holds("a queue whose policy contains its ARN", ...queue(unknown)),
    holds("a bus for an organization", {
        type: "aws:cloudwatch/eventPermission:EventPermission",
        name: "shop",
        props: {
            principal: "*",
            statementId: "all",
            condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3" },
        },
    }),
    holds("a queue of a Terraform module whose policy is not known", {
        type: "shop:tf:aws_sqs_queue_policy",
        name: "shop",
        props: { queue_url: unknown, policy: unknown },
    }),
    holds("a queue in a template for a topic in it", {
        type: "aws:cloudformation/stack:Stack",
        name: "shop",
        props: {
            templateBody: JSON.stringify({
                Resources: {
                    Policy: {
                        Type: "AWS::SQS::QueuePolicy",
                        Properties: {
                            Queues: [{ Ref: "Queue" }],
                            PolicyDocument: {
                                Statement: [send("*", { ArnEquals: { "aws:SourceArn": { Ref: "Topic" } } })],
                            },
                        },
                    },
                },
            }),
        },
    }),
    holds("a bucket for HTTPS alone", bucket(), bucketPolicy(text(httpsOnly))),
    holds(
        "a bucket of a distribution",
        bucket(),
        bucketPolicy(
            text(
                allow({ Service: "cloudfront.amazonaws.com" }, "s3:GetObject", {
                    StringEquals: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/E1` },
                }),
            ),
        ),
    ),
    holds("a bucket whose policy contains its ARN", bucket(), bucketPolicy(unknown)),
    holds("a public policy that the bucket's block makes harmless", bucket(), bucketPolicy(write), block(blocked)),
    holds(
        "a public policy that the block of a named bucket makes harmless",
        bucketPolicy(write, { props: { bucket: "photos", policy: write }, from: {} }),
        block({ ...blocked, bucket: "photos" }, { from: {} }),
    ),
    holds("a public policy that the account's block makes harmless", bucket(), bucketPolicy(write), accountBlock),
    holds("a block that is off, while the account's is on", bucket(), block(off), accountBlock),
    holds("a block of which one half is off, as for a public site", bucket(), block({ ...off, blockPublicAcls: true })),
    holds(
        "public files that the block makes harmless",
        bucket(),
        file("bucketObjectv2:BucketObjectv2", { acl: "public-read" }),
        file("objectCopy:ObjectCopy", { acl: "public-read" }, "copy"),
        block(blocked),
    ),
    holds(
        "private files",
        bucket(),
        file("bucketObjectv2:BucketObjectv2", { acl: "private" }),
        file("objectCopy:ObjectCopy", { grants: [{ permissions: ["READ"], type: "CanonicalUser", id: "a1" }] }, "copy"),
    ),
    holds("a public list that the block makes harmless", bucket({ acl: "public-read" }), block(blocked)),
    holds("a private list", bucket({ acl: "private" })),
    holds(
        "a website of a bucket that its distribution reads",
        bucket({ website: { indexDocument: "index.html" } }),
        bucketPolicy(unknown),
        block(blocked),
    ),
];

/** A policy usually contains the ARN of what it protects, and the update checks it. */
export const usuallyUnknown =
    /^(policy|policyDocument|bucket|templateBody|acl|grants|accessControlPolicy|principal)(\.|$)/;
