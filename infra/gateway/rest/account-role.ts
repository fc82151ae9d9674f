import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * The role through which API Gateway writes to CloudWatch Logs: one setting for all REST APIs of a region.
 *
 * It stays when the stack is destroyed, because deleting it would end the logs of every other REST API of the region
 * (since provider v7 `aws.apigateway.Account` resets the role on delete; anomalyco/sst#6911).
 * So each stack that is made and destroyed leaves a role. A fixed name would not leave more than one, but the next stack
 * of that name could not be made: IAM has the role already. A role deleted alone would leave the region pointing at nothing.
 */
export class AccountRole extends pulumi.ComponentResource {
    /** Creates the role and the region's setting. */
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:AccountRole", name, {}, opts);

        const stays = { parent: this, retainOnDelete: true };
        const role = new aws.iam.Role(
            `${name}-logs`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "apigateway.amazonaws.com" }) },
            stays,
        );
        const { partition } = aws.getPartitionOutput({}, { parent: this });
        const permission = new aws.iam.RolePolicyAttachment(
            `${name}-logs`,
            {
                role: role.name,
                policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
            },
            stays,
        );
        // AWS tries the role when it is set, so that it must be able to write by then.
        new aws.apigateway.Account(
            `${name}-logs`,
            { cloudwatchRoleArn: role.arn },
            { ...stays, dependsOn: [permission] },
        );

        this.registerOutputs();
    }
}
