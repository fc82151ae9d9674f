import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a Slack channel. */
export interface SlackChannelArgs {
    /** Name of the configuration, unique in the account. */
    configurationName: string;
    /** Id of the workspace, such as T0123456789. */
    workspaceId: string;
    /** Id of the channel, such as C0123456789. */
    channelId: string;
    /** ARNs of the topics whose messages it shows, of any region. */
    topicArns: readonly pulumi.Input<string>[];
    /** Partition of the account, such as `aws`. */
    partition: string;
}

/**
 * A region that has the service: it is a global one with endpoints in four regions
 * (docs.aws.amazon.com/general/latest/gr/chatbot.html), and a call to another region finds no host (aws/aws-cli#8658).
 */
const region = "us-east-2";

/** The most that members of the channel may do there: read metrics, for the graphs beside a message. */
const readMetrics = "CloudWatchReadOnlyAccess";

/**
 * A Slack channel that shows messages of topics, by Amazon Q Developer in chat applications, the former AWS Chatbot. The workspace
 * is authorized once by hand, in its console; before, AWS rejects the configuration.
 */
export class SlackChannel extends pulumi.ComponentResource {
    /** Creates the role of the channel, and its configuration. */
    constructor(name: string, args: SlackChannelArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:SlackChannel", name, {}, opts);

        const policyArn = `arn:${args.partition}:iam::aws:policy/${readMetrics}`;
        const { role, attachment } = this.createRole(name, policyArn);
        new aws.chatbot.SlackChannelConfiguration(
            name,
            {
                configurationName: args.configurationName,
                slackTeamId: args.workspaceId,
                slackChannelId: args.channelId,
                snsTopicArns: [...args.topicArns],
                iamRoleArn: role.arn,
                // Otherwise AdministratorAccess is the most that the channel may do.
                guardrailPolicyArns: [policyArn],
                loggingLevel: "ERROR",
                region,
            },
            { parent: this, dependsOn: [attachment] },
        );

        this.registerOutputs({});
    }

    private createRole(name: string, policyArn: string) {
        const role = new aws.iam.Role(
            name,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "chatbot.amazonaws.com" }) },
            { parent: this },
        );
        const attachment = new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn }, { parent: this });
        return { role, attachment };
    }
}
