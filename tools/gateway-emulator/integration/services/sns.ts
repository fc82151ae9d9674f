import { deniedMessage, ServiceError } from "../../../service-emulator/caller";
import { namedValues, queryError, queryParameters, queryResponse } from "./query-protocol";
import { type Service, unsupported } from "./service";

const namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

// SNS quotas, "Message size".
const maxMessage = 262_144;

/** SNS: Publish to a topic, in the query protocol. Messages of errors: recorded, localstack, test_sns.snapshot.json. */
export const sns: Service = (request, services) => {
    const parameters = queryParameters(request);
    const requestId = services.newId();
    try {
        const action = parameters.get("Action");
        if (action === undefined)
            throw new ServiceError("MissingAction", "The request must contain the parameter Action");
        if (action !== "Publish") throw unsupported("SNS", action);
        const topicArn = parameters.get("TopicArn") ?? parameters.get("TargetArn") ?? "";
        const elements = topicArn.split(":");
        const topic = elements[5];
        if (topic === undefined)
            throw invalid(`TopicArn Reason: An ARN must have at least 6 elements, not ${elements.length}`);
        if (!request.role.allows("sns:Publish", topicArn))
            throw new ServiceError("AuthorizationError", deniedMessage(request.role, "SNS:Publish", topicArn), 403);
        const message = parameters.get("Message") ?? "";
        if (message === "") throw invalid("Empty message");
        if (Buffer.byteLength(message) > maxMessage) throw invalid("Message too long");
        if (topic.endsWith(".fifo") && !parameters.has("MessageGroupId"))
            throw invalid("The MessageGroupId parameter is required for FIFO topics");
        const subject = parameters.get("Subject");
        const attributes = namedValues(parameters, ["MessageAttributes.entry"]);
        const details = { attributes, ...(subject !== undefined && { subject }) };
        services.sent.add({ service: "sns", action, resource: topic, content: message, details });
        const structure = parameters.get("MessageStructure");
        const published = services.running.publish(topicArn, { message, subject, attributes, structure });
        const result = { MessageId: published ?? services.newId(), SequenceNumber: null };
        return queryResponse(request, namespace, action, result, requestId);
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return queryError(request, namespace, error, requestId);
    }
};

function invalid(reason: string): ServiceError {
    return new ServiceError("InvalidParameter", `Invalid parameter: ${reason}`);
}
