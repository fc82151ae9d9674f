import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { decodeJwt, SignJWT } from "jose";
import { LocalUserPool, type TokenRequest } from "../../../../tools/gateway-emulator/authorization/local-user-pool";
import { wire } from "../sample-api";
import { allowAll, authorizedBench, poolId, region, tokensAt } from "./authorized-api";

const start = Date.UTC(2026, 0, 1);
const unauthorized = '401 {"message":"Unauthorized"}';

async function responses(url: string, tokens: readonly string[], wait = 0): Promise<string[]> {
    const { poolKeys } = await tokensAt(start);
    const made = authorizedBench(allowAll, {}, { poolKeys });
    made.now += wait;
    const found: string[] = [];
    for (const token of tokens) found.push(wire(await made.send("GET", url, { Authorization: token })));
    return found;
}

describe("An authorizer for user pools", () => {
    it("accepts an ID token, with and without Bearer", async () => {
        const { id_token: token } = await tokensAt(start);
        assert.deepEqual(await responses("/Test/pool", [token, `Bearer ${token}`]), ["200 1", "200 2"]);
    });

    it("sees the same subject in each token of a user", async () => {
        const subjects = async (request: Partial<TokenRequest>) => {
            const { id_token: id, access_token: access } = await tokensAt(start, request);
            return [id, access].map((token) => decodeJwt(token).sub ?? "");
        };
        const [first = "", ...others] = [...(await subjects({})), ...(await subjects({ scopes: [] }))];
        assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.deepEqual(others, [first, first, first]);
        for (const other of [{ username: "bob" }, { poolId: `${region}_Other` }])
            assert.notEqual((await subjects(other))[0], first);
    });

    it("wants an access token with one of the method's scopes", async () => {
        const { id_token: id, access_token: access } = await tokensAt(start);
        const { access_token: other } = await tokensAt(start, { scopes: ["shop/delete", "shop/readers"] });
        assert.deepEqual(await responses("/Test/pool", [access]), [unauthorized]);
        assert.deepEqual(await responses("/Test/scoped", [id, other, access]), [unauthorized, unauthorized, "200 1"]);
    });

    it("rejects a token from the second in which it expires", async () => {
        const { id_token: token } = await tokensAt(start, { expiresInSeconds: 60 });
        assert.deepEqual(await responses("/Test/pool", [token], 59_999), ["200 1"]);
        assert.deepEqual(await responses("/Test/pool", [token], 60_000), [
            '401 {"message":"The incoming token has expired"}',
        ]);
    });

    it("rejects a token of another pool, region or run, a changed one, and none", async () => {
        const { id_token: token } = await tokensAt(start);
        const { id_token: otherPool } = await tokensAt(start, { poolId: `${region}_Other` });
        const { id_token: otherRegion } = await tokensAt(start, { region: "eu-west-1" });
        const otherRun = await LocalUserPool.create(randomUUID, () => start);
        const { id_token: foreign } = await otherRun.issue({
            ...{
                region,
                poolId,
                clientId: "c",
                username: "ada",
                scopes: [],
                groups: [],
                claims: {},
                expiresInSeconds: 60,
            },
        });
        const changed = `${token.slice(0, -5)}AAAAA`;
        const unsigned = `${token.split(".").slice(0, 2).join(".")}.`;
        const symmetric = await new SignJWT({ token_use: "id" })
            .setProtectedHeader({ alg: "HS256" })
            .setIssuer(`https://cognito-idp.${region}.amazonaws.com/${poolId}`)
            .setExpirationTime("1h")
            .sign(new TextEncoder().encode("a secret that everybody could know"));
        const refused = [otherPool, otherRegion, foreign, changed, unsigned, symmetric, "one", ""];
        assert.deepEqual(
            await responses("/Test/pool", refused),
            refused.map(() => unauthorized),
        );
    });

    it("gives the claims to the access log and to functions", async () => {
        const { id_token: token, poolKeys } = await tokensAt(start);
        const format = "$context.authorizer.claims.email";
        const stages = { Test: { ...stageOf(format) } };
        const { send } = authorizedBench(allowAll, { stages }, { poolKeys });
        assert.equal((await send("GET", "/Test/pool", { Authorization: token })).logLine, "ada@example.com");
    });

    it("gives no caller the stage's cached response of another one", async () => {
        const { id_token: one, poolKeys } = await tokensAt(start);
        const { id_token: two } = await tokensAt(start, { username: "bob", expiresInSeconds: 200 });
        const made = authorizedBench(allowAll, {}, { poolKeys });
        const send = async (token: string) => wire(await made.send("GET", "/Test/pool", { Authorization: token }));
        assert.deepEqual(
            [await send(one), await send(two), await send(one), await send(two)],
            ["200 1", "200 2", "200 1", "200 2"],
        );
        // The response is kept for 300 s, and the token is valid for 200.
        made.now += 200_000;
        assert.deepEqual(
            [await send(one), await send(two)],
            ["200 1", '401 {"message":"The incoming token has expired"}'],
        );
    });
});

function stageOf(accessLogFormat: string) {
    const variables = { link: "link1", host: "shop.internal", userPool: poolId };
    return {
        name: "Test",
        variables,
        cacheClusterEnabled: false,
        cacheClusterSizeGb: 0,
        methodSettings: {},
        accessLogFormat,
    };
}
