import type { ServiceTarget } from "../../operation-integration";
import type { ServiceResource } from "./resources";
import type { ServiceCall } from "./service-call";
import { dynamodbCall } from "./services/dynamodb";
import { eventBridgeCall } from "./services/event-bridge";
import { kinesisCall, snsCall, sqsCall } from "./services/messages";
import { s3Call } from "./services/s3";
import { stepFunctionsCall } from "./services/step-functions";
import type { ResponseStatuses } from "./statuses";

/** The call of an AWS service that answers an operation. */
export function serviceCall(target: ServiceTarget, resource: ServiceResource, statuses: ResponseStatuses): ServiceCall {
    switch (target.kind) {
        case "sqs":
            return sqsCall(target, resource);
        case "sns":
            return snsCall(resource);
        case "kinesis":
            return kinesisCall(target, resource);
        case "stepFunctions":
            return stepFunctionsCall(target, resource, statuses);
        case "dynamodb":
            return dynamodbCall(target, resource);
        case "eventBridge":
            return eventBridgeCall(target, resource, statuses);
        case "s3":
            return s3Call(target, resource);
    }
}
