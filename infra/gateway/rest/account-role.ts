import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * The role through which API Gateway writes to CloudWatch Logs: one setting for all REST APIs of a region.
 *
 * It is retained when the stack is destroyed, because deleting it would end the logs of every other REST API of the region
 * (since provider v7 `aws.apigateway.Account` resets the role on delete; anomalyco/sst#6911).
 * So each stack that is created and destroyed leaves a role behind. With a fixed name only one would be left, but the next
 * stack of that name would fail, because the role exists. Deleting only the role would leave the region's setting dangling.
 */
export class AccountRole extends pulumi.ComponentResource {
    /** Creates the role and the region's setting. */
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:AccountRole", name, {}, opts);

        const retained = { parent: this, retainOnDelete: true };
        const role = new aws.iam.Role(
            `${name}-logs`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "apigateway.amazonaws.com" }) },
            retained,
        );
        const { partition } = aws.getPartitionOutput({}, { parent: this });
        const permission = new aws.iam.RolePolicyAttachment(
            `${name}-logs`,
            {
                role: role.name,
                policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
            },
            retained,
        );
        // AWS tests the role when it is set, so it needs its permission by then.
        new aws.apigateway.Account(
            `${name}-logs`,
            { cloudwatchRoleArn: role.arn },
            { ...retained, dependsOn: [permission] },
        );

        this.registerOutputs();
    }
}
