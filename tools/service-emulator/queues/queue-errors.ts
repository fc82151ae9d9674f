import { ServiceError } from "../caller";

// Codes and messages: recorded, localstack, tests/aws/services/sqs/test_sqs.snapshot.json and test_sqs_move_task.snapshot.json.

/** The error for a queue that does not exist. */
export function queueDoesNotExist(): ServiceError {
    return new ServiceError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
}

/** The error for a parameter with an invalid value. */
export function invalidParameter(message: string): ServiceError {
    return new ServiceError("InvalidParameterValue", message);
}

/** The error for a required parameter that is absent. */
export function missingParameter(name: string): ServiceError {
    return new ServiceError("MissingParameter", `The request must contain the parameter ${name}.`);
}

/** The error for a string that is no receipt handle. */
export function receiptHandleIsInvalid(receiptHandle: string): ServiceError {
    return new ServiceError(
        "ReceiptHandleIsInvalid",
        `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
}

/** The error for the source or destination of a move that does not exist. */
export function resourceNotFound(parameter: "SourceArn" | "DestinationArn"): ServiceError {
    return new ServiceError(
        "ResourceNotFoundException",
        `The resource that you specified for the ${parameter} parameter doesn't exist.`,
        404,
    );
}

/** The error for a batch; its code has a prefix in the query protocol. */
export function batchError(code: string, message: string): ServiceError {
    return new ServiceError(`AWS.SimpleQueueService.${code}`, message);
}

// Errors of the service have its namespace, and those of the framework in front of it another one (SQS JSON protocol, as recorded by
// localstack in `QueryErrorCode`).
const frameworkTypes: Readonly<Record<string, string>> = {
    InvalidParameterValue: "InvalidParameterValueException",
    MissingParameter: "MissingRequiredParameterException",
    AccessDenied: "AccessDeniedException",
    InvalidClientTokenId: "UnrecognizedClientException",
    SignatureDoesNotMatch: "InvalidSignatureException",
    IncompleteSignature: "IncompleteSignatureException",
    MissingAuthenticationToken: "MissingAuthenticationTokenException",
    UnknownOperationException: "UnknownOperationException",
    SerializationException: "SerializationException",
};

/** The `__type` of an error in the JSON protocol, from its code in the query protocol. */
export function jsonTypeOf(code: string): string {
    const type = frameworkTypes[code];
    if (type !== undefined) return `com.amazon.coral.service#${type}`;
    const name = code.replace("AWS.SimpleQueueService.", "");
    return `com.amazonaws.sqs#${name === "NonExistentQueue" ? "QueueDoesNotExist" : name}`;
}
