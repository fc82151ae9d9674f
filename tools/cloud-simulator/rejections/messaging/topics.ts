import { covers, statementsOf, stringsOf } from "../../resources/access/policy-document";
import type { Rejection } from "../../resources/rejection";
import { text } from "../../state/property-values";

const policyType = "aws:sns/topicPolicy:TopicPolicy";

// Only these are in the scope of a topic (docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html).
const topicActions = [
    "SNS:AddPermission",
    "SNS:DeleteTopic",
    "SNS:GetDataProtectionPolicy",
    "SNS:GetTopicAttributes",
    "SNS:ListSubscriptionsByTopic",
    "SNS:ListTagsForResource",
    "SNS:Publish",
    "SNS:PutDataProtectionPolicy",
    "SNS:Receive",
    "SNS:RemovePermission",
    "SNS:SetTopicAttributes",
    "SNS:Subscribe",
].map((action) => action.toLowerCase());

/** Policies of Amazon SNS topics that AWS rejects. */
export const topicPolicies: readonly Rejection[] = [
    {
        what: "the policy of a topic that does not exist",
        type: policyType,
        on: ["create"],
        source: "localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json (topic-not-exists)",
        verbatim: true,
        reject: ({ properties }, { store }) =>
            store.find("aws:sns/topic:Topic", text(properties.arn)) ? undefined : "NotFound: Topic does not exist",
    },
    {
        what: "a policy of a topic with an action that topics do not have, such as sns:* or sns:CreateTopic",
        type: policyType,
        on: ["create", "update"],
        source: "hashicorp/terraform#12740, aws/aws-cli#3143",
        verbatim: true,
        reject: ({ properties }) =>
            statementsOf(properties.policy)
                .flatMap(({ Action }) => stringsOf(Action))
                .every((action) => topicActions.includes(action.toLowerCase()))
                ? undefined
                : "InvalidParameter: Invalid parameter: Policy statement action out of service scope!",
    },
    {
        what: "a policy of a topic that names another topic, or one without statements",
        type: policyType,
        on: ["create", "update"],
        source: "aws/serverless-application-model#1591, cloud-custodian/cloud-custodian#1779",
        verbatim: true,
        reject: ({ properties }) => {
            const statements = statementsOf(properties.policy);
            const isOwn = statements.every(
                ({ Resource }) => Resource === undefined || covers(Resource, text(properties.arn)),
            );
            return statements.length > 0 && isOwn
                ? undefined
                : "InvalidParameter: Invalid parameter: Policy Error: null";
        },
    },
];
