import type { IntegrationTarget } from "../../operation-integration";
import type { WrittenIntegration } from "./form";

/** The target of an integration with exactly one. */
export function readTarget(written: WrittenIntegration): IntegrationTarget {
    const { mock, backend, lambda, sqs, sns, kinesis, stepFunctions, dynamodb, eventBridge, s3 } = written;
    if (mock) return { kind: "mock", ...mock };
    if (backend) return { kind: "backend", ...backend };
    if (lambda) return { kind: "lambda", ...lambda };
    if (sqs) {
        const { queue: name, messageGroup } = sqs;
        return { kind: "sqs", name, ...(messageGroup !== undefined && { messageGroup }) };
    }
    if (sns) return { kind: "sns", name: sns.topic };
    if (kinesis) return { kind: "kinesis", name: kinesis.stream, partitionKey: kinesis.partitionKey };
    if (stepFunctions) return { kind: "stepFunctions", name: stepFunctions.stateMachine, sync: stepFunctions.sync };
    if (dynamodb) return { kind: "dynamodb", name: dynamodb.table, action: dynamodb.action, key: dynamodb.key };
    if (eventBridge) {
        const { bus: name, source, detailType } = eventBridge;
        return { kind: "eventBridge", name, source, detailType };
    }
    if (s3) return { kind: "s3", name: s3.bucket, key: s3.key, action: s3.action };
    throw new Error("an integration without a target");
}
