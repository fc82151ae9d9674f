import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../../access-policy";

/** Arguments of a canary call. */
export interface CanaryCallArgs {
    /** URL of an operation without parameters, such as `https://api.example.com/api/books`, once it serves. */
    readonly url: pulumi.Input<string>;
    /** API key of the call, a secret, which EventBridge stores in Secrets Manager. Default: the API demands none. */
    readonly key?: pulumi.Input<string> | undefined;
}

/**
 * Calls an operation once a day. API Gateway deletes the network interfaces of a VPC link V2 without traffic for 60 days, and calls then
 * fail for some minutes (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html). A call without its key would
 * not get as far as the link.
 *
 * It is neither a canary of CloudWatch Synthetics, which watches stages and can alarm, nor one of a REST API's stage, which serves a share
 * of the requests. EventBridge calls it by itself, without a function. It presents no client certificate, so that it cannot call a domain name with
 * mutual TLS.
 */
export class CanaryCall extends pulumi.ComponentResource {
    /** Name of the rule, for its metrics. */
    readonly ruleName: pulumi.Output<string>;

    /** Creates the connection with the key, the destination, and the rule that calls it. */
    constructor(name: string, args: CanaryCallArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:CanaryCall", name, {}, opts);

        const parent = { parent: this };
        const destination = this.createDestination(name, args);
        const role = new aws.iam.Role(
            `${name}-canary`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "events.amazonaws.com" }) },
            parent,
        );
        const policy = policyDocument([{ actions: ["events:InvokeApiDestination"], resources: [destination.arn] }]);
        const access = new aws.iam.RolePolicy(`${name}-canary`, { role: role.id, policy }, parent);
        const rule = new aws.cloudwatch.EventRule(
            `${name}-canary`,
            { description: "Keeps the VPC link of the HTTP API active", scheduleExpression: "rate(1 day)" },
            parent,
        );
        this.ruleName = rule.name;
        new aws.cloudwatch.EventTarget(
            `${name}-canary`,
            {
                rule: rule.name,
                arn: destination.arn,
                roleArn: role.arn,
                // In place of an event with the number of the account.
                input: "{}",
                retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3_600 },
            },
            { parent: this, dependsOn: [access] },
        );

        this.registerOutputs();
    }

    // A connection has a credential in any case.
    private createDestination(name: string, { url, key }: CanaryCallArgs) {
        const connection = new aws.cloudwatch.EventConnection(
            `${name}-canary`,
            {
                description: "API key of the canary call",
                authorizationType: "API_KEY",
                authParameters: {
                    apiKey: key === undefined ? { key: "x-canary", value: "none" } : { key: "x-api-key", value: key },
                },
            },
            { parent: this },
        );
        return new aws.cloudwatch.EventApiDestination(
            `${name}-canary`,
            {
                connectionArn: connection.arn,
                invocationEndpoint: url,
                httpMethod: "GET",
                invocationRateLimitPerSecond: 1,
            },
            { parent: this },
        );
    }
}
