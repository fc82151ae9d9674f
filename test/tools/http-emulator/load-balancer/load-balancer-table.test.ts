import assert from "node:assert/strict";
import type { BackendResponse } from "../../../../tools/gateway-emulator/integration/backend-call";
import { defaultHttpBehavior } from "../../../../tools/http-emulator/call/unverified-http-behavior";
import { chooseAction } from "../../../../tools/http-emulator/load-balancer/listener-rules";
import type { Listener, ListenerRule } from "../../../../tools/http-emulator/state/listener";
import { grades, table } from "../http-readme-table";
import { answer, bench, header, listener, route, sampleHttpApi, wire } from "../sample-http-api";

const url = "/api/books";
const forward = (targetGroupArn: string) => ({ type: "forward", targetGroupArn }) as const;
const rule = (pattern: string, changes: Partial<ListenerRule> = {}): ListenerRule => ({
    priority: 1,
    conditions: [{ type: "path-pattern", values: [pattern] }],
    action: forward(pattern),
    ...changes,
});
const chosen = (rules: readonly ListenerRule[], path: string, unverified = defaultHttpBehavior) => {
    const request = { method: "GET", url: path, host: "Shop.example:80" };
    const { action, url: sent } = chooseAction({ ...listener, rules }, request, unverified);
    return { group: action.type === "forward" ? action.targetGroupArn : undefined, sent };
};
// The request that a target gets, and the client's response.
async function exchange(
    changes: Partial<Listener> = {},
    { path = url, headers = {}, responses = async (): Promise<BackendResponse> => answer(200, "ok"), runs = true } = {},
) {
    const listeners = { listener1: { ...listener, ...changes } };
    const made = bench(sampleHttpApi({ listeners, routes: [route("ANY /{proxy+}")] }), {
        responses,
        isRunning: (app) => runs && app !== "",
    });
    const served = await made.send("GET", path, headers);
    return { served, call: made.calls[0] };
}

const behaviors: Readonly<Record<string, () => Promise<void> | void>> = {
    "rules are evaluated by priority, and the default action comes last": async () => {
        assert.equal(chosen([rule("/a/*"), rule("/a/b")], "/a/b").group, "/a/*");
        assert.equal(chosen([rule("/a/*")], "/b").group, undefined);
        assert.equal((await exchange({}, { path: "/api/authors/1" })).call?.app, "authors");
    },
    "`*` matches any characters of a path and `?` one; a path is case-sensitive": () => {
        const group = (pattern: string, path: string) => chosen([rule(pattern)], path).group;
        assert.equal(group("/api/books/*", "/api/books/1/2?x=/y"), "/api/books/*");
        assert.equal(group("/api/books/*", "/api/books"), undefined);
        assert.equal(group("/api/books", "/api/booksellers"), undefined);
        assert.equal(group("/api/book?", "/api/books"), "/api/book?");
        assert.equal(group("/api/book?", "/api/book"), undefined);
        assert.equal(group("/api/books", "/api/Books"), undefined);
        assert.equal(group("/a.c", "/abc"), undefined);
    },
    "a fixed response has its status, type and body": async () => {
        const { served, call } = await exchange({}, { path: "/other" });
        assert.deepEqual(
            [wire(served), header(served, "content-type"), call],
            ["404 no rule", "text/plain", undefined],
        );
    },
    "`url-rewrite` replaces what its expression matches in path and query": async () => {
        const urlRewrite = { regex: "^/shop/?", replace: "/" };
        const rules = [rule("/shop*", { urlRewrite, action: forward("group-books") })];
        assert.equal((await exchange({ rules }, { path: "/shop/books?a=1" })).call?.path, "/books?a=1");
        assert.equal(chosen(rules, "/shop").sent, "/");
        const anchored = [rule("/shop*", { urlRewrite: { regex: "^/shop/(.*)$", replace: "/v1/$1" } })];
        assert.equal(chosen(anchored, "/shop/books?a=1").sent, "/v1/books?a=1");
        const whole = [rule("/shop*", { urlRewrite: { regex: "^/shop$", replace: "/" } })];
        assert.equal(chosen(whole, "/shop?a=1").sent, "/shop?a=1");
        assert.equal(chosen(whole, "/shop?a=1", { ...defaultHttpBehavior, urlRewrite: "path" }).sent, "/?a=1");
        assert.equal(chosen(whole, "/shop/none").sent, "/shop/none");
        assert.equal(chosen([rule("/*", { urlRewrite: { regex: "^/a", replace: "" } })], "/a").sent, "/");
    },
    "a target gets the `Host` of the request": async () =>
        assert.equal((await exchange({}, { headers: { Host: "shop.example" } })).call?.host, "shop.example"),
    "`X-Forwarded-For` of a target is the VPC link, not the client": async () => {
        const { call } = await exchange({}, { headers: { "x-forwarded-for": "198.51.100.7" } });
        const { headers = {} } = call ?? {};
        assert.deepEqual(
            ["x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"].map((name) => headers[name]),
            ["10.0.0.10", "80", "http"],
        );
    },
    "a load balancer adds `Self` to `X-Amzn-Trace-Id`": async () => {
        const trace = (await exchange()).call?.headers["x-amzn-trace-id"] ?? "";
        assert.match(trace, /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    },
    "headers with other characters than letters, digits and hyphens are removed if the load balancer says so":
        async () => {
            const headers = { x_under: "1", "x-dash": "2" };
            const kept = async (dropsInvalidHeaders: boolean) => {
                const { call } = await exchange({ dropsInvalidHeaders }, { headers });
                return [call?.headers.x_under, call?.headers["x-dash"]];
            };
            assert.deepEqual(await kept(true), [undefined, "2"]);
            assert.deepEqual(await kept(false), ["1", "2"]);
        },
    "without a healthy task the client gets the load balancer's 503 page": async () => {
        const { served, call } = await exchange({}, { runs: false });
        assert.deepEqual([served.response.status, served.response.body.length, call], [503, 162, undefined]);
        assert.deepEqual([header(served, "server"), header(served, "content-type")], ["awselb/2.0", "text/html"]);
        const noApp = await exchange({ defaultAction: forward("none") }, { path: "/other" });
        assert.match(wire(noApp.served), /^503 .*<h1>503 Service Temporarily Unavailable<\/h1>/s);
    },
    "a task that refuses or breaks the connection is a 502 page": async () => {
        for (const kind of ["refused", "broken"] as const) {
            const { served } = await exchange({}, { responses: async () => ({ kind }) });
            assert.match(wire(served), /^502 .*<h1>502 Bad Gateway<\/h1>/s);
            assert.equal(served.response.body.length, 122);
        }
    },
};

describe("the load balancer behind a VPC link", () => {
    const rows = table("The load balancer");

    it("has a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(behaviors).sort());
    });

    for (const [name = "", source = "", grade = ""] of rows) {
        it(`${name} (${grade})`, async () => {
            assert.notEqual(source, "");
            assert.match(grade, grades);
            await behaviors[name]?.();
        });
    }

    it("says why no app answered, if a developer asks", async () => {
        const reason = async (path: string, runs: boolean, kind?: "refused") => {
            const made = bench(sampleHttpApi({ routes: [route("ANY /{proxy+}")] }), {
                explains: true,
                isRunning: () => runs,
                responses: async () => (kind ? { kind } : answer(200, "ok")),
            });
            return header(await made.send("GET", path), "x-local-reason");
        };
        assert.equal(await reason("/dev/api/books", true), "the load balancer's fixed response for /dev/api/books");
        assert.equal(await reason(url, false), '"books" has no healthy task');
        assert.equal(await reason(url, true, "refused"), 'connection to "books": refused');
        assert.equal(await reason(url, true), undefined);
    });

    it("has conditions on hosts, in any case, and on methods, which all have to hold", () => {
        const host = { type: "host-header", values: ["none", "*.EXAMPLE"] } as const;
        const method = (value: string) => ({ type: "http-request-method", values: [value] }) as const;
        assert.equal(chosen([rule("/*", { conditions: [host, method("GET")] })], "/").group, "/*");
        assert.equal(chosen([rule("/*", { conditions: [host, method("POST")] })], "/").group, undefined);
    });
});
