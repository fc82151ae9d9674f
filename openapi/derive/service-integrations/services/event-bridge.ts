import type { ServiceTarget } from "../../../operation-integration";
import type { ServiceResource } from "../resources";
import { constantHeader, jsonString, type ServiceCall } from "../service-call";
import type { ResponseStatuses } from "../statuses";

/**
 * PutEvents (docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html; headers as in localstack's
 * test_apigateway_eventbridge, validated against AWS). It answers 200 for an event that it rejects.
 */
export function eventBridgeCall(
    { source, detailType }: Extract<ServiceTarget, { kind: "eventBridge" }>,
    { name }: ServiceResource,
    { serverError }: ResponseStatuses,
): ServiceCall {
    const entry = [
        `"Source":"${source}"`,
        `"DetailType":"${detailType}"`,
        `"Detail":${jsonString("$input.json('$')")}`,
        `"EventBusName":"${name}"`,
    ];
    return {
        api: "events:action/PutEvents",
        httpMethod: "POST",
        parameters: {
            ...constantHeader("Content-Type", "application/x-amz-json-1.1"),
            ...constantHeader("X-Amz-Target", "AWSEvents.PutEvents"),
        },
        request: `{"Entries":[{${entry.join(",")}}]}`,
        response: `#if($input.path('$.FailedEntryCount') == 0)
{"eventId":"$input.path('$.Entries[0].EventId')"}
#else
#set($context.responseOverride.status = ${serverError})
{"message":"The event was rejected"}
#end`,
        action: { name: "events:PutEvents", word: "put" },
    };
}
