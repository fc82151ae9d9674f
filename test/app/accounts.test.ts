import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createApp } from "../../app/accounts/app";
import { handler as checkBearer } from "../../app/accounts/authorizers/bearer";
import { handler as checkTenant } from "../../app/accounts/authorizers/tenant";

const methodArn = "arn:aws:execute-api:eu-central-1:123456789012:abc/Test/GET/accounts/statement";
const all = "arn:aws:execute-api:eu-central-1:123456789012:abc/Test/*";
const app = createApp();
let url = "";

describe("app/accounts", () => {
    before(async () => {
        app.listen(0, "127.0.0.1");
        await once(app, "listening");
        url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    });
    after(() => app.close());

    it("returns whom the gateway has checked, by the request context", async () => {
        const callerOf = async (context: object) => {
            const headers = { "x-amzn-request-context": JSON.stringify(context), connection: "close" };
            return (await (await fetch(`${url}/profile`, { headers })).json()).caller;
        };
        assert.equal(await callerOf({ authorizer: { claims: { sub: "ada" } } }), "ada");
        assert.equal(await callerOf({ authorizer: { principalId: "north" } }), "north");
        assert.equal(
            await callerOf({ identity: { userArn: "arn:aws:iam::123456789012:user/ada" } }),
            "arn:aws:iam::123456789012:user/ada",
        );
        assert.equal(await callerOf({}), "unknown");
    });

    it("is ready, takes a transfer, and returns 404 elsewhere and 500 for no JSON", async () => {
        const statusOf = async (path: string, body?: string) => {
            const response = await fetch(`${url}${path}`, {
                ...(body !== undefined && { method: "POST", body }),
                headers: { connection: "close" },
            });
            await response.text();
            return response.status;
        };
        assert.deepEqual(
            [
                await statusOf("/readyz"),
                await statusOf("/transfers", '{"to":"bob","amount":1}'),
                await statusOf("/x"),
                await statusOf("/transfers", "{"),
            ],
            [200, 201, 404, 500],
        );
    });
});

describe("the authorizers of app/accounts", () => {
    it("admit a known token to all operations of the stage, and throw Unauthorized for another", async () => {
        process.env.TOKEN_HASHES = JSON.stringify({ [createHash("sha256").update("demo-ada").digest("hex")]: "ada" });
        const { principalId, policyDocument } = await checkBearer({ authorizationToken: "Bearer demo-ada", methodArn });
        const [statement] = policyDocument.Statement;
        assert.deepEqual([principalId, statement?.Effect, statement?.Resource], ["ada", "Allow", all]);
        for (const authorizationToken of ["Bearer demo-eve", "", "toString"])
            await assert.rejects(checkBearer({ authorizationToken, methodArn }), { message: "Unauthorized" });
    });

    it("admit a known tenant by the header in any spelling, and deny another", async () => {
        process.env.TENANTS = "north,south";
        const effectOf = async (headers: Record<string, string> | null) =>
            (await checkTenant({ methodArn, headers })).policyDocument.Statement[0]?.Effect;
        assert.deepEqual(
            [await effectOf({ "x-tenant": "north" }), await effectOf({ "X-Tenant": "east" }), await effectOf(null)],
            ["Allow", "Deny", "Deny"],
        );
        await assert.rejects(effectOf({ "X-Tenant": "north", "x-tenant": "west" }), { message: "Unauthorized" });
    });
});
