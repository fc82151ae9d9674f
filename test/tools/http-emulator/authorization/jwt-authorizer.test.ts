import assert from "node:assert/strict";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { bench, header, route, sampleHttpApi } from "../sample-http-api";
import { issuedAt, issuer, jwtAuthorizer, sampleIssuer } from "../sample-tokens";

const url = "/api/books";
const api = (changes: Partial<typeof jwtAuthorizer> = {}, scopes: readonly string[] = []) =>
    sampleHttpApi({ routes: [route(`GET ${url}`, { scopes, authorizer: { ...jwtAuthorizer, ...changes } })] });
const sending = async (token: string, scopes: readonly string[] = []) => {
    const { fetchJson } = await sampleIssuer();
    return bench(api({}, scopes), { fetchJson }).send("GET", url, { authorization: `Bearer ${token}` });
};
const status = async (claims: Readonly<Record<string, unknown>>, scopes: readonly string[] = []) =>
    (await sending(await (await sampleIssuer()).token(claims), scopes)).response.status;

describe("a JWT authorizer of an HTTP API", () => {
    it("accepts a token with and without Bearer, in a header or a parameter", async () => {
        const { fetchJson, token } = await sampleIssuer();
        const value = await token();
        const { send } = bench(api(), { fetchJson });
        for (const authorization of [value, `Bearer ${value}`])
            assert.equal((await send("GET", url, { Authorization: authorization })).response.status, 200);
        const inQuery = bench(api({ identitySource: "$request.querystring.token" }), { fetchJson });
        assert.equal((await inQuery.send("GET", `${url}?token=${value}`)).response.status, 200);
    });

    it("checks the times of a token without tolerance", async () => {
        assert.equal(await status({ exp: issuedAt + 1 }), 200);
        assert.equal(await status({ exp: issuedAt }), 401);
        assert.equal(await status({ exp: undefined }), 401);
        assert.equal(await status({ nbf: issuedAt }), 200);
        assert.equal(await status({ nbf: issuedAt + 1 }), 401);
        assert.equal(await status({ iat: issuedAt + 1 }), 401);
        assert.equal(await status({ iat: undefined }), 200);
    });

    it("says that a token has expired, and answers an issuer with a slash at its end", async () => {
        const { token, fetchJson } = await sampleIssuer();
        const expired = header(await sending(await token({ exp: issuedAt - 1 })), "www-authenticate");
        assert.match(expired ?? "", /error_description="the token has expired"$/);
        const iss = `${issuer}/`;
        const made = bench(api({ issuer: iss }), { fetchJson });
        const served = await made.send("GET", url, { authorization: await token({ iss }) });
        assert.equal(served.response.status, 200);
    });

    it("gives functions no scopes without those of the route, and objects as JSON", async () => {
        const { token, fetchJson } = await sampleIssuer();
        const routes = [route(`GET ${url}`, { authorizer: jwtAuthorizer, integrationId: "f1" })];
        const made = bench(sampleHttpApi({ routes }), { fetchJson, returns: () => "{}" });
        await made.send("GET", url, { authorization: await token({ scope: "a", realm: { a: 1 }, none: null }) });
        const { jwt } = Object(made.events[0]?.requestContext).authorizer;
        assert.equal(jwt.scopes, null);
        assert.deepEqual([jwt.claims.realm, jwt.claims.none], ['{"a":1}', "null"]);
    });

    it("requires one of the route's scopes, in `scope` or `scp`", async () => {
        assert.equal(await status({ scope: "a b" }, ["b", "c"]), 200);
        assert.equal(await status({ scp: ["b"] }, ["b"]), 200);
        assert.equal(await status({ scope: "bc" }, ["b", "c"]), 403);
        const { token } = await sampleIssuer();
        const served = await sending(await token(), ["b", "c"]);
        assert.equal(header(served, "www-authenticate"), 'Bearer scope="b c" error="insufficient_scope"');
    });

    it("rejects a token that another key signed, or none, and one without a key's id", async () => {
        const { token } = await sampleIssuer();
        assert.equal((await sending(await token({}, {}))).response.status, 401);
        assert.equal((await sending(await token({}, { kid: "other" }))).response.status, 401);
        const { privateKey } = await generateKeyPair("RS256");
        const claims = () => new SignJWT({ iss: issuer, aud: "shop", exp: issuedAt + 60 });
        const forged = await claims().setProtectedHeader({ alg: "RS256", kid: "key1" }).sign(privateKey);
        assert.equal((await sending(forged)).response.status, 401);
        const symmetric = await claims().setProtectedHeader({ alg: "HS256", kid: "key1" }).sign(new Uint8Array(32));
        assert.equal((await sending(symmetric)).response.status, 401);
        const [head, body] = (await token()).split(".");
        assert.equal((await sending(`${head}.${body}.`)).response.status, 401);
    });

    it("accepts RSA keys only", async () => {
        const { privateKey, publicKey } = await generateKeyPair("ES256");
        const jwk = { ...(await exportJWK(publicKey)), kid: "key1", alg: "ES256" };
        const fetchJson = async (from: string) =>
            from.endsWith("/keys") ? { keys: [jwk] } : { jwks_uri: `${issuer}/keys` };
        const token = await new SignJWT({ iss: issuer, aud: "shop", exp: issuedAt + 60 })
            .setProtectedHeader({ alg: "ES256", kid: "key1" })
            .sign(privateKey);
        const served = await bench(api(), { fetchJson }).send("GET", url, { authorization: token });
        assert.equal(served.response.status, 401);
    });

    it("fetches the keys once in two hours, and again after a failure", async () => {
        const { fetchJson, token } = await sampleIssuer();
        const fetched: string[] = [];
        let isDown = true;
        const made = bench(api(), {
            fetchJson: async (from) => {
                fetched.push(from);
                if (isDown) throw new Error("the issuer\nis down");
                return fetchJson(from);
            },
        });
        const authorization = await token({ exp: issuedAt + 100_000 });
        const send = () => made.send("GET", url, { authorization });
        const failed = await send();
        assert.match(header(failed, "www-authenticate") ?? "", /cannot be fetched: the issuer is down"$/);
        isDown = false;
        assert.equal((await send()).response.status, 200);
        assert.equal((await send()).response.status, 200);
        const configuration = `${issuer}/.well-known/openid-configuration`;
        assert.deepEqual(fetched, [configuration, configuration, `${issuer}/keys`]);
        made.now += 2 * 60 * 60 * 1000;
        await send();
        assert.equal(fetched.length, 5);
    });

    it("rejects every token without a way to fetch keys", async () => {
        const { token } = await sampleIssuer();
        const served = await bench(api()).send("GET", url, { authorization: await token() });
        assert.match(header(served, "www-authenticate") ?? "", /nothing is fetched here/);
    });
});
