import { DynamoDBClient, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { StoreUnavailableError } from "./picture-store";

/** Milliseconds that a call may take, including retries. */
const timeout = 5_000;

// Errors that pass without a change: docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html.
const transientErrors = new Set([
    "InternalServerError",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
]);
// Names of errors that the SDK raises without a response from DynamoDB.
const connectionErrors = new Set(["AbortError", "TimeoutError", "CredentialsProviderError"]);

/**
 * A DynamoDB client that takes region, endpoint and credentials from the environment, as every AWS SDK does.
 *
 * A call that fails because DynamoDB is busy or cannot be reached throws StoreUnavailableError with the failure as its
 * cause; any other failure is thrown unchanged.
 */
export class TableClient {
    private readonly client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));

    /** Sends a command; fails after five seconds. */
    send: DynamoDBDocumentClient["send"] = async (command: Parameters<DynamoDBDocumentClient["send"]>[0]) => {
        try {
            return await this.client.send(command, { abortSignal: AbortSignal.timeout(timeout) });
        } catch (error) {
            throw isTransient(error) ? new StoreUnavailableError(error) : error;
        }
    };

    /** Closes its connections. */
    close(): void {
        this.client.destroy();
    }
}

function isTransient(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    if (error instanceof DynamoDBServiceException) return error.$fault === "server" || transientErrors.has(error.name);
    // System errors such as ECONNREFUSED have a code.
    return connectionErrors.has(error.name) || "code" in error;
}
