import { call, readApiKey } from "./call";

/** Milliseconds for the call: API Gateway waits for 30 seconds at most, and the function has some more. */
const callTimeout = 30_000;

/**
 * The daily call of an HTTP API, which EventBridge invokes. If it throws, Lambda invokes it again after one minute, and two minutes later
 * (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
 *
 * The environment has `OPERATION_URL`, and `API_KEY_SECRET`, the ARN of the secret with its API key, unless the operation needs none.
 * @throws {Error} if it does not get a 2xx response.
 */
export async function handler(): Promise<string> {
    const { OPERATION_URL = "", API_KEY_SECRET } = process.env;
    const apiKey = API_KEY_SECRET === undefined ? undefined : await readApiKey(API_KEY_SECRET);
    await call(OPERATION_URL, apiKey, callTimeout);
    return `called ${OPERATION_URL}`;
}
