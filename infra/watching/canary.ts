import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ClientKeys } from "../gateway/rest/client-keys";
import { type CanaryBucket, type CanaryCode, createCanaryBucket, runsPrefix } from "./canary-bucket";
import { createCanaryLog, createCanaryRole } from "./canary-role";

/** Arguments of a canary. */
export interface CanaryArgs {
    code: CanaryCode;
    /** Minutes between two runs, from 1 to 60. */
    minutes: number;
    /** Name of the API, for the names of its usage plan and its key. */
    apiName: string;
    restApiId: pulumi.Input<string>;
    /** Names of the stages, as outputs of the stages, so that the plan is created after them. */
    stageNames: Readonly<Record<string, pulumi.Input<string>>>;
    /** URL of each stage as clients call it, without a trailing slash. */
    stageUrls: Readonly<Record<string, pulumi.Input<string>>>;
    /** Path below the stage, such as `/books/books`, by the name of the API. */
    paths: Readonly<Record<string, string>>;
    /** Days for which logs and results are retained. */
    logRetentionDays: number;
}

/** Name of the client and of its plan. No setting can have it: names of clients and plans have no dot. */
export const canaryClient = "canary.synthetics";

/**
 * A runtime without a browser, with Node.js 22; later ones had patches of their dependencies when this was written
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html).
 */
const runtimeVersion = "syn-nodejs-5.2";

/** Maximum number of seconds of a run (API reference of CanaryRunConfigInput); nor may it last longer than until the next one. */
const maxSeconds = 840;

/**
 * A canary of CloudWatch Synthetics that calls each API at each stage, with an API key and a usage plan of a separate client.
 *
 * The value of the key is in Secrets Manager, where the canary's role reads it, and not in its environment. The canary publishes
 * `SuccessPercent` of each run and of each call, a step such as `Live books`.
 */
export class Canary extends pulumi.ComponentResource {
    /** Name of the canary, dimension `CanaryName` of its metrics in namespace `CloudWatchSynthetics`. */
    readonly canaryName: pulumi.Output<string>;

    /** Creates the client and its key, the bucket and the role, then the canary, which runs at once, and its log group. */
    constructor(name: string, args: CanaryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:Canary", name, {}, opts);

        const logicalName = logicalNameOf(name);
        const { logRetentionDays } = args;
        const secret = this.storeKey(logicalName, this.createClient(name, args));
        const bucket = createCanaryBucket(
            logicalName,
            { code: args.code, retentionDays: logRetentionDays },
            { parent: this },
        );
        const access = { bucketArn: bucket.arn, secretArn: secret.secretId };
        const { role, policy } = createCanaryRole(logicalName, access, { parent: this });
        const canary = this.createCanary(name, args, { role, policy, bucket, secret });
        createCanaryLog(logicalName, canary, { role, retentionInDays: logRetentionDays }, { parent: this });
        this.canaryName = canary.name;

        this.registerOutputs({ canaryName: this.canaryName });
    }

    // A run calls each API once at each stage, so that a small limit is enough.
    private createClient(name: string, { apiName, restApiId, stageNames, paths }: CanaryArgs): ClientKeys {
        return new ClientKeys(
            name,
            {
                ...{ apiName, restApiId, stageNames },
                plans: { [canaryClient]: { requestsPerSecond: 10, burst: 10 + Object.keys(paths).length } },
                clients: { [canaryClient]: canaryClient },
                // Only the canary has it, and reads the next one in the same place.
                deletionProtection: false,
            },
            { parent: this },
        );
    }

    private storeKey(logicalName: string, client: ClientKeys): aws.secretsmanager.SecretVersion {
        const { [canaryClient]: key } = client.keys;
        if (key === undefined) throw new Error("the canary has no API key");
        const secret = new aws.secretsmanager.Secret(
            logicalName,
            // Otherwise it would exist for another 7 to 30 days after its deletion.
            { description: "API key of the canary", recoveryWindowInDays: 0 },
            { parent: this },
        );
        return new aws.secretsmanager.SecretVersion(
            logicalName,
            { secretId: secret.id, secretString: pulumi.secret(key.value) },
            // Without its plan, the key would get 403.
            { parent: this, dependsOn: [client] },
        );
    }

    private createCanary(
        name: string,
        { code: _, minutes, stageUrls: stages, paths }: CanaryArgs,
        needs: {
            readonly role: aws.iam.Role;
            readonly policy: pulumi.Resource;
            readonly bucket: CanaryBucket;
            readonly secret: aws.secretsmanager.SecretVersion;
        },
    ): aws.synthetics.Canary {
        const { role, policy, bucket, secret } = needs;
        return new aws.synthetics.Canary(
            name,
            {
                // Lower-case letters, digits, - and _ (API reference of CreateCanary).
                name: name.toLowerCase(),
                runtimeVersion,
                handler: "index.handler",
                s3Bucket: bucket.bucketName,
                s3Key: bucket.codeKey,
                artifactS3Location: pulumi.interpolate`s3://${bucket.bucketName}/${runsPrefix}`,
                executionRoleArn: role.arn,
                schedule: { expression: scheduleOf(minutes) },
                startCanary: true,
                // Otherwise its function and its layers would outlive the stack (API reference of DeleteCanary).
                deleteLambda: true,
                runConfig: {
                    timeoutInSeconds: Math.min(minutes * 60, maxSeconds),
                    memoryInMb: 960,
                    environmentVariables: {
                        TARGETS: pulumi.jsonStringify({ stages, paths }),
                        API_KEY_SECRET: secret.secretId,
                    },
                },
            },
            { parent: this, dependsOn: [policy, secret] },
        );
    }
}

// The name of a bucket derives from it: lower-case letters, digits and hyphens, at most 63 with what Pulumi appends.
function logicalNameOf(name: string): string {
    return `${name.toLowerCase().replaceAll("_", "-")}-canary`;
}

// From rate(1 minute) to rate(1 hour) (API reference of CanaryScheduleInput).
function scheduleOf(minutes: number): string {
    if (minutes === 60) return "rate(1 hour)";
    return `rate(${minutes} ${minutes === 1 ? "minute" : "minutes"})`;
}
