import assert from "node:assert/strict";
import { withoutSecrets } from "../../../stacks/settings/api-secrets";
import { serverKindNames } from "../../../stacks/settings/compute-kinds";
import { placeholderProblems } from "../../../stacks/settings/placeholders";
import { problemsOf, validSettings } from "./example";

const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/authors:1";
const on = (changes: object) => ({
    ...validSettings,
    apis: { authors: { image, port: 8080, runsOn: "fargate", ...changes } },
});
const want = (form: string) => `gatehouse:apis.authors.secrets.TOKEN: got "[secret]", want ${form}`;
const arn = "arn:aws:secretsmanager:eu-central-1:270727272727:secret:shop/database-AbCdEf";

describe("the secrets of an API", () => {
    for (const runsOn of serverKindNames)
        it(`are values of any form and ARNs with or without a JSON key on ${runsOn}`, () => {
            const lines = `-----BEGIN KEY-----\n"it's" $HOME \\ #1 = ü\n`;
            const secrets = {
                TOKEN: "b",
                KEY: lines,
                WHOLE: arn,
                PASSWORD: `${arn}:password::`,
                OLD: `${arn}::AWSPREVIOUS:`,
                MANAGED: arn.replace("shop/", "rds!"),
            };
            assert.deepEqual(problemsOf(on({ runsOn, secrets })), []);
        });

    const problems: readonly [changes: object, problem: string][] = [
        [
            { environment: { TOKEN: "a" }, secrets: { TOKEN: "b" } },
            'gatehouse:apis.authors.environment.TOKEN: got the name "TOKEN", want another name, as it is in `secrets` too',
        ],
        [
            { secrets: { PORT: "b" } },
            'gatehouse:apis.authors.secrets.PORT: got the name "PORT", want a name of letters, digits and _, beginning with a letter, and neither set by Gatehouse nor reserved by AWS',
        ],
        [
            { secrets: { TOKEN: "arn:aws:secretsmanager:eu-central-1:270727272727:secret:token" } },
            want(
                "the ARN of a secret in Secrets Manager with the six characters at its end, optionally followed by :json-key::, or an encrypted value",
            ),
        ],
        [
            { secrets: { TOKEN: "correct\0horse" } },
            want("text without NUL characters, which no environment variable can contain"),
        ],
        [{ secrets: { TOKEN: "ü".repeat(32_769) } }, want("at most 65536 bytes, as Secrets Manager stores no more")],
    ];
    for (const [changes, problem] of problems)
        it(`are rejected: ${problem.slice(0, 140)}`, () => assert.deepEqual(problemsOf(on(changes)), [problem]));

    it("have at most 65536 bytes", () =>
        assert.deepEqual(problemsOf(on({ secrets: { TOKEN: "ü".repeat(32_768) } })), []));

    it("show no value in a problem, whatever its type", () => {
        const secrets = {
            TOKEN: 271828,
            OTHER: ["correct-horse"],
            "NOT-A-NAME": "battery",
            SITE: "staple.example.com",
        };
        const found = problemsOf(on({ secrets }));
        assert.equal(found.length, 3);
        const shown = [...found, ...placeholderProblems(on({ secrets }))].join("\n");
        assert.doesNotMatch(shown, /271828|correct|battery|staple/);
        assert.deepEqual(withoutSecrets(on({ secrets: "correct-horse" })), on({ secrets: "[secret]" }));
    });

    it("are the placeholders of ARNs too", () => {
        const secrets = { TOKEN: arn.replace("270727272727", "123456789012") };
        assert.ok(
            placeholderProblems(on({ secrets })).some((line) =>
                line.startsWith('gatehouse:apis.authors.secrets.TOKEN: got "arn:'),
            ),
        );
    });
});
