import type { ServiceTarget } from "../../../operation-integration";
import type { ServiceResource } from "../resources";
import { constantHeader, jsonString, type ServiceCall } from "../service-call";

type SqsTarget = Extract<ServiceTarget, { kind: "sqs" }>;

// Both have the query protocol: the response of AWS to API Gateway is its JSON form, which `test_sqs_request_and_response_
// xml_templates_integration` of localstack has recorded for SQS.
const form = constantHeader("Content-Type", "application/x-www-form-urlencoded");

/**
 * SendMessage (docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html; aws-samples/serverless-patterns,
 * apigw-sqs-rest). A FIFO queue needs a group.
 */
export function sqsCall({ messageGroup }: SqsTarget, { name, accountId }: ServiceResource): ServiceCall {
    const group = messageGroup === undefined ? "" : `&MessageGroupId=$util.urlEncode(${messageGroup})`;
    return {
        api: `sqs:path/${accountId}/${name}`,
        httpMethod: "POST",
        parameters: form,
        request: `Action=SendMessage&MessageBody=$util.urlEncode($input.body)${group}`,
        response: `{"messageId":"$input.path('$.SendMessageResponse.SendMessageResult.MessageId')"}`,
        action: { name: "sqs:SendMessage", word: "send" },
    };
}

/** Publish (docs.aws.amazon.com/sns/latest/api/API_Publish.html; `sns:path//` as in many public stacks). */
export function snsCall({ arn }: ServiceResource): ServiceCall {
    return {
        api: "sns:path//",
        httpMethod: "POST",
        parameters: form,
        request: `Action=Publish&TopicArn=$util.urlEncode('${arn}')&Message=$util.urlEncode($input.body)`,
        response: `{"messageId":"$input.path('$.PublishResponse.PublishResult.MessageId')"}`,
        action: { name: "sns:Publish", word: "publish" },
    };
}

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
