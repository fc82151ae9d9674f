import { documentation, named, type ResourceTypes } from "../resources/resource-type";
import { creationTime } from "../resources/template";
import { type PropertyMap, text } from "../state/property-values";

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
        // Each update of code or configuration publishes the next version.
        computed: ({ publish }, before) =>
            publish === true ? { version: String(before === undefined ? 1 : Number(before.version) + 1) } : {},
        renewed: ["version"],
        required: ["role"],
        replaceOn: ["name", "packageType", "tenancyConfig"],
        source: "lambda/function.go",
        serves: true,
        price: "estimated",
    },
    "aws:lambda/alias:Alias": {
        id: `${arn}:{functionName}:{name}`,
        autoName: named,
        outputs: {
            arn: "{id}",
            invokeArn: "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{id}/invocations",
        },
        tagged: false,
        required: ["functionName", "functionVersion"],
        replaceOn: ["functionName", "name"],
        source: "lambda/alias.go",
        serves: true,
        price: "free",
    },
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
        id: "{functionName},{qualifier}",
        defaults: { skipDestroy: false },
        required: ["functionName", "provisionedConcurrentExecutions", "qualifier"],
        replaceOn: ["functionName", "qualifier"],
        source: "lambda/provisioned_concurrency_config.go",
        serves: false,
        price: "estimated",
    },
    "aws:lambda/eventSourceMapping:EventSourceMapping": {
        id: "{uuid}",
        defaults: { enabled: true },
        outputs: {
            amazonManagedKafkaEventSourceConfig: {},
            arn: "arn:aws:lambda:{region}:{account}:event-source-mapping:{id}",
            functionArn: `${arn}:{functionName}`,
            lastModified: creationTime,
            lastProcessingResult: "",
            maximumRecordAgeInSeconds: 0,
            maximumRetryAttempts: 0,
            parallelizationFactor: 0,
            selfManagedKafkaEventSourceConfig: {},
            state: "Enabled",
            stateTransitionReason: "USER_INITIATED",
            uuid: "{id}",
        },
        computed: mappingOutputs,
        required: ["functionName"],
        replaceOn: [
            "amazonManagedKafkaEventSourceConfig",
            "eventSourceArn",
            "queues",
            "selfManagedEventSource",
            "selfManagedKafkaEventSourceConfig",
            "startingPosition",
            "startingPositionTimestamp",
            "topics",
        ],
        source: "lambda/event_source_mapping.go",
        serves: true,
        price: "free",
    },
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
        id: "{functionName}",
        defaults: { maximumRetryAttempts: 2 },
        required: ["functionName"],
        replaceOn: ["functionName", "qualifier"],
        source: "lambda/function_event_invoke_config.go",
        serves: false,
        price: "free",
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
    "aws:lambda/invocation:Invocation": {
        // In the provider it ends with a hash of the input.
        id: "{functionName}_{qualifier}_{hex:32}",
        defaults: { lifecycleScope: "CREATE_ONLY", qualifier: "$LATEST", terraformKey: "tf" },
        outputs: { result: "null" },
        required: ["functionName", "input"],
        // `input` replaces it only with the default `lifecycleScope`.
        replaceOn: ["functionName", "input", "qualifier", "triggers"],
        source: "lambda/invocation.go",
        serves: false,
        price: "free",
    },
    "aws:lambda/permission:Permission": {
        id: "terraform-{digits:20}",
        outputs: { statementId: "{id}", statementIdPrefix: "" },
        required: ["action", "function", "principal"],
        replaceOn: [
            "action",
            "eventSourceToken",
            "function",
            "functionUrlAuthType",
            "invokedViaFunctionUrl",
            "principal",
            "principalOrgId",
            "qualifier",
            "sourceAccount",
            "sourceArn",
            "statementId",
            "statementIdPrefix",
        ],
        source: "lambda/permission.go",
        serves: true,
        price: "free",
    },
};

// A function may be named by an ARN. Lambda takes batches of 10 messages from a queue by default, and of 100 records from a stream
// (docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).
function mappingOutputs({ batchSize, enabled, eventSourceArn, functionName }: PropertyMap): PropertyMap {
    const source = text(eventSourceArn);
    const byDefault = source.startsWith("arn:aws:sqs:") ? 10 : 100;
    return {
        ...(batchSize === undefined && source !== "" && { batchSize: byDefault }),
        ...(text(functionName).startsWith("arn:") && { functionArn: text(functionName) }),
        ...(enabled === false && { state: "Disabled" }),
    };
}
