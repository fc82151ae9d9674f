import type { Answer } from "./bounded-client";
import { broken, type Check, holds } from "./check";

/** Errors have the headers of API Gateway's own, by which client libraries and support tell them. */
export const errorCheck: Check = {
    about: "Errors",
    title: "answers have a request id, and errors their type",
    run: async ({ url, path, key }, { client }) => {
        const withKey = { "x-api-key": key };
        const problems = [
            ...problemsOf("an answer", await client.send(url + path, { headers: withKey })),
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

function problemsOf(what: string, answer: Answer, errorType?: string): string[] {
    const id = answer.header("x-amzn-requestid") ?? "none";
    const type = answer.header("x-amzn-errortype");
    const media = answer.header("content-type");
    return [
        ...(uuid.test(id) ? [] : [`x-amzn-RequestId ${id}, want a UUID`]),
        ...(answer.header("x-amz-apigw-id") ? [] : ["no x-amz-apigw-id"]),
        ...(type === errorType ? [] : [`x-amzn-ErrorType ${type ?? "none"}, want ${errorType ?? "none"}`]),
        ...(errorType === undefined || media === "application/json"
            ? []
            : [`Content-Type ${media ?? "none"}, want application/json`]),
    ].map((problem) => `${what}: got ${problem}`);
}
