import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NodeFunction, type NodeFunctionArgs } from "../../node-function";

/** Arguments of a canary call. */
export interface CanaryCallArgs extends Pick<NodeFunctionArgs, "functionName" | "code" | "logRetentionDays"> {
    /** URL of an operation without parameters, such as `https://api.example.com/api/books`, once it serves. */
    readonly url: pulumi.Input<string>;
    /** API key of the call, a secret, which is stored in Secrets Manager. Default: the API demands none. */
    readonly key?: pulumi.Input<string> | undefined;
}

/** Seconds of the function: a call may take 30, and a first one has to start it. */
const timeoutSeconds = 40;

/**
 * Calls an operation once a day. API Gateway deletes the network interfaces of a VPC link V2 without traffic for 60 days, and calls then
 * fail for some minutes (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html). A call without its key would
 * not get as far as the link.
 *
 * It is neither a canary of CloudWatch Synthetics, which watches stages, nor one of a REST API's stage, which serves a share of the
 * requests. EventBridge invokes a function instead of calling the operation by itself: an API destination sends an event as the body of
 * each request (docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html), and CloudFront rejects a GET with a body
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html). The function presents no client
 * certificate, so that it cannot call a domain name with mutual TLS.
 */
export class CanaryCall extends pulumi.ComponentResource {
    /** Name of the function, for its metrics. */
    readonly functionName: pulumi.Output<string>;

    /** Creates the secret with the key, the function, and the rule that invokes it. */
    constructor(name: string, args: CanaryCallArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:CanaryCall", name, {}, opts);

        const secret = args.key === undefined ? undefined : this.storeKey(name, args.key);
        const caller = this.createFunction(name, args, secret);
        this.functionName = caller.functionName;
        this.invokeDaily(name, caller);

        this.registerOutputs();
    }

    private storeKey(name: string, key: pulumi.Input<string>): aws.secretsmanager.SecretVersion {
        const parent = { parent: this };
        const secret = new aws.secretsmanager.Secret(
            `${name}-canary`,
            // Otherwise it would exist for another 7 to 30 days after its deletion.
            { description: "API key of the daily call", recoveryWindowInDays: 0 },
            parent,
        );
        return new aws.secretsmanager.SecretVersion(
            `${name}-canary`,
            { secretId: secret.id, secretString: pulumi.secret(key) },
            parent,
        );
    }

    private createFunction(
        name: string,
        { functionName, code, logRetentionDays, url }: CanaryCallArgs,
        secret: aws.secretsmanager.SecretVersion | undefined,
    ): NodeFunction {
        return new NodeFunction(
            `${name}-canary`,
            {
                ...{ functionName, code, logRetentionDays, timeoutSeconds },
                environment: { OPERATION_URL: url, ...(secret && { API_KEY_SECRET: secret.secretId }) },
                access: secret
                    ? [{ actions: ["secretsmanager:GetSecretValue"], resources: [secret.secretId] }]
                    : undefined,
            },
            { parent: this },
        );
    }

    private invokeDaily(name: string, { functionName, arn }: NodeFunction): void {
        const rule = new aws.cloudwatch.EventRule(
            `${name}-canary`,
            { description: "Keeps the VPC link of the HTTP API active", scheduleExpression: "rate(1 day)" },
            { parent: this },
        );
        const permission = new aws.lambda.Permission(
            `${name}-canary`,
            {
                action: "lambda:InvokeFunction",
                function: functionName,
                principal: "events.amazonaws.com",
                sourceArn: rule.arn,
            },
            { parent: this },
        );
        new aws.cloudwatch.EventTarget(
            `${name}-canary`,
            { rule: rule.name, arn },
            { parent: this, dependsOn: [permission] },
        );
    }
}
