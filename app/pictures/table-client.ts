import { DynamoDBClient, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { HttpError } from "./http-error";

/** Milliseconds that a call may take, its retries included. */
const patience = 5_000;

// docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html: what goes by itself.
const passing = new Set([
    "InternalServerError",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
]);
// Names of errors that come from this side of the wire.
const unreachable = new Set(["AbortError", "TimeoutError", "CredentialsProviderError"]);

/**
 * A client of DynamoDB that finds region, endpoint and credentials in the environment, as every AWS SDK does.
 *
 * A call that fails because DynamoDB is busy or out of reach throws HttpError 503 with the failure as its cause; any
 * other failure is thrown as it is.
 */
export class TableClient {
    private readonly client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));

    /** Sends a command; gives up after some seconds. */
    send: DynamoDBDocumentClient["send"] = async (command: Parameters<DynamoDBDocumentClient["send"]>[0]) => {
        try {
            return await this.client.send(command, { abortSignal: AbortSignal.timeout(patience) });
        } catch (error) {
            if (!isPassing(error)) throw error;
            throw new HttpError(
                503,
                "The store cannot be reached; try again.",
                { "retry-after": "1" },
                { cause: error },
            );
        }
    };

    /** Lets connections go. */
    close(): void {
        this.client.destroy();
    }
}

function isPassing(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    if (error instanceof DynamoDBServiceException) return error.$fault === "server" || passing.has(error.name);
    // Errors of the system, such as ECONNREFUSED, have a code.
    return unreachable.has(error.name) || "code" in error;
}
