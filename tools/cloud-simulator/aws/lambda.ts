import { documentation, named, type ResourceTypes } from "../resources/resource-type";
import { creationTime } from "../resources/template";

const arn = "arn:aws:lambda:{region}:{account}:function";

/** AWS Lambda. */
export const lambda: ResourceTypes = {
    "aws:lambda/function:Function": {
        id: "{name}",
        autoName: { ...named, maxLength: 64 },
        defaults: {
            memorySize: 128,
            packageType: "Zip",
            publish: false,
            reservedConcurrentExecutions: -1,
            skipDestroy: false,
            timeout: 3,
        },
        outputs: {
            architectures: ["x86_64"],
            arn: `${arn}:{name}`,
            codeSha256: "{hex:44}",
            ephemeralStorage: { size: 512 },
            invokeArn: `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/${arn}:{name}/invocations`,
            lastModified: creationTime,
            loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/{name}" },
            qualifiedArn: `${arn}:{name}:$LATEST`,
            qualifiedInvokeArn: `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/${arn}:{name}:$LATEST/invocations`,
            responseStreamingInvokeArn: `arn:aws:apigateway:{region}:lambda:path/2021-11-15/functions/${arn}:{name}/response-streaming-invocations`,
            signingJobArn: "",
            signingProfileVersionArn: "",
            sourceCodeHash: "{hex:44}",
            sourceCodeSize: 0,
            tracingConfig: { mode: "PassThrough" },
            version: "$LATEST",
        },
        required: ["role"],
        replaceOn: ["name", "packageType"],
        source: documentation,
        serves: true,
        price: "unknown",
    },
    "aws:lambda/functionUrl:FunctionUrl": {
        id: "{functionName}",
        defaults: { invokeMode: "BUFFERED" },
        outputs: {
            functionArn: `${arn}:{functionName}`,
            functionUrl: "https://{alnum:32}.lambda-url.{region}.on.aws/",
            urlId: "{alnum:32}",
        },
        required: ["authorizationType", "functionName"],
        replaceOn: ["functionName", "qualifier"],
        source: documentation,
        serves: false,
        price: "free",
    },
    "aws:lambda/permission:Permission": {
        id: "terraform-{digits:20}",
        outputs: { statementId: "{id}", statementIdPrefix: "" },
        required: ["action", "function", "principal"],
        replaceOn: ["action", "function", "principal", "sourceArn"],
        source: documentation,
        serves: true,
        price: "free",
    },
};
