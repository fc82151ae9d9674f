import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { CredentialStore } from "../../../../tools/gateway-emulator/authorization/local-credentials";
import { readPolicy } from "../../../../tools/gateway-emulator/authorization/policy";
import { seed } from "../../../openapi/documents";
import { header, wire } from "../sample-api";
import { account, allowAll, authorizedBench, executionArn } from "./authorized-api";
import { presigned, signed, type Unsigned, urlOf } from "./signed";

const start = Date.UTC(2026, 0, 1);
const call: Unsigned = { path: "/Test/iam", at: start };

describe("A signed call", () => {
    it("is accepted with a signature of AWS's SDK in its headers", async () => {
        const { send, credentials } = authorizedBench(allowAll);
        const user = credentials.issueUser(account, "local");
        const headers = await signed(user, call);
        assert.match(headers.authorization ?? "", /^AWS4-HMAC-SHA256 Credential=AKIA/);
        assert.equal((await send("GET", "/Test/iam", headers)).response.status, 200);
    });

    it("is accepted with any path, query, header and body that the SDK signs", async () => {
        const { send, credentials } = authorizedBench(allowAll);
        const user = credentials.issueSession(account, "reader", start + 3_600_000);
        const text = fc.string({ unit: fc.constantFrom(..."aZ09-_.~ !*'()+&=/?%#:@,;ä€"), minLength: 1, maxLength: 8 });
        const generated = fc.record({
            id: text.filter((each) => ![".", ".."].includes(each)),
            query: fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 2 })), { maxKeys: 3 }),
            value: fc.string({ unit: fc.constantFrom(..."a b,=;"), maxLength: 8 }),
            body: text,
        });
        await fc.assert(
            fc.asyncProperty(generated, async ({ id, query, value, body }) => {
                const path = `/Test/iam/${encodeURIComponent(id)}`;
                const unsigned = { ...call, method: "POST", path, query, headers: { "X-Value": value }, body };
                const headers = await signed(user, unsigned);
                const served = await send("POST", urlOf(path, query), headers, body);
                assert.equal(served.response.status, 200, wire(served));
            }),
            { seed, numRuns: 200 },
        );
    });

    it("is accepted with a compressed body, of which the signature is made", async () => {
        const { send, credentials } = authorizedBench(allowAll);
        const user = credentials.issueUser(account, "local");
        const body = gzipSync('{"name": "Cat"}');
        const hash = createHash("sha256").update(body).digest("hex");
        const unsigned = {
            ...call,
            method: "POST",
            headers: { "Content-Encoding": "gzip", "X-Amz-Content-Sha256": hash },
        };
        const headers = await signed(user, unsigned);
        const served = await send("POST", "/Test/iam", headers, body);
        assert.equal(served.response.status, 200, wire(served));
    });

    it("is accepted with a signature in its query, until it expires", async () => {
        const made = authorizedBench(allowAll);
        const user = made.credentials.issueSession(account, "reader", start + 3_600_000);
        const url = await presigned(user, { ...call, query: { tag: "a b" } }, 60);
        const status = async (changed: string) =>
            (await made.send("GET", changed, { host: "localhost:8080" })).response.status;
        assert.deepEqual([await status(url), await status(url.replace("tag=a", "tag=c"))], [200, 403]);
        made.now += 60_000;
        assert.equal(await status(url), 200);
        made.now += 1_000;
        assert.equal(await status(url), 403);
    });

    it("is rejected if anything that it signs is changed", async () => {
        const { send, credentials } = authorizedBench(allowAll);
        const user = credentials.issueUser(account, "local");
        const unsigned = { ...call, method: "POST", headers: { "X-Tenant": "acme" }, query: { a: "1" }, body: "one" };
        const headers = await signed(user, unsigned);
        const refused = async (
            method: string,
            url: string,
            changed: Readonly<Record<string, string>>,
            body: string,
        ) => {
            const served = await send(method, url, { ...headers, ...changed }, body);
            return [served.response.status, header(served, "x-amzn-ErrorType")];
        };
        const invalid = [403, "InvalidSignatureException"];
        assert.deepEqual(await refused("POST", "/Test/iam?a=1", {}, "one"), [200, undefined]);
        assert.deepEqual(await refused("POST", "/Test/iam?a=1", {}, "two"), invalid);
        assert.deepEqual(await refused("POST", "/Test/iam?a=2", {}, "one"), invalid);
        assert.deepEqual(await refused("POST", "/Test/iam/7?a=1", {}, "one"), invalid);
        assert.deepEqual(await refused("GET", "/Test/iam?a=1", {}, "one"), invalid);
        assert.deepEqual(await refused("POST", "/Test/iam?a=1", { "X-Tenant": "other" }, "one"), invalid);
        assert.deepEqual(await refused("POST", "/Test/iam?a=1", { host: "example.com" }, "one"), invalid);
    });

    it("is rejected with a date that no calendar has, and which would never expire", async () => {
        const { send, credentials } = authorizedBench(allowAll);
        const headers = await signed(credentials.issueUser(account, "local"), call);
        const served = await send("GET", "/Test/iam", { ...headers, "x-amz-date": "20261301T250000Z" });
        assert.match(wire(served), /^403 .*Date must be in ISO-8601 'basic format'. Got '20261301T250000Z'/);
    });

    it("names its caller to the access log and to functions", async () => {
        const format = "$context.identity.userArn $context.identity.caller $context.identity.accountId";
        const variables = { link: "link1", host: "shop.internal" };
        const settings = { cacheClusterEnabled: false, cacheClusterSizeGb: 0, methodSettings: {} };
        const stages = { Test: { name: "Test", variables, ...settings, accessLogFormat: format } };
        const { send, credentials } = authorizedBench(allowAll, { stages });
        const user = credentials.issueUser(account, "local");
        const { logLine } = await send("GET", "/Test/iam", await signed(user, call));
        assert.equal(logLine, `arn:aws:iam::${account}:user/local ${user.caller.userId} ${account}`);
    });

    it("may be of a user, or of one of the last 1,000 sessions", () => {
        const store = new CredentialStore();
        const user = store.issueUser(account, "local");
        const sessions = Array.from({ length: 1001 }, () => store.issueSession(account, "reader", start));
        const found = [user, sessions[0], sessions[1], sessions[1000]].map((own) => store.find(own?.accessKeyId ?? ""));
        assert.deepEqual(found, [user, undefined, sessions[1], sessions[1000]]);
    });

    it("is signed for the path below a domain name", async () => {
        const { send, credentials } = authorizedBench(allowAll, { domains: { "api.example.com": { v1: "Test" } } });
        const user = credentials.issueUser(account, "local");
        const headers = await signed(user, { ...call, path: "/v1/iam", headers: { host: "api.example.com" } });
        assert.equal((await send("GET", "/v1/iam", headers)).response.status, 200);
        const wrong = await signed(user, { ...call, path: "/Test/iam", headers: { host: "api.example.com" } });
        assert.equal((await send("GET", "/v1/iam", wrong)).response.status, 403);
    });
});

const policy = (Effect: "Allow" | "Deny", others: object = {}) => ({
    Version: "2012-10-17",
    Statement: [{ Effect, Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*", ...others }],
});

describe("The policies of a signed call", () => {
    const response = async (accountId: string, identity: "Allow" | "Deny" | undefined, resourcePolicy?: unknown) => {
        const { send, credentials } = authorizedBench(allowAll, resourcePolicy === undefined ? {} : { resourcePolicy });
        const { Statement } = policy(identity ?? "Allow", { Principal: undefined, Resource: "*" });
        const own = readPolicy({ Statement: identity === undefined ? [] : Statement });
        const user = credentials.issueUser(accountId, "local", own);
        return wire(await send("GET", "/Test/iam", await signed(user, call)));
    };
    const denied = (accountId: string, reason: string) =>
        `403 {"Message":"User: arn:aws:iam::${accountId}:user/local is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-central-1:********9012:api1/Test/GET/iam ${reason}"}`;
    const other = "210987654321";

    it("are joined as the developer guide's tables say", async () => {
        const nothing = "because no identity-based policy allows the execute-api:Invoke action";
        assert.equal(await response(account, "Allow"), "200 1");
        assert.equal(await response(account, undefined, policy("Allow")), "200 1");
        assert.equal(await response(account, undefined), denied(account, nothing));
        assert.equal(
            await response(account, "Deny", policy("Allow")),
            denied(account, "with an explicit deny in an identity-based policy"),
        );
        assert.equal(
            await response(account, "Allow", policy("Deny")),
            denied(account, "with an explicit deny in a resource-based policy"),
        );
        assert.equal(await response(other, "Allow", policy("Allow")), "200 1");
        assert.equal(
            await response(other, "Allow"),
            denied(other, "because no resource-based policy allows the execute-api:Invoke action"),
        );
        assert.equal(await response(other, undefined, policy("Allow")), denied(other, nothing));
    });

    it("may name the caller", async () => {
        const only = (AWS: string) => policy("Allow", { Principal: { AWS } });
        assert.equal(await response(other, "Allow", only(`arn:aws:iam::${other}:user/local`)), "200 1");
        assert.match(await response(other, "Allow", only(`arn:aws:iam::${other}:user/ada`)), /^403 /);
        const condition = { Condition: { StringEquals: { "aws:PrincipalAccount": other } } };
        assert.equal(await response(other, "Allow", policy("Allow", condition)), "200 1");
    });
});

describe("A resource policy", () => {
    const from = (cidr: string) => ({ Condition: { IpAddress: { "aws:SourceIp": cidr } } });
    const denial = (path: string, reason: string) =>
        `403 {"Message":"User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-central-1:********9012:api1/Test/GET/${path} ${reason}"}`;
    const implicit = "because no resource-based policy allows the execute-api:Invoke action";
    const explicit = "with an explicit deny in a resource-based policy";

    it("has to allow a call without an authorizer", async () => {
        for (const [resourcePolicy, expected] of [
            [policy("Allow"), "200 1"],
            [policy("Allow", from("192.0.2.0/24")), "200 1"],
            [policy("Allow", from("198.51.100.0/24")), denial("open", implicit)],
            [
                policy("Allow", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
                denial("open", implicit),
            ],
            [policy("Deny", from("192.0.2.0/24")), denial("open", explicit)],
            [policy("Allow", { Resource: `${executionArn}/live/*` }), denial("open", implicit)],
        ] as const) {
            const { send } = authorizedBench(allowAll, { resourcePolicy });
            assert.equal(wire(await send("GET", "/Test/open", {})), expected);
        }
    });

    it("denies before a function is called, and does not deny alone after it", async () => {
        const denying = authorizedBench(allowAll, { resourcePolicy: policy("Deny") });
        const headers = { Authorization: "Bearer one" };
        assert.equal(wire(await denying.send("GET", "/Test/token", headers)), denial("token", explicit));
        assert.deepEqual(denying.events, []);
        const silent = authorizedBench(allowAll, { resourcePolicy: policy("Allow", from("198.51.100.0/24")) });
        assert.equal(wire(await silent.send("GET", "/Test/token", headers)), "200 1");
    });

    it("is not asked about a path that the API does not have", async () => {
        const { send } = authorizedBench(allowAll, { resourcePolicy: policy("Deny") });
        assert.equal(wire(await send("GET", "/Test/none", {})), '403 {"message":"Missing Authentication Token"}');
    });

    it("that cannot be evaluated is not served", () => {
        const unknown = policy("Allow", { Condition: { StringMatches: { "aws:SourceIp": "1" } } });
        assert.throws(
            () => authorizedBench(allowAll, { resourcePolicy: unknown }),
            /resource policy of the REST API: .*unknown condition operator/s,
        );
    });
});
