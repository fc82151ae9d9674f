import { mayCall } from "../../resources/access/role-permissions";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { hasUnknowns, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

const type = "aws:lambda/eventSourceMapping:EventSourceMapping";
const on: Rejection["on"] = ["create", "update"];
const functionType = "aws:lambda/function:Function";
const snapshot =
    "localstack/localstack, tests/aws/services/lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json";
const api = "docs.aws.amazon.com/lambda/latest/api";

/** Event source mappings of queues that AWS Lambda or the provider rejects. */
export const eventSources: readonly Rejection[] = [
    {
        what: "an event source mapping to a function or an alias that does not exist; a function that is not of the stack is accepted",
        type,
        on,
        source: "localstack/localstack, tests/aws/services/lambda_/test_lambda_api.snapshot.json (create_unknown_params)",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const { name, qualifier } = partsOf(text(properties.functionName));
            const isOwn = cloud.store.ofType(functionType).length > 0;
            const found = cloud.store.find(functionType, name);
            const alias = `${text(found?.outputs.arn)}:${qualifier}`;
            const exists =
                found && (/^(|\$LATEST|\d+)$/.test(qualifier) || cloud.store.find("aws:lambda/alias:Alias", alias));
            return isOwn && !exists ? "InvalidParameterValueException: Function does not exist" : undefined;
        },
    },
    {
        what: "an event source mapping of a queue that does not exist; one that is not of the stack is accepted",
        type,
        on,
        source: `${snapshot} (test_esm_with_not_existing_sqs_queue)`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            isQueue(properties) && cloud.store.ofType(queueType).length > 0 && !queueOf(properties, cloud)
                ? "InvalidParameterValueException: Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist."
                : undefined,
    },
    {
        what: "an event source mapping to a function whose role may not read from its queue; the provider retries it for 5 minutes",
        type,
        on,
        source: "aws/aws-cdk#6770, anomalyco/sst#5737",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const own = functionOf(properties, cloud);
            if (!own || !isQueue(properties)) return undefined;
            const denied = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"].find(
                (action) => !mayCall(text(own.inputs.role), `sqs:${action}`, cloud, text(properties.eventSourceArn)),
            );
            return (
                denied &&
                `InvalidParameterValueException: The function execution role does not have permissions to call ${denied} on SQS`
            );
        },
    },
    {
        what: "an event source mapping of a queue that hides messages for less time than its function may take",
        type,
        on,
        source: "hashicorp/terraform-provider-aws#18099, github-aws-runners/terraform-aws-github-runner#5383",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const hidden = Number(queueOf(properties, cloud)?.inputs.visibilityTimeoutSeconds);
            const timeout = Number(functionOf(properties, cloud)?.inputs.timeout);
            return hidden < timeout
                ? `InvalidParameterValueException: Queue visibility timeout: ${hidden} seconds is less than Function timeout: ${timeout} seconds`
                : undefined;
        },
    },
    {
        what: "a second event source mapping of a queue and a function",
        type,
        on: ["create"],
        source: `${snapshot} (test_duplicate_event_source_mappings)`,
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const { eventSourceArn, functionName } = properties;
            const twin = store
                .ofType(type)
                .find(
                    ({ inputs }) =>
                        text(inputs.eventSourceArn) === text(eventSourceArn) &&
                        text(inputs.functionName) === text(functionName),
                );
            return (
                twin &&
                `ResourceConflictException: An event source mapping with SQS arn (" ${text(eventSourceArn)} ") and function (" ${text(functionName)} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`
            );
        },
    },
    {
        what: "an event source mapping with batches of more than 10 messages and no time to gather them",
        type,
        on,
        source: `${snapshot} (test_event_source_mapping_default_batch_size)`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { batchSize = 0, maximumBatchingWindowInSeconds = 0, eventSourceArn } }) =>
            isQueue({ eventSourceArn: eventSourceArn ?? null }) &&
            Number(batchSize) > 10 &&
            maximumBatchingWindowInSeconds === 0
                ? "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
                : undefined,
    },
    {
        what: "an event source mapping of a queue with batches of fewer than 1 or more than 10,000 messages, or more than 10 of a FIFO queue",
        type,
        on,
        source: `${api}/API_CreateEventSourceMapping.html (BatchSize)`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { batchSize, eventSourceArn } }) => {
            if (typeof batchSize !== "number" || !isQueue({ eventSourceArn: eventSourceArn ?? null })) return undefined;
            const most = text(eventSourceArn).endsWith(".fifo") ? 10 : 10_000;
            return batchSize >= 1 && batchSize <= most
                ? undefined
                : `InvalidParameterValueException: BatchSize is ${batchSize}; it is from 1 to ${most}`;
        },
    },
    {
        what: "an event source mapping that gathers the messages of a FIFO queue",
        type,
        on,
        source: "badmintoncryer/cdk-preflight, rules/lambda/pf-lambda-esm-fifo-batching-window",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { maximumBatchingWindowInSeconds = 0, eventSourceArn } }) =>
            text(eventSourceArn).endsWith(".fifo") && Number(maximumBatchingWindowInSeconds) > 0
                ? "InvalidParameterValueException: Batching window is not supported for FIFO queues"
                : undefined,
    },
    {
        what: "a maximum concurrency of fewer than 2 or more than 1000 executions, or beside a configuration of pollers",
        type,
        on,
        source: `hashicorp/terraform-provider-aws#37975; ${api}/API_ScalingConfig.html, ${api}/API_CreateEventSourceMapping.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { scalingConfig, provisionedPollerConfig } }) => {
            const { maximumConcurrency } = mapOf(scalingConfig);
            if (maximumConcurrency === undefined || hasUnknowns(maximumConcurrency)) return undefined;
            if (provisionedPollerConfig !== undefined)
                return "InvalidParameterValueException: MaximumConcurrency and ProvisionedPollerConfig exclude each other";
            const count = Number(maximumConcurrency);
            return count >= 2 && count <= 1_000
                ? undefined
                : `expected scaling_config.0.maximum_concurrency to be in the range (2 - 1000), got ${count}`;
        },
    },
    {
        what: "an event source mapping with a filter whose pattern is not a JSON object",
        type,
        on,
        source: `${snapshot} (test_sqs_invalid_event_filter)`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const filters = listOf(mapOf(properties.filterCriteria).filters).map(({ pattern }) => pattern ?? "");
            return filters.every((pattern) => hasUnknowns(pattern) || isJsonObject(text(pattern)))
                ? undefined
                : "InvalidParameterValueException: Invalid filter pattern definition.";
        },
    },
];

const queueType = "aws:sqs/queue:Queue";

// A function's name, its ARN, or either with a version or an alias.
function partsOf(functionName: string): { readonly name: string; readonly qualifier: string } {
    const parts = functionName.split(":");
    const [name = "", qualifier = ""] = functionName.startsWith("arn:") ? parts.slice(6) : parts;
    return { name, qualifier };
}

function functionOf({ functionName }: PropertyMap, { store }: Cloud): LiveResource | undefined {
    return store.find(functionType, partsOf(text(functionName)).name);
}

function isQueue({ eventSourceArn }: PropertyMap): boolean {
    return /^arn:[^:]+:sqs:/.test(text(eventSourceArn));
}

function queueOf({ eventSourceArn }: PropertyMap, { store }: Cloud): LiveResource | undefined {
    return store.ofType(queueType).find(({ outputs }) => text(outputs.arn) === text(eventSourceArn));
}

function isJsonObject(json: string): boolean {
    try {
        const value: unknown = JSON.parse(json);
        return typeof value === "object" && value !== null && !Array.isArray(value);
    } catch {
        return false;
    }
}
