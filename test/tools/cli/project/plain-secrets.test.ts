import assert from "node:assert/strict";
import { plainSecretProblems } from "../../../../tools/cli/project/plain-secrets";

const arn = "arn:aws:secretsmanager:eu-central-1:270727272727:secret:shop/database-AbCdEf";

describe("A secret in a stack's file", () => {
    const problems = (secrets: unknown) => plainSecretProblems("gatehouse", { authors: { secrets } });

    it("is rejected as plain text, and never quoted", () => {
        assert.deepEqual(problems({ DATABASE: arn, TOKEN: "hunter2" }), [
            "gatehouse:apis.authors.secrets.TOKEN: got plain text, want the ARN of a secret, or an encrypted value: pulumi config set --secret --path 'gatehouse:apis.authors.secrets.TOKEN'",
        ]);
    });

    it("is accepted by ARN, with a JSON key, and encrypted", () => {
        assert.deepEqual(problems({ A: arn, B: `${arn}:password::`, C: "offline-placeholder" }), []);
        for (const other of [undefined, "text", { A: 5 }]) assert.deepEqual(problems(other), []);
        assert.deepEqual(plainSecretProblems("gatehouse", undefined), []);
    });
});
