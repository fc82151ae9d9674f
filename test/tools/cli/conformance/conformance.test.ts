import assert from "node:assert/strict";
import { gatewayResponsesBody } from "../../../../openapi/derive/gateway-responses";
import { conformanceCommand } from "../../../../tools/cli/conformance/conformance-command";
import { QuotaCounters } from "../../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../../tools/gateway-emulator/limits/token-bucket";
import { readBody } from "../../../../tools/gateway-emulator/state/read-body";
import { operation } from "../../gateway-emulator/sample-api";
import {
    allFlags,
    check,
    correctApi,
    listed,
    type Outcome,
    open,
    operations,
    picture,
    preflight,
    stageWith,
} from "./rig";

/** Asserts that the lines that do not hold match these patterns, in this order. */
function assertOpen({ open: lines, output }: Outcome, ...expected: readonly RegExp[]): void {
    assert.equal(lines.length, expected.length, output);
    for (const [index, form] of expected.entries()) assert.match(lines[index] ?? "", form);
}

describe("npm run conformance", function () {
    // One run sends 20,000 requests.
    this.timeout(120_000);

    it("holds for an API that keeps the rules, with every flag, within its bound of requests", async () => {
        const { code, output, open } = await check(correctApi());
        assert.deepEqual([code, open], [0, []], output);
        assert.match(output, /R3 {5}· a client above its plan's rate gets 429 · holds: after \d+ requests/);
        const [, held, sent] = /\n(\d+) hold, 0 broken, 0 not checked · (\d+) requests/.exec(output) ?? [];
        assert.equal(held, "13");
        assert.ok(Number(sent) < 60 + 3 * 60 + 4 * 10, output);
    });

    it("holds for errors in the company's format, with the statuses of the settings", async () => {
        const body = gatewayResponsesBody(
            { allowOrigin: "*", allowHeaders: ["x-api-key"] },
            {
                DEFAULT_4XX: {
                    headers: { "Content-Type": "application/problem+json" },
                    templates: { "application/json": '{"title":$context.error.messageString}' },
                },
                INVALID_API_KEY: { status: 401 },
                MISSING_AUTHENTICATION_TOKEN: { status: 404 },
            },
        );
        const { gatewayResponses } = readBody(
            JSON.stringify({ openapi: "3.0.1", paths: {}, "x-amazon-apigateway-gateway-responses": body }),
        );
        const { code, output, open } = await check(correctApi({ gatewayResponses }));
        assert.deepEqual([code, open], [0, []], output);
    });

    it("finds a rejection that is a success, or that comes from a backend", async () => {
        const hidden = { INVALID_API_KEY: { statusCode: "200", responseParameters: {}, responseTemplates: {} } };
        const outcome = await check(correctApi({ gatewayResponses: hidden }), []);
        assert.equal(outcome.code, 1);
        assert.match(outcome.open[0] ?? "", /^R4 .* without a key is rejected · broken: got 200 ForbiddenException /);
        const keyless = operations.map((each) => ({ ...each, apiKeyRequired: false }));
        const denied = async () =>
            ({
                kind: "response",
                status: 403,
                headers: [
                    ["date", new Date().toUTCString()],
                    ["x-amzn-ErrorType", "ForbiddenException"],
                ],
                body: Buffer.from('{"message":"Forbidden"}'),
            }) as const;
        const other = await check(correctApi({ operations: keyless }), [], undefined, { backend: denied });
        assert.match(other.open[0] ?? "", /^R4 .* without a key is rejected · broken: got 403 ForbiddenException /);
    });

    it("holds below a domain name too, with a base path and at the root", async () => {
        for (const [path, url] of [
            ["v1", "ORIGIN/v1"],
            ["", "ORIGIN"],
        ] as const) {
            const domains = { "127.0.0.1": { [path]: "Test" } };
            const { code, output, open } = await check(correctApi({ domains }), [...allFlags, "--url", url]);
            assert.deepEqual([code, open], [0, []], output);
        }
    });

    it("reports what it cannot observe as not checked, with the flag that it needs", async () => {
        const outcome = await check(correctApi(), []);
        assert.equal(outcome.code, 0);
        assertOpen(
            outcome,
            /^R2 .* its TTL .*not checked: want --ttl/,
            /^R2 .* other parameters .*not checked: want --vary/,
            /^R2 .* constantly refreshed .*not checked: want --volatile/,
            /^R1 .*not checked: want --direct/,
            /^R3 .*not checked: want --rate N and --burst N/,
        );
    });

    it("R4: detects an operation that needs no key", async () => {
        const api = correctApi({ operations: [{ ...listed, apiKeyRequired: false }, ...operations.slice(1)] });
        const outcome = await check(api, []);
        assert.equal(outcome.code, 1);
        const broken = outcome.open.filter((line) => line.startsWith("R4"));
        assert.equal(broken.length, 2, outcome.output);
        assert.match(broken[0] ?? "", /without a key is rejected · broken: got 200 .*, want 403/);
        assert.match(broken[1] ?? "", /with an unknown key is rejected · broken: got 200/);
    });

    it("R4: detects an API that responds to an unknown operation", async () => {
        const outcome = await check(correctApi({ operations: [...operations, operation("GET", "/{proxy+}")] }), []);
        assert.match(outcome.open[0] ?? "", /^R4 .* unknown operation is rejected · broken: got 200/);
    });

    it("R4: detects a key that is rejected", async () => {
        const outcome = await check(correctApi({ keys: [] }), []);
        assert.match(outcome.open[0] ?? "", /^R4 .* with the key succeeds · broken: got 403 .*Forbidden/);
    });

    const ofCache = /^R2 .* comes from the cache, .* · broken: got responses that the backend created at /;
    const withoutTtl = allFlags.slice(2);

    it("R2: detects a response that is not cached", async () => {
        const stages = { Test: stageWith({ cachingEnabled: false }) };
        assertOpen(await check(correctApi({ stages }), withoutTtl), ofCache, /not checked: want --ttl/);
    });

    it("R2: detects a cache that any client may bypass", async () => {
        const stages = { Test: stageWith({ requireAuthorizationForCacheControl: false }) };
        assertOpen(await check(correctApi({ stages })), ofCache);
    });

    it("R2: detects a response that is cached too long, or not long enough", async () => {
        const longer = correctApi({ stages: { Test: stageWith({ cacheTtlInSeconds: 300 }) } });
        assertOpen(await check(longer), /its TTL .* · broken: got the response of .* again more than 60 s later/);
        const shorter = correctApi({ stages: { Test: stageWith({ cacheTtlInSeconds: 50 }) } });
        assertOpen(await check(shorter), /its TTL .* · broken: got a response of .*, then one of .*, want .* 60 s/);
    });

    const keyed: readonly [string, Parameters<typeof correctApi>[0], RegExp][] = [
        [
            "query",
            { operations: [operation("GET", "/pictures"), ...operations.slice(1)] },
            /query limit=2 got the response for the other value/,
        ],
        [
            "header",
            {
                operations: [
                    operation("GET", "/pictures", {
                        integration: { cacheKeyParameters: ["method.request.querystring.limit"] },
                    }),
                    ...operations.slice(1),
                ],
            },
            /header Accept-Language=\w\w got the response for the other value/,
        ],
        [
            "path",
            { operations: [listed, picture(), ...operations.slice(2)] },
            /broken: \/pictures\/b got the response for the other value/,
        ],
    ];
    for (const [place, changes, reason] of keyed) {
        it(`R2: detects a ${place} parameter that is missing from the cache key`, async () => {
            const outcome = await check(correctApi(changes));
            assertOpen(outcome, /^R2 .* requests with other parameters get their own responses · broken: /);
            assert.match(outcome.open[0] ?? "", reason);
        });
    }

    it("R2: detects volatile content that is cached", async () => {
        const stages = { Test: stageWith({}, { cachingEnabled: true }) };
        assertOpen(
            await check(correctApi({ stages })),
            /constantly refreshed content is not cached · broken: got the response of/,
        );
    });

    it("R2: does not check a cache whose backend sends no Date", async () => {
        const responses = async () =>
            ({ kind: "response", status: 200, headers: [], body: Buffer.from("[]") }) as const;
        const outcome = await check(correctApi(), [], undefined, { backend: responses });
        assert.match(
            outcome.open[0] ?? "",
            /^R2 .* cache, .* · not checked: \/pictures comes without x-amzn-Remapped-Date/,
        );
    });

    it("R3: detects a plan that allows twice its rate", async () => {
        const plans = [{ id: "p1", name: "standard", stages: [{ stage: "Test", throttles: {} }] }];
        const outcome = await check(correctApi({ plans }));
        assertOpen(outcome, /^R3 .* · broken: 220 requests in .* s got 200, where the plan allows \d+$/);
        assert.match(outcome.output, / · 2\d\d requests\n$/);
    });

    it("R3: does not check a rate that it does not reach, nor a key whose quota is used up", async () => {
        const wide = allFlags.map((flag) => (flag === "60" ? "500" : flag));
        const plans = [{ id: "p1", name: "standard", stages: [{ stage: "Test", throttles: {} }] }];
        const slow = allFlags.map((flag) => (flag === "10" ? "100000" : flag));
        assertOpen(
            await check(correctApi({ plans }), slow.slice(2)),
            /want --ttl/,
            /^R3 .* not checked: .*too slow from here/,
        );
        const counters = { buckets: new TokenBuckets(), quotas: new QuotaCounters() };
        const quota = { limit: 100, offset: 0, period: "DAY" } as const;
        const limited = [{ id: "p1", name: "standard", stages: [{ stage: "Test", throttles: {} }], quota }];
        const outcome = await check(correctApi({ plans: limited }), wide.slice(2), undefined, { counters });
        assert.match(outcome.open.at(-1) ?? "", /^R3 .* not checked: the key's quota is used up/);
    });

    it("R3: detects a rejection of another form", async () => {
        const outcome = await check(correctApi(), allFlags, (response) =>
            response.status === 429 ? { ...response, status: 503 } : response,
        );
        assertOpen(outcome, /^R3 .* broken: got 503 TooManyRequestsException .*, want 429/);
    });

    const errors: readonly [string, string, RegExp][] = [
        ["an error without its type", "x-amzn-ErrorType", /x-amzn-ErrorType none, want ForbiddenException/],
        ["a response without a request id", "x-amzn-RequestId", /a response: got x-amzn-RequestId none/],
        ["an error without its media type", "Content-Type", /a call without a key: got no Content-Type/],
    ];
    for (const [problem, header, reason] of errors) {
        it(`Errors: detects ${problem}`, async () => {
            const outcome = await check(correctApi(), allFlags.slice(0, -8), (response) => ({
                ...response,
                headers: response.headers.filter(([name]) => name !== header),
            }));
            const line = outcome.open.find((each) => each.startsWith("Errors"));
            assert.match(line ?? outcome.output, reason);
        });
    }

    it("CORS: detects a preflight that fails, or allows no key", async () => {
        const without = correctApi({ operations: operations.slice(0, -1) });
        const lines = (await check(without)).open;
        assert.match(lines[0] ?? "", /^CORS .* preflight .* broken: got status 403, want 2xx/);
        const closed = preflight({ ...open, "Access-Control-Allow-Headers": "Content-Type" });
        const keyless = correctApi({ operations: [...operations.slice(0, -1), closed] });
        assertOpen(await check(keyless), /^CORS .* broken: got no X-Api-Key in Access-Control-Allow-Headers/);
    });

    it("CORS: detects an error that a page may not read", async () => {
        assertOpen(
            await check(correctApi({ gatewayResponses: {} })),
            /^CORS .* broken: a rejection without a key: got Access-Control-Allow-Origin none/,
        );
    });

    it("CORS: is not checked without --origin if the API has no CORS", async () => {
        const api = correctApi({ operations: operations.slice(0, -1), gatewayResponses: {} });
        const cors = (await check(api, [])).open.filter((line) => line.startsWith("CORS"));
        assert.equal(cors.length, 2);
        for (const line of cors) assert.match(line, /not checked: the API has no CORS/);
    });

    it("R1: detects a load balancer that can be reached, and does not check one without an address", async () => {
        const reached = [...allFlags.slice(0, -1), "ORIGIN"];
        assertOpen(await check(correctApi(), reached), /^R1 .* broken: got 403 from http/);
        const unresolvable = [...allFlags.slice(0, -1), "http://nlb.invalid"];
        assertOpen(
            await check(correctApi(), unresolvable),
            /^R1 .* not checked: http:\/\/nlb.invalid has no address here/,
        );
    });

    it("reports an API that does not respond as broken", async () => {
        let output = "";
        const argv = ["--url", "http://127.0.0.1:1/Test", "--key", "x", "--path", "/"];
        const code = await conformanceCommand(argv, (text) => {
            output += text;
        });
        assert.equal(code, 1);
        assert.match(output, /R4 .* · broken: got no response: ECONNREFUSED/);
    });

    it("rejects missing and unknown flags, all at once", async () => {
        await assert.rejects(conformanceCommand(["--url", "x"]), /"--url".*\n"--key".*\n"--path": got nothing/);
        await assert.rejects(
            conformanceCommand(["--uri", "x"]),
            /^UsageError: "--uri": got an unknown flag, .*; did you mean "--url"/,
        );
        const bad = ["--ttl", "0", "--vary", "limit=1", "--rate", "5", "--origin", "example.com", "--direct", "nlb"];
        const valid = ["--url", "http://127.0.0.1:1", "--key", "x", "--path", "/"];
        await assert.rejects(
            conformanceCommand([...valid, ...bad]),
            /"--ttl".*\n"--vary": got "limit=1", want query:.*\n"--origin".*\n"--direct".*\n"--burst": got nothing/,
        );
    });

    it("prints its bounds with --help", async () => {
        let output = "";
        assert.equal(
            await conformanceCommand(["--help"], (text) => {
                output += text;
            }),
            0,
        );
        assert.match(output, /at most 60 requests; with --rate, .* at most 20000/);
    });
});
