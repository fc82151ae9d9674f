import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { plain, text } from "../../state/property-values";

const configuration = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration";

/** Slack channels that AWS rejects. */
export const slackChannels: readonly Rejection[] = [
    {
        what: "a Slack channel in a region without the service, which is a global one with endpoints in four regions",
        type: configuration,
        on: ["create"],
        source: "aws/aws-cli#8658, docs.aws.amazon.com/general/latest/gr/chatbot.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const region = regionOf(properties, cloud);
            return ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"].includes(region)
                ? undefined
                : `operation error chatbot: CreateSlackChannelConfiguration, dial tcp: lookup chatbot.${region}.amazonaws.com: no such host`;
        },
    },
    {
        what: "a Slack channel with a role that the service may not assume",
        type: configuration,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html",
        verbatim: false,
        reject: ({ properties }, { store }) => {
            const role = store
                .ofType("aws:iam/role:Role")
                .find(({ outputs }) => text(outputs.arn) === text(properties.iamRoleArn));
            const trust = JSON.stringify(plain(role?.outputs.assumeRolePolicy ?? null));
            return role === undefined || trust.includes("chatbot.amazonaws.com")
                ? undefined
                : `InvalidParameterException: The role ${text(properties.iamRoleArn)} cannot be assumed by chatbot.amazonaws.com`;
        },
    },
];
