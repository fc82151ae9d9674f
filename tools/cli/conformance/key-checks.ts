import { broken, type Check, type CheckDependencies, holds, type Target, type Verdict } from "./check";

/** R4: a client without a key of the stage gets 403 for any path. */
export const keyChecks: readonly Check[] = [
    {
        about: "R4",
        title: "a call without a key is rejected",
        run: (target, dependencies) => rejected(target, dependencies, target.path, {}, "Forbidden"),
    },
    {
        about: "R4",
        title: "a call with an unknown key is rejected",
        run: (target, dependencies) =>
            rejected(target, dependencies, target.path, { "x-api-key": "x".repeat(40) }, "Forbidden"),
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
                "Missing Authentication Token",
            ),
    },
    { about: "R4", title: "a call with the key succeeds", run: succeeds },
];

async function rejected(
    { url }: Target,
    { client }: CheckDependencies,
    path: string,
    headers: Readonly<Record<string, string>>,
    message: string,
): Promise<Verdict> {
    const { status, body } = await client.send(url + path, { headers });
    const expected = `{"message":"${message}"}`;
    return status === 403 && body === expected
        ? holds
        : broken(`got ${status} ${body.slice(0, 200)}, want 403 ${expected}`);
}

async function succeeds({ url, path, key }: Target, { client }: CheckDependencies): Promise<Verdict> {
    const { status, body } = await client.send(url + path, { headers: { "x-api-key": key } });
    return status === 200 ? holds : broken(`got ${status} ${body.slice(0, 200)}, want 200`);
}
