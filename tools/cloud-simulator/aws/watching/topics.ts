import type { ResourceTypes } from "../../resources/resource-type";
import { type PropertyMap, text } from "../../state/property-values";

/** Whom alarms tell: the policies and subscriptions of Amazon SNS topics, and Slack channels. */
export const topics: ResourceTypes = {
    "aws:sns/topicPolicy:TopicPolicy": {
        id: "{arn}",
        tagged: false,
        outputs: { owner: "{account}" },
        required: ["arn", "policy"],
        replaceOn: ["arn"],
        source: "sns/topic_policy.go",
        serves: false,
        price: "free",
    },
    "aws:sns/topicSubscription:TopicSubscription": {
        id: "{topic}:{uuid}",
        tagged: false,
        defaults: { confirmationTimeoutInMinutes: 1, endpointAutoConfirms: false, rawMessageDelivery: false },
        outputs: {
            arn: "{id}",
            confirmationWasAuthenticated: false,
            filterPolicyScope: "",
            ownerId: "{account}",
            pendingConfirmation: true,
        },
        computed: confirmationOf,
        required: ["endpoint", "protocol", "topic"],
        replaceOn: ["endpoint", "protocol", "topic"],
        source: "sns/topic_subscription.go",
        serves: false,
        price: "free",
    },
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": {
        id: "arn:aws:chatbot::{account}:chat-configuration/slack-channel/{configurationName}",
        tagged: true,
        defaults: { loggingLevel: "NONE", userAuthorizationRequired: false },
        outputs: {
            chatConfigurationArn: "{id}",
            guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
            slackChannelName: "alarms",
            slackTeamName: "Gatehouse",
            snsTopicArns: [],
        },
        required: ["configurationName", "iamRoleArn", "slackChannelId", "slackTeamId"],
        source: "chatbot/slack_channel_configuration.go",
        serves: false,
        price: "free",
    },
};

// An endpoint of AWS itself needs no confirmation (docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html, and the provider's
// argument `endpoint_auto_confirms`).
function confirmationOf({ protocol }: PropertyMap): PropertyMap {
    return ["firehose", "lambda", "sqs"].includes(text(protocol))
        ? { confirmationWasAuthenticated: true, pendingConfirmation: false }
        : {};
}
