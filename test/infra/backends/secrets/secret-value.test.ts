import assert from "node:assert/strict";
import type { SecretSource } from "../../../../infra/backends/secrets/secret-source";
import { secretValue } from "../../../../infra/backends/secrets/secret-value";
import { mockSecrets, valueUnderMocks } from "../../recorder";

describe("the value of a secret", () => {
    const cases: readonly [title: string, source: SecretSource, value: string][] = [
        ["that the stack has", { value: "correct-horse\n" }, "correct-horse\n"],
        ["in Secrets Manager", { arn: mockSecrets.text }, "hunter2"],
        ["under a JSON key", { arn: `${mockSecrets.json}:password::` }, "swordfish"],
        ["under a JSON key, as JSON where it is no string", { arn: `${mockSecrets.json}:port::` }, "5432"],
        ["in an earlier version", { arn: `${mockSecrets.text}::AWSPREVIOUS:` }, "hunter2"],
    ];
    for (const [title, source, value] of cases)
        it(`is a Pulumi secret: one ${title}`, async () => assert.deepEqual(await resolved(source), [value, true]));

    const failures: readonly [title: string, arn: string, words: RegExp][] = [
        ["is binary", mockSecrets.binary, /^secret arn:\S+:binary-AbCdEf: got binary data, want text$/],
        [
            "has no such key",
            `${mockSecrets.json}:user::`,
            /^secret arn:\S+:json-AbCdEf: got no JSON object with the key "user"/,
        ],
        ["inherits the key", `${mockSecrets.json}:toString::`, /got no JSON object with the key "toString"/],
        [
            "is no JSON object",
            `${mockSecrets.text}:user::`,
            /^secret arn:\S+:text-AbCdEf: got no JSON object with the key "user"/,
        ],
    ];
    for (const [title, arn, words] of failures)
        it(`is not there if the secret ${title}, which a message without its text says`, async () => {
            await assert.rejects(resolved({ arn }), ({ message }: Error) => {
                assert.match(message, words);
                assert.doesNotMatch(message, /hunter2|swordfish/);
                return true;
            });
        });

    const resolved = (source: SecretSource) => valueUnderMocks(() => secretValue(source, {}));
});
