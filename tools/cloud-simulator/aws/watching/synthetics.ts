import { named, type ResourceTypes } from "../../resources/resource-type";

/** Amazon CloudWatch Synthetics. */
export const synthetics: ResourceTypes = {
    "aws:synthetics/canary:Canary": {
        id: "{name}",
        autoName: { ...named, maxLength: 255, lowerCase: true },
        defaults: {
            deleteLambda: false,
            failureRetentionPeriod: 31,
            startCanary: false,
            successRetentionPeriod: 31,
        },
        outputs: {
            arn: "arn:aws:synthetics:{region}:{account}:canary:{name}",
            engineArn: "arn:aws:lambda:{region}:{account}:function:cwsyn-{name}-{uuid}:1",
            runConfig: { activeTracing: false, ephemeralStorage: 1024, memoryInMb: 1500, timeoutInSeconds: 840 },
            sourceLocationArn: "arn:aws:lambda:{region}:{account}:layer:cwsyn-{name}-{uuid}:1",
            status: "RUNNING",
            timelines: [],
        },
        required: ["artifactS3Location", "executionRoleArn", "handler", "runtimeVersion", "schedule"],
        replaceOn: ["name"],
        source: "synthetics/canary.go",
        serves: false,
        price: "estimated",
    },
};
