import assert from "node:assert/strict";
import type { EdgePlaces } from "../../../../../tools/cli/serve/edge/edge-places";
import { greeting } from "../../../../../tools/cli/serve/greeting";
import type { HttpClient } from "../../../../../tools/cli/serve/http/http-clients";
import type { DeployedHttpApi } from "../../../../../tools/http-emulator/state/deployed-http-api";
import { sampleApi } from "../../../gateway-emulator/sample-api";
import { keyAuthorizer, route, sampleHttpApi, stage } from "../../../http-emulator/sample-http-api";

const origin = "http://127.0.0.1:8080";
const keyed = ["GET /api/books/{id}", "GET /api/books", "GET /api/authors"].map((routeKey) =>
    route(routeKey, { authorizer: keyAuthorizer }),
);

function shown(changes: Partial<DeployedHttpApi>, httpClients: readonly HttpClient[] = [], edge?: EdgePlaces): string {
    return greeting({ http: sampleHttpApi(changes), httpClients }, "shop", origin, undefined, edge);
}

describe("the introduction of an HTTP API", () => {
    it("has the URL of each API, and calls without a key if none is needed", () => {
        const limited = { ...stage, throttle: { rate: 9, burst: 7 }, routeThrottles: {} };
        const text = shown({ stages: { $default: limited } });
        assert.match(
            text,
            /\nHTTP API:\n {2}authors {2}http:\S+8080\/api\/authors\n {2}books {4}http:\S+\/api\/books\n/,
        );
        assert.match(text, /# 200\n {2}curl -s http:\/\/127\.0\.0\.1:8080\/api\/books \| jq\n/);
        assert.match(
            text,
            /# 200s, and 429s once they exceed the route's burst of 7 and its rate, which all clients share\n {2}curl -sZ /,
        );
        assert.doesNotMatch(text, /x-api-key|API keys|Stages/);
        const own = { ...limited, routeThrottles: { "GET /api/books": { rate: 1, burst: 3 } } };
        assert.match(shown({ stages: { $default: own } }), /the route's burst of 3 and/);
    });

    it("has the keys of its clients, and calls with one of a client that may make them", () => {
        const reader = { name: "reader", key: "key-of-reader", apis: ["authors"], burst: 2 };
        const none = { name: "none", key: "key-of-none", burst: 0 };
        const text = shown({ routes: keyed }, [none, reader]);
        assert.match(
            text,
            /API keys of the HTTP API \(not valid on AWS\):\n {2}none {4}key-of-none\n {2}reader {2}key-of-reader\n/,
        );
        assert.match(text, /# 401: no key\n {2}curl -i http:\S+\/api\/authors\n/);
        assert.match(text, /# 200\n {2}curl -s -H 'x-api-key: key-of-reader' http:\S+\/api\/authors \| jq\n/);
        assert.match(text, /# 200s, and 403s once they exceed the plan's burst of 2 and its rate,/);
        assert.doesNotMatch(shown({ routes: keyed }, [none]), /curl/);
    });

    it("has no call that needs a token, or a value in its path", () => {
        const token = { type: "JWT" as const, id: "j", name: "jwt", identitySource: "", issuer: "", audiences: [] };
        const routes = [
            route("GET /api/books", { authorizer: token }),
            route("GET /api/books/{id}"),
            route("POST /api/books"),
        ];
        assert.doesNotMatch(shown({ routes }), /curl/);
    });

    it("names its domain name, and what is different without the default endpoint", () => {
        const text = shown({ domains: { "api.shop.dev": { "": "$default" } }, disablesDefaultEndpoint: true });
        assert.match(text, /-H 'Host: api\.shop\.dev'/);
        assert.match(text, /its default endpoint is disabled/);
    });

    it("says what the distribution caches, and how to bypass it", () => {
        const places = {
            ...{ name: "api.shop.dev", stagePaths: {}, cacheSeconds: 60, country: "DE" },
            ...{ hasSite: false, blocksBursts: false, unevaluated: [] },
        };
        const locked = { domains: { "origin.shop.dev": { "": "$default" } }, disablesDefaultEndpoint: true };
        const text = shown(locked, [], places);
        assert.match(text, /\n {2}books {4}http:\S+8080\/api\/books\n\nThe distribution of api\.shop\.dev is in front/);
        assert.match(text, /\n {2}Cache {4}GETs for 60 s, by key: X-Cache is Hit or Miss\n {2}Country {2}DE, /);
        assert.match(text, /\n {2}Direct {3}http:\S+\/~origin\/…: the default endpoint, which is disabled, /);
        assert.match(text, /\n {11}-H 'Host: origin\.shop\.dev': .* without its certificate\n/);
        assert.doesNotMatch(text, /mutual TLS is not checked|the site/);
        assert.match(shown({}, [], { ...places, cacheSeconds: 0 }), /\n {2}Cache {4}none\n/);
    });

    it("is that of both APIs of a stack that has two", () => {
        const text = greeting({ api: sampleApi(), http: sampleHttpApi() }, "shop", origin);
        const order = [
            "Stages:",
            "HTTP API:",
            "Documentation",
            "API keys (not valid on AWS):",
            "Try:",
            "Try the HTTP API:",
        ];
        const found = order.map((heading) => text.indexOf(`\n${heading}`));
        assert.deepEqual(
            found,
            [...found].sort((one, other) => one - other),
        );
        assert.ok(!found.includes(-1), text);
    });
});
