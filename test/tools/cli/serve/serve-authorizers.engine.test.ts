import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { projectFolder } from "../../../../tools/cli/project/project";
import { serveCommand } from "../../../../tools/cli/serve/serve-command";
import type { LocalCredentials } from "../../../../tools/gateway-emulator/authorization/local-credentials";
import { signed } from "../../gateway-emulator/authorization/signed";

describe("npm run serve with the example of authorizers", function () {
    this.timeout(20 * 60_000);
    let output = "";
    const stop = new AbortController();
    let ended: Promise<number>;
    let origin = "";
    let key = "";

    before(async () => {
        const argv = ["--port", "0", "--explain", "--config-file", "stacks/examples/Pulumi.authorizers.yaml"];
        ended = serveCommand(argv, stop.signal, projectFolder, (text) => {
            output += text;
        });
        await Promise.race([ended, untilStarted()]);
        origin = /Test +(http:\S+)\/Test/.exec(output)?.[1] ?? "";
        key = /^ +web +(\w+)$/m.exec(output)?.[1] ?? "";
    });
    after(async () => {
        stop.abort();
        assert.equal(await ended, 0);
    });

    async function untilStarted(): Promise<void> {
        while (!output.includes("Ctrl-C")) await setTimeout(50);
    }

    async function send(path: string, headers: Readonly<Record<string, string>> = {}, init: RequestInit = {}) {
        const response = await fetch(`${origin}/Test/accounts${path}`, {
            ...init,
            headers: { "x-api-key": key, ...headers },
        });
        const text = await response.text();
        const reason = response.headers.get("x-local-reason") ?? "";
        return { status: response.status, text, reason, cache: response.headers.get("x-local-cache") };
    }

    it("demands the key of each operation, and credentials of those with an authorizer", async () => {
        assert.equal((await send("/status")).status, 200);
        assert.equal(
            (await send("/statement", { Authorization: "Bearer demo-ada", "x-api-key": "other" })).status,
            403,
        );
        for (const path of ["/statement", "/tenant", "/profile"]) assert.equal((await send(path)).status, 401, path);
        assert.equal((await send("/audit")).status, 403);
    });

    it("runs the function for tokens, and gives no caller the cached response of another", async () => {
        const get = (token: string) => send("/statement", { Authorization: `Bearer ${token}` });
        const [ada, bob] = [await get("demo-ada"), await get("demo-bob")];
        assert.equal(ada.status, 200, ada.text + ada.reason);
        assert.match(ada.text, /"caller":\s*"ada"/);
        assert.match(bob.text, /"caller":\s*"bob"/);
        assert.deepEqual(await get("demo-ada"), { ...ada, cache: "hit" });
        assert.deepEqual(await get("demo-bob"), { ...bob, cache: "hit" });
        assert.equal((await get("none")).status, 401);
    });

    it("runs the function for tenants", async () => {
        assert.equal((await send("/tenant", { "X-Tenant": "north" })).status, 200);
        const denied = await send("/tenant", { "X-Tenant": "west" });
        assert.equal(denied.status, 403);
        assert.match(denied.text, /with an explicit deny in an identity-based policy/);
    });

    it("accepts tokens of the local user pool", async () => {
        const body = new URLSearchParams({ username: "ada", scope: await scope() });
        const issued = await fetch(`${origin}/~local/tokens`, { method: "POST", body });
        const { id_token: id, access_token: access } = (await issued.json()) as Record<string, string>;
        const profile = await send("/profile", { Authorization: id ?? "" });
        assert.equal(profile.status, 200, profile.text + profile.reason);
        const transfer = { method: "POST", body: '{"to":"bob","amount":1}' };
        const headers = { Authorization: access ?? "", "Content-Type": "application/json" };
        const transferred = await send("/transfers", headers, transfer);
        assert.equal(transferred.status, 201, transferred.text + transferred.reason);
        assert.equal((await send("/transfers", { ...headers, Authorization: id ?? "" }, transfer)).status, 401);
        assert.equal((await send("/profile", { Authorization: access ?? "" })).status, 401);
    });

    // The scope has the name of the stack's resource server, which the error names.
    async function scope(): Promise<string> {
        const body = new URLSearchParams({ scope: "other" });
        const issued = await fetch(`${origin}/~local/tokens`, { method: "POST", body });
        const { access_token: token } = (await issued.json()) as Record<string, string>;
        const { reason } = await send("/transfers", { Authorization: token ?? "" }, { method: "POST", body: "{}" });
        return /none of the scopes (\S+)/.exec(reason)?.[1] ?? reason;
    }

    it("accepts calls that are signed with the local credentials", async () => {
        const [, accessKeyId = "", secretAccessKey = ""] =
            /AWS_ACCESS_KEY_ID=(\S+) AWS_SECRET_ACCESS_KEY=(\S+)/.exec(output) ?? [];
        const caller = { accountId: "", arn: "", principalArn: "", userId: "", type: "User" as const };
        const credentials: LocalCredentials = { accessKeyId, secretAccessKey, caller, policy: [] };
        const { host } = new URL(origin);
        const path = "/Test/accounts/audit";
        const { host: _, ...headers } = await signed(credentials, { path, at: Date.now(), headers: { host } });
        const audit = await send("/audit", headers);
        assert.equal(audit.status, 200, audit.text + audit.reason);
    });
});
