import type { ServiceTarget } from "../../../operation-integration";
import type { ServiceResource } from "../resources";
import { constantHeader, jsonString, type ServiceCall } from "../service-call";

/** PutRecord (docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-kinesis.html). */
export function kinesisCall(
    { partitionKey }: Extract<ServiceTarget, { kind: "kinesis" }>,
    { name }: ServiceResource,
): ServiceCall {
    return {
        api: "kinesis:action/PutRecord",
        httpMethod: "POST",
        parameters: constantHeader("Content-Type", "application/x-amz-json-1.1"),
        request: `{"StreamName":"${name}","PartitionKey":${jsonString(partitionKey)},"Data":"$util.base64Encode($input.body)"}`,
        response: `{"sequenceNumber":"$input.path('$.SequenceNumber')"}`,
        action: { name: "kinesis:PutRecord", word: "put" },
    };
}
