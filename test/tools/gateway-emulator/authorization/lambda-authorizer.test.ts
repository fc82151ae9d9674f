import assert from "node:assert/strict";
import { header, wire } from "../sample-api";
import { allowAll, authorizedBench, executionArn, policyOf } from "./authorized-api";

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe("A Lambda authorizer of type TOKEN", () => {
    it("sends the token and the ARN of the method", async () => {
        const { send, events } = authorizedBench(allowAll);
        assert.equal((await send("GET", "/Test/token/a%20b?x=1", bearer("one"))).response.status, 200);
        const methodArn = `${executionArn}/Test/GET/token/a%20b`;
        assert.deepEqual(events, [{ type: "TOKEN", methodArn, authorizationToken: "Bearer one" }]);
    });

    it("reads its header in any case, as browsers send lower case", async () => {
        const { send } = authorizedBench(allowAll);
        assert.equal((await send("GET", "/Test/token", { authorization: "Bearer one" })).response.status, 200);
    });

    it("is not called without a token, or for one that does not match", async () => {
        const { send, events } = authorizedBench(allowAll);
        for (const headers of [
            {},
            { Authorization: "" },
            { Authorization: "Basic one" },
            { Authorization: "xBearer one" },
        ])
            assert.equal(wire(await send("GET", "/Test/token", headers)), '401 {"message":"Unauthorized"}');
        assert.deepEqual(events, []);
    });

    it("passes values of its context as strings", async () => {
        const context = { tenant: "t1", level: 3, admin: true, none: null };
        const format =
            "$context.authorizer.principalId $context.authorizer.tenant $context.authorizer.level $context.authorizer.admin";
        const { send } = authorizedBench(() => policyOf("Allow", "*", { context }), {
            stages: stagesWith({ accessLogFormat: format }),
        });
        const { logLine } = await send("GET", "/Test/token", bearer("one"));
        assert.equal(logLine, "user-1 t1 3 true");
    });

    it("is called before the key is checked, and the call needs both", async () => {
        const { send, events } = authorizedBench(allowAll);
        const status = async (headers: Readonly<Record<string, string>>) =>
            (await send("GET", "/Test/keyed", headers)).response.status;
        const key = { "x-api-key": "key-of-web" };
        assert.deepEqual(
            [
                await status({}),
                await status(key),
                await status(bearer("one")),
                await status({ ...key, ...bearer("one") }),
            ],
            [401, 401, 403, 200],
        );
        assert.equal(events.length, 1);
    });

    it("chooses the key if the API's key source is the authorizer", async () => {
        for (const [usageIdentifierKey, status] of [
            ["key-of-web", 200],
            ["other", 403],
            [undefined, 403],
        ] as const) {
            const decide = () => policyOf("Allow", "*", { usageIdentifierKey });
            const { send } = authorizedBench(decide, { keySource: "AUTHORIZER" });
            const headers = { ...bearer("one"), "x-api-key": "key-of-web" };
            assert.equal((await send("GET", "/Test/keyed", headers)).response.status, status);
        }
    });
});

function stagesWith(changes: object) {
    const variables = { link: "link1", host: "shop.internal" };
    const base = { name: "Test", variables, cacheClusterEnabled: false, cacheClusterSizeGb: 0, methodSettings: {} };
    return { Test: { ...base, ...changes } };
}

describe("A Lambda authorizer of type REQUEST", () => {
    it("sends the call without its body", async () => {
        const { send, events } = authorizedBench(allowAll);
        await send("POST", "/Test/request?t=1&t=2", { "X-Tenant": "acme", "x-api-key": "k", Host: "h" }, "secret");
        const [event] = events;
        const { requestContext, headers, ...rest } = event as Record<string, Record<string, unknown>>;
        assert.deepEqual(
            [headers?.["X-Tenant"], requestContext?.accountId, requestContext?.httpMethod, requestContext?.stage],
            ["acme", "123456789012", "POST", "Test"],
        );
        assert.equal((requestContext?.identity as Record<string, unknown> | undefined)?.apiKey, "k");
        const { multiValueHeaders, stageVariables, ...others } = rest;
        assert.deepEqual(multiValueHeaders?.["X-Tenant"], ["acme"]);
        assert.equal(stageVariables?.host, "shop.internal");
        assert.deepEqual(others, {
            type: "REQUEST",
            methodArn: `${executionArn}/Test/POST/request`,
            resource: "/request",
            path: "/request",
            httpMethod: "POST",
            queryStringParameters: { t: "2" },
            multiValueQueryStringParameters: { t: ["1", "2"] },
            pathParameters: {},
        });
    });

    it("is not called if one of its identity sources is missing or empty", async () => {
        const { send, events } = authorizedBench(allowAll);
        for (const [url, headers] of [
            ["/Test/request?t=1", {}],
            ["/Test/request", { "X-Tenant": "acme" }],
            ["/Test/request?t=", { "X-Tenant": "acme" }],
        ] as const)
            assert.equal(wire(await send("GET", url, headers)), '401 {"message":"Unauthorized"}');
        assert.deepEqual(events, []);
    });

    it("is called for each call if its results are not kept", async () => {
        const { send, events } = authorizedBench(allowAll);
        for (let call = 0; call < 3; call++) assert.equal((await send("GET", "/Test/unkept", {})).response.status, 200);
        assert.equal(events.length, 3);
    });
});

describe("The kept result of a Lambda authorizer", () => {
    it("is that of the same token, until its time is over", async () => {
        const revoked = new Set<unknown>();
        const made = authorizedBench((event) => {
            if (revoked.has(event.authorizationToken)) throw new Error("Unauthorized");
            return policyOf("Allow", "*");
        });
        const status = async (token: string) => (await made.send("GET", "/Test/token", bearer(token))).response.status;
        assert.deepEqual([await status("one"), await status("one"), await status("two")], [200, 200, 200]);
        assert.equal(made.events.length, 2);
        revoked.add("Bearer one");
        made.now += 300_000;
        assert.equal(await status("one"), 200);
        made.now += 1;
        assert.equal(await status("one"), 401);
        // An error is not kept.
        revoked.clear();
        assert.equal(await status("one"), 200);
    });

    it("denies another path that its policy does not name", async () => {
        const made = authorizedBench(({ methodArn }) => policyOf("Allow", String(methodArn)));
        const status = async (url: string) => (await made.send("GET", url, bearer("one"))).response.status;
        assert.deepEqual([await status("/Test/token/1"), await status("/Test/token/2")], [200, 403]);
        assert.equal(made.events.length, 1);
    });

    it("is not that of another stage", async () => {
        const made = authorizedBench(({ methodArn }) => policyOf("Allow", String(methodArn)));
        const status = async (url: string) => (await made.send("GET", url, bearer("one"))).response.status;
        assert.deepEqual([await status("/Test/token"), await status("/live/token")], [200, 200]);
    });

    it("gives no caller the stage's cached response of another one", async () => {
        const made = authorizedBench(allowAll);
        const send = async (token: string) => {
            const served = await made.send("GET", "/Test/token", bearer(token));
            return [served.response.body.toString(), served.cache];
        };
        assert.deepEqual(
            [await send("one"), await send("two"), await send("one")],
            [
                ["1", "miss"],
                ["2", "miss"],
                ["1", "hit"],
            ],
        );
    });
});

describe("An answer of the stage's cache", () => {
    it("is not given to a caller whose token is rejected meanwhile", async () => {
        let isRevoked = false;
        const made = authorizedBench(() => {
            if (isRevoked) throw new Error("Unauthorized");
            return policyOf("Allow", "*");
        });
        const served = async () => made.send("GET", "/Test/token", bearer("one"));
        assert.deepEqual([(await served()).cache, (await served()).cache], ["miss", "hit"]);
        isRevoked = true;
        // 300 s are the time of the authorizer's result.
        made.now += 300_001;
        const refused = await served();
        assert.equal(wire(refused), '401 {"message":"Unauthorized"}');
        assert.equal(header(refused, "x-amzn-ErrorType"), "UnauthorizedException");
    });
});
