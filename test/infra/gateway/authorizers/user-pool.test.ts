import assert from "node:assert/strict";
import { UserPool, type UserPoolArgs } from "../../../../infra/gateway/authorizers/user-pool";
import { inputsOf, listed, outputsOf, record } from "../../recorder";

const args: UserPoolArgs = {
    poolName: "shop-dev",
    mfa: "optional",
    passwordLength: 12,
    selfSignUp: false,
    tokenMinutes: 30,
    domainPrefix: "shop-dev",
    resourceServers: { accounts: ["read", "write"] },
    appClients: {
        users: { grant: "signIn", scopes: [] },
        web: { grant: "authorizationCode", callbackUrls: ["https://shop.dev/"], scopes: ["openid", "accounts/read"] },
        batch: { grant: "clientCredentials", scopes: ["accounts/write"] },
    },
    deletionProtection: true,
};
const build = (changes: Partial<UserPoolArgs> = {}) => record(() => new UserPool("shop-dev", { ...args, ...changes }));
const [poolType, clientType] = ["aws:cognito/userPool:UserPool", "aws:cognito/userPoolClient:UserPoolClient"];

describe("UserPool", () => {
    it("is a pool of users whom administrators create, with a second factor by an app", async () => {
        const pool = inputsOf(await build(), poolType);
        assert.deepEqual(
            [pool.name, pool.usernameAttributes, pool.adminCreateUserConfig, pool.mfaConfiguration],
            ["shop-dev", ["email"], { allowAdminCreateUserOnly: true }, "OPTIONAL"],
        );
        assert.deepEqual(pool.softwareTokenMfaConfiguration, { enabled: true });
        assert.equal(Object(pool.passwordPolicy).minimumLength, 12);
        const open = inputsOf(await build({ mfa: "off", selfSignUp: true }), poolType);
        assert.deepEqual(
            [open.mfaConfiguration, open.softwareTokenMfaConfiguration, open.adminCreateUserConfig],
            ["OFF", undefined, { allowAdminCreateUserOnly: false }],
        );
    });

    it("is protected from deletion as the stack is", async () => {
        assert.equal(inputsOf(await build(), poolType).deletionProtection, "ACTIVE");
        assert.equal(inputsOf(await build({ deletionProtection: false }), poolType).deletionProtection, "INACTIVE");
    });

    it("has the scopes of the APIs, before any application asks for them", async () => {
        const registered = await build();
        const server = inputsOf(registered, "aws:cognito/resourceServer:ResourceServer");
        assert.deepEqual([server.identifier, server.userPoolId], ["accounts", "shop-dev_id"]);
        assert.deepEqual(
            (server.scopes as { scopeName: string }[]).map(({ scopeName }) => scopeName),
            ["read", "write"],
        );
        for (const { dependencies = [] } of registered.filter(({ type }) => type === clientType))
            assert.ok(dependencies.includes("aws:cognito/resourceServer:ResourceServer accounts"), dependencies.join());
    });

    it("has applications that get tokens as they say, and in no other way", async () => {
        const registered = await build();
        const flows = (name: string) => {
            const client = inputsOf(registered, clientType, name);
            assert.deepEqual([client.accessTokenValidity, client.idTokenValidity], [30, 30]);
            const { explicitAuthFlows, allowedOauthFlows, allowedOauthScopes, generateSecret, callbackUrls } = client;
            return { explicitAuthFlows, allowedOauthFlows, allowedOauthScopes, generateSecret, callbackUrls };
        };
        const [none, refresh] = [undefined, "ALLOW_REFRESH_TOKEN_AUTH"];
        assert.deepEqual(flows("users"), {
            explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", refresh],
            ...{ allowedOauthFlows: none, allowedOauthScopes: none, generateSecret: none, callbackUrls: none },
        });
        assert.deepEqual(flows("web"), {
            explicitAuthFlows: [refresh],
            allowedOauthFlows: ["code"],
            allowedOauthScopes: ["openid", "accounts/read"],
            generateSecret: none,
            callbackUrls: ["https://shop.dev/"],
        });
        assert.deepEqual(flows("batch"), {
            explicitAuthFlows: [refresh],
            allowedOauthFlows: ["client_credentials"],
            allowedOauthScopes: ["accounts/write"],
            generateSecret: true,
            callbackUrls: none,
        });
    });

    it("has a host name only if it is given one", async () => {
        const domains = async (changes: Partial<UserPoolArgs>) =>
            listed(await build(changes)).filter((each) => each.includes("userPoolDomain"));
        assert.equal((await domains({})).length, 1);
        assert.deepEqual(await domains({ domainPrefix: undefined }), []);
    });

    it("registers the ids of the pool and of the applications", async () => {
        const outputs = outputsOf(await build(), "gatehouse:gateway:UserPool");
        assert.deepEqual(outputs, {
            userPoolId: "shop-dev_id",
            appClientIds: { users: "users_id", web: "web_id", batch: "batch_id" },
        });
    });
});
