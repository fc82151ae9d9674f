import assert from "node:assert/strict";
import { once } from "node:events";
import { conformanceCommand } from "../../../../tools/cli/conformance/conformance-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import { createGatewayServer } from "../../../../tools/gateway-emulator/http/http-server";
import type { GatewayResponse } from "../../../../tools/gateway-emulator/http/message";
import type { DeployedHttpApi } from "../../../../tools/http-emulator/state/deployed-http-api";
import { answer, bench, keyAuthorizer, route, sampleHttpApi } from "../../http-emulator/sample-http-api";

const plan = { rate: 10, burst: 60 };
const cors = {
    allowOrigins: ["*"],
    allowMethods: ["GET"],
    allowHeaders: ["x-api-key"],
    exposeHeaders: [],
    allowCredentials: false,
};

/** An API whose authorizer knows one key, and lets through so many calls of it. */
function correctApi(changes: Partial<DeployedHttpApi> = {}): DeployedHttpApi {
    return sampleHttpApi({ routes: [route("GET /api/books", { authorizer: keyAuthorizer })], cors, ...changes });
}

async function check(
    api: DeployedHttpApi,
    {
        flags = [],
        change = (response) => response,
        allowed = plan.burst,
    }: {
        readonly flags?: readonly string[];
        readonly change?: (response: GatewayResponse) => GatewayResponse;
        readonly allowed?: number;
    } = {},
) {
    let taken = 0;
    const made = bench(api, {
        responses: async () => answer(200, "[]"),
        returns: ({ identitySource }) => {
            const isKnown = Array.isArray(identitySource) && identitySource[0] === "key-of-web";
            return { isAuthorized: isKnown && taken++ < allowed };
        },
    });
    const server = createGatewayServer(
        async ({ method, url, headers }) =>
            // The API is known by its host.
            change(
                (
                    await made.send(method, url, [
                        ...headers.filter(([name]) => name.toLowerCase() !== "host"),
                        ["Host", api.endpoint],
                    ])
                ).response,
            ),
        (error) => assert.fail(String(error)),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
        const address = server.address();
        assert.ok(typeof address === "object" && address !== null);
        let output = "";
        const url = ["--url", `http://127.0.0.1:${address.port}`, "--publisher", "http"];
        const code = await conformanceCommand(
            [...url, "--key", "key-of-web", "--path", "/api/books", ...flags],
            (text) => {
                output += text;
            },
        );
        return { code, output };
    } finally {
        server.close();
        server.closeAllConnections();
    }
}

const rate = ["--rate", String(plan.rate), "--burst", String(plan.burst)];

describe("npm run conformance of an HTTP API", () => {
    it("holds for an API that keeps the rules, but cannot check a cache", async () => {
        const { code, output } = await check(correctApi(), { flags: [...rate, "--direct", "http://127.0.0.1:1"] });
        assert.equal(code, 0, output);
        assert.match(output, /R3 {5}· a client above its plan's rate gets 403 · holds: after \d+ requests/);
        assert.match(output, /R2 .* not checked: an HTTP API has no cache/);
        assert.match(output, /\n9 hold, 0 broken, 1 not checked/);
    });

    it("finds an API without keys", async () => {
        const { code, output } = await check(correctApi({ routes: [route("GET /api/books")] }));
        assert.equal(code, 1);
        assert.match(output, /a call without a key is rejected · broken: got 200 \[\], want 401 Unauthorized/);
        assert.match(output, /a call with an unknown key is rejected · broken: got 200 \[\], want 403 Forbidden/);
    });

    it("finds a rejection that is not that of the API", async () => {
        const change = (response: GatewayResponse) =>
            response.status === 404 ? { ...response, body: Buffer.from("no rule") } : response;
        const { output } = await check(correctApi(), { change });
        assert.match(
            output,
            /a call of an unknown operation is rejected · broken: got 404 no rule, want 404 Not Found/,
        );
    });

    it("does not take a throttle of the API for the plan of the key, nor calls without any success", async () => {
        const tight = {
            $default: { name: "$default", variables: {}, throttle: { rate: 1, burst: 20 }, routeThrottles: {} },
        };
        const throttled = await check(correctApi({ stages: tight }), { flags: rate, allowed: 1000 });
        assert.match(throttled.output, /R3 .* not checked: the throttle of the API rejects calls before the plan/);
        const denied = await check(correctApi(), { flags: rate, allowed: 0 });
        assert.match(denied.output, /R3 .* broken: got 403 .*, want 403 Forbidden from the API, after some calls/);
    });

    it("finds preflights that fail, and responses that a page may not read", async () => {
        const change = (response: GatewayResponse) => ({
            ...response,
            headers: response.headers.filter(([name]) => !/^access-control-allow-origin$/i.test(name)),
        });
        const flags = ["--origin", "https://example.com"];
        const { output } = await check(correctApi(), { flags, change });
        assert.match(output, /preflight succeeds without a key · broken: got Access-Control-Allow-Origin none/);
        assert.match(output, /a page may read responses · broken: got Access-Control-Allow-Origin none/);
        const { cors: _, ...closed } = correctApi();
        assert.match((await check(closed)).output, /not checked: the API has no CORS for any origin/);
    });

    it("finds responses without an id", async () => {
        const change = (response: GatewayResponse) => ({
            ...response,
            headers: response.headers.filter(([name]) => !/requestid/i.test(name)),
        });
        const { output } = await check(correctApi(), { change });
        assert.match(
            output,
            /Errors · responses have a request id · broken: a response: got no apigw-requestid; a call/,
        );
    });

    it("rejects flags of a cache", async () => {
        const flags = ["--ttl", "60", "--volatile", "/views"];
        await assert.rejects(check(correctApi(), { flags }), (error) => {
            assert.ok(error instanceof UsageError);
            assert.deepEqual(error.problems, [
                '"--ttl": got it with --publisher http, want none, as an HTTP API has no cache',
                '"--volatile": got it with --publisher http, want none, as an HTTP API has no cache',
            ]);
            return true;
        });
    });
});
