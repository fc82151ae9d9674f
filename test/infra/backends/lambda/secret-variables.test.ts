import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { secretVariables } from "../../../../infra/backends/lambda/secret-variables";
import { mockSecrets, record, valueUnderMocks } from "../../recorder";

const environment = { PORT: "8080" };

describe("the secret variables of a function", () => {
    it("are at most as long as Lambda accepts, together with the others, and no error has a value", async () => {
        const free = 4_096 - Buffer.byteLength(JSON.stringify({ ...environment, TOKEN: "" }));
        assert.deepEqual(await variables("x".repeat(free)), { TOKEN: "x".repeat(free) });
        await assert.rejects(variables("x".repeat(free + 1)), {
            message:
                'API "quotes": got 4097 bytes of environment variables and secrets, want at most 4096, as Lambda accepts no more',
        });
    });

    it("are only those that the API has, however long the others are", async () => {
        await record(() => assert.deepEqual(secretVariables("quotes", {}, { LONG: "x".repeat(5_000) }, {}), {}));
    });

    it("are found in Secrets Manager too, and secret", async () => {
        let isSecret: readonly boolean[] = [];
        await record(async () => {
            const sources = { PASSWORD: { arn: `${mockSecrets.json}:password::` }, TOKEN: { value: "correct-horse" } };
            const found = Object.values(secretVariables("quotes", sources, environment, {}));
            isSecret = await Promise.all(found.map((value) => pulumi.isSecret(value)));
        });
        assert.deepEqual(isSecret, [true, true]);
    });

    async function variables(value: string): Promise<object> {
        const [found] = await valueUnderMocks(() =>
            pulumi.all(secretVariables("quotes", { TOKEN: { value } }, environment, {})),
        );
        return found;
    }
});
