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

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function problemsOf(what: string, response: ReceivedResponse, errorType?: string): string[] {
    const id = response.header("x-amzn-requestid") ?? "none";
    const type = response.header("x-amzn-errortype");
    const media = response.header("content-type");
    return [
        ...(uuid.test(id) ? [] : [`x-amzn-RequestId ${id}, want a UUID`]),
        ...(response.header("x-amz-apigw-id") ? [] : ["no x-amz-apigw-id"]),
        ...(type === errorType ? [] : [`x-amzn-ErrorType ${type ?? "none"}, want ${errorType ?? "none"}`]),
        ...(errorType === undefined || media === "application/json"
            ? []
            : [`Content-Type ${media ?? "none"}, want application/json`]),
    ].map((problem) => `${what}: got ${problem}`);
}
