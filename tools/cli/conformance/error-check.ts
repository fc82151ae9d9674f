import type { ReceivedResponse } from "./bounded-client";
import { broken, type Check, holds } from "./check";

/** Errors have API Gateway's own headers, by which client libraries and support identify them. */
export const errorCheck: Check = {
    about: "Errors",
    title: "responses have a request id, and errors their type",
    run: async ({ url, path, key }, { client }) => {
        const withKey = { "x-api-key": key };
        const problems = [
            ...problemsOf("a response", await client.send(url + path, { headers: withKey })),
            ...problemsOf("a call without a key", await client.send(url + path), "ForbiddenException"),
            ...problemsOf(
                "an unknown path",
                await client.send(`${url}/no-such-path`, { headers: withKey }),
                "MissingAuthenticationTokenException",
            ),
        ];
        return problems.length === 0 ? holds : broken(problems.join("; "));
    },
};

/**
 * Whether the gateway itself rejected a call: an error of its type, with the status and the body that a stack's settings give it
 * (`gateway.errors`). A backend's response has `x-amzn-Remapped-Date`, and a success is no rejection, whatever its headers say.
 */
export function isRejection({ status, header }: ReceivedResponse, errorType: string): boolean {
    const isFromBackend = header("x-amzn-remapped-date") !== undefined;
    return status >= 400 && status < 500 && header("x-amzn-errortype") === errorType && !isFromBackend;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function problemsOf(what: string, response: ReceivedResponse, errorType?: string): string[] {
    const id = response.header("x-amzn-requestid") ?? "none";
    const type = response.header("x-amzn-errortype");
    const media = response.header("content-type");
    return [
        ...(uuid.test(id) ? [] : [`x-amzn-RequestId ${id}, want a UUID`]),
        ...(response.header("x-amz-apigw-id") ? [] : ["no x-amz-apigw-id"]),
        ...(type === errorType ? [] : [`x-amzn-ErrorType ${type ?? "none"}, want ${errorType ?? "none"}`]),
        ...(errorType === undefined || media !== undefined ? [] : ["no Content-Type"]),
    ].map((problem) => `${what}: got ${problem}`);
}
