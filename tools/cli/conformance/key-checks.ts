import { broken, type Check, type CheckDependencies, holds, type Target, type Verdict } from "./check";
import { isRejection } from "./error-check";

/** R4: the gateway rejects a client without a key of the stage at any path. */
export const keyChecks: readonly Check[] = [
    {
        about: "R4",
        title: "a call without a key is rejected",
        run: (target, dependencies) => rejected(target, dependencies, target.path, {}, "ForbiddenException"),
    },
    {
        about: "R4",
        title: "a call with an unknown key is rejected",
        run: (target, dependencies) =>
            rejected(target, dependencies, target.path, { "x-api-key": "x".repeat(40) }, "ForbiddenException"),
    },
    {
        about: "R4",
        title: "a call of an unknown operation is rejected",
        run: (target, dependencies) =>
            rejected(
                target,
                dependencies,
                "/no-such-path",
                { "x-api-key": target.key },
                "MissingAuthenticationTokenException",
            ),
    },
    { about: "R4", title: "a call with the key succeeds", run: checkSucceeds },
];

async function rejected(
    { url }: Target,
    { client }: CheckDependencies,
    path: string,
    headers: Readonly<Record<string, string>>,
    errorType: string,
): Promise<Verdict> {
    const response = await client.send(url + path, { headers });
    if (isRejection(response, errorType)) return holds;
    const type = response.header("x-amzn-errortype") ?? "no x-amzn-ErrorType";
    return broken(
        `got ${response.status} ${type} ${response.body.slice(0, 200)}, want 403, or another 4xx by setting, with ${errorType} from the gateway`,
    );
}

/** Whether a call with the key succeeds. */
export async function checkSucceeds({ url, path, key }: Target, { client }: CheckDependencies): Promise<Verdict> {
    const { status, body } = await client.send(url + path, { headers: { "x-api-key": key } });
    return status === 200 ? holds : broken(`got ${status} ${body.slice(0, 200)}, want 200`);
}
