import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { greeting } from "../../../../tools/cli/serve/greeting";
import { LocalGateway } from "../../../../tools/cli/serve/local-gateway";
import type { GatewayRequest } from "../../../../tools/gateway-emulator/http/message";
import { withFolder } from "../../../with-folder";
import { authorizedApi, poolId, tokenFunction } from "../../gateway-emulator/authorization/authorized-api";
import { signed } from "../../gateway-emulator/authorization/signed";

const code = `
const counts = {};
exports.handler = async ({ authorizationToken: token, methodArn }) => {
    console.log("asked for " + methodArn.split("/").slice(1).join("/"));
    counts[token] = (counts[token] ?? 0) + 1;
    if (token === "Bearer wrong") throw new Error("Unauthorized");
    const [arn] = methodArn.split("/");
    const Statement = [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: arn + "/*" }];
    return { principalId: "ada", policyDocument: { Version: "2012-10-17", Statement }, context: { role: process.env.ROLE } };
};`;

describe("LocalCallers", () => {
    const lines: string[] = [];
    const origin = "http://127.0.0.1:8080";

    async function withGateway(use: (gateway: LocalGateway, send: Send) => Promise<void>): Promise<void> {
        await withFolder(async (projectFolder) => {
            const folder = join(projectFolder, "function");
            mkdirSync(folder);
            writeFileSync(join(folder, "index.js"), code);
            const nodeFunctions = { "shop-token": { ...tokenFunction, folder, environment: { ROLE: "reader" } } };
            const mock = { type: "mock" as const, responses: { default: { statusCode: "200", ...noTemplates } } };
            const base = authorizedApi({ nodeFunctions, apps: {} });
            const operations = base.operations.map((operation) => ({
                ...operation,
                integration: {
                    ...operation.integration,
                    ...mock,
                    requestTemplates: { "application/json": '{"statusCode": 200}' },
                },
            }));
            const gateway = new LocalGateway({ projectFolder, explains: true, log: (line) => lines.push(line) });
            try {
                await gateway.publish({ api: { ...base, operations } }, new AbortController().signal);
                await use(gateway, async (method, url, headers = {}, body = "") => {
                    const request: GatewayRequest = {
                        ...{ method, url, headers: Object.entries(headers), body: Buffer.from(body) },
                        sourceIp: "127.0.0.1",
                    };
                    const served = await gateway.serve(request);
                    assert.ok(served);
                    return [served.response.status, served.response.body.toString("utf8")];
                });
            } finally {
                await gateway.close();
            }
        });
    }

    it("run the function of an authorizer", async () => {
        await withGateway(async (_, send) => {
            const status = async (token: string) => (await send("GET", "/Test/token", { Authorization: token }))[0];
            assert.deepEqual(
                [await status("Bearer one"), await status("Bearer wrong"), await status("one")],
                [200, 401, 401],
            );
        });
        assert.deepEqual(lines, ["shop-token: asked for Test/GET/token", "shop-token: asked for Test/GET/token"]);
    });

    it("get tokens of the local user pool", async () => {
        await withGateway(async (gateway, send) => {
            assert.match(
                gateway.callers.notice(origin) ?? "",
                /curl -d username=ada -d scope=shop\/read http:\/\/127\.0\.0\.1:8080\/~local\/tokens/,
            );
            const [status, text] = await send(
                "POST",
                "/~local/tokens",
                {},
                "username=ada&scope=shop/read&email=a@b.example",
            );
            assert.equal(status, 200);
            const { id_token: id, access_token: access } = JSON.parse(text);
            assert.equal((await send("GET", "/Test/pool", { Authorization: id }))[0], 200);
            assert.equal((await send("GET", "/Test/scoped", { Authorization: `Bearer ${access}` }))[0], 200);
            const claims = JSON.parse(Buffer.from(id.split(".")[1], "base64url").toString());
            assert.deepEqual(
                [claims["cognito:username"], claims.email, claims.token_use],
                ["ada", "a@b.example", "id"],
            );
            const [, expired] = await send("POST", "/~local/tokens", {}, "expires_in=-1");
            const { id_token: old } = JSON.parse(expired);
            assert.deepEqual(await send("GET", "/Test/pool", { Authorization: old }), [
                401,
                '{"message":"The incoming token has expired"}',
            ]);
            const [, keys] = await send("GET", `/~local/${poolId}/.well-known/jwks.json`);
            assert.deepEqual(Object.keys(JSON.parse(keys).keys[0]).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
        });
    });

    it("are shown no example of a call that needs more than a key", () => {
        const example = /curl -i (http\S+)/;
        const api = authorizedApi({});
        const keyed = api.operations.map((each) => ({ ...each, method: "GET", apiKeyRequired: true }));
        const withKey = { ...api, operations: keyed.filter(({ path }) => path !== "/open").concat(keyed) };
        assert.equal(example.exec(greeting({ api: withKey }, "dev", origin))?.[1], `${origin}/Test/open`);
        const operations = keyed.filter(({ authorization }) => authorization !== undefined);
        assert.doesNotMatch(greeting({ api: { ...api, operations } }, "dev", origin), example);
    });

    it("get credentials to sign calls with", async () => {
        await withGateway(async (gateway, send) => {
            const notice = gateway.callers.notice(origin) ?? "";
            const [, accessKeyId = "", secretAccessKey = ""] =
                /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(notice) ?? [];
            const [, text] = await send("POST", "/~local/credentials", {}, "expires_in=60");
            const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(text);
            const temporary = {
                accessKeyId: AccessKeyId,
                secretAccessKey: SecretAccessKey,
                sessionToken: SessionToken,
            };
            for (const given of [{ accessKeyId, secretAccessKey }, temporary]) {
                const caller = { accountId: "", arn: "", principalArn: "", userId: "", type: "User" as const };
                const headers = await signed({ ...given, caller, policy: [] }, { path: "/Test/iam", at: Date.now() });
                assert.equal((await send("GET", "/Test/iam", headers))[0], 200);
            }
            assert.equal((await send("GET", "/Test/iam"))[0], 403);
            assert.ok(!lines.some((line) => line.includes(secretAccessKey)));
        });
    });

    it("learn what they may ask for", async () => {
        await withGateway(async (_, send) => {
            assert.deepEqual(await send("POST", "/~local/tokens", {}, "pool=other"), [
                400,
                `{\n  "message": "pool: got \\"other\\", want a user pool of the stack: ${poolId}"\n}\n`,
            ]);
            assert.equal((await send("POST", "/~local/tokens", {}, "expires_in=soon"))[0], 400);
            assert.equal((await send("GET", "/~local/tokens"))[0], 404);
        });
    });
});

const noTemplates = { responseParameters: {}, responseTemplates: {} };
type Send = (
    method: string,
    url: string,
    headers?: Readonly<Record<string, string>>,
    body?: string,
) => Promise<readonly [number, string]>;
