import assert from "node:assert/strict";
import { alarmWarnings, checkAlarms } from "../../../stacks/settings/alarms/checks";
import { alarms } from "../../../stacks/settings/alarms/schema";
import type { Settings } from "../../../stacks/settings/schema";

const watched = { alarms: alarms.parse({ canary: {} }) };
const problems = (settings: object) => checkAlarms({ ...watched, ...settings } as Partial<Settings>);
const mutual = { name: "api.shop.dev", mutualTls: { truststore: "s3://shop/ca.pem" } };

describe("the settings of a canary", () => {
    it("are rejected for a private REST API, which it cannot reach", () => {
        assert.deepEqual(problems({ gateway: { endpoint: { type: "private" } } }), [
            'gatehouse:alarms.canary: got "a canary", want none, as only clients in its VPC reach a private REST API',
        ]);
        assert.deepEqual(problems({ gateway: { endpoint: { type: "regional" } } }), []);
    });

    it("are rejected for a domain name with mutual TLS, unless there is a distribution before it", () => {
        assert.deepEqual(problems({ domain: mutual }), [
            'gatehouse:alarms.canary: got "a canary", want none, as it has no certificate for `gatehouse:domain.mutualTls`',
        ]);
        assert.deepEqual(problems({ domain: mutual, edge: { name: "shop.dev" } }), []);
    });

    it("are rejected with the path of an API that the stack does not have", () => {
        const settings = { apis: { books: {} }, alarms: alarms.parse({ canary: { paths: { quotes: "/" } } }) };
        assert.deepEqual(problems(settings), [
            'gatehouse:alarms.canary.paths.quotes: got "/", want no such key, or the name of an API: books',
        ]);
    });

    it("are rejected for a stack whose APIs are all published by the HTTP API, which the canary does not call", () => {
        const apis = { books: { publishedBy: "http" } };
        assert.deepEqual(problems({ apis }), [
            'gatehouse:alarms.canary: got "a canary", want none, as it calls the stages of a REST API; `gatehouse:httpApi.canaryCall` calls the HTTP API',
        ]);
        assert.deepEqual(problems({ apis: { ...apis, quotes: { publishedBy: "rest" } } }), []);
    });

    it("are rejected with the path of an API that the HTTP API publishes, and a preview warns of such an API", () => {
        const apis = { books: { publishedBy: "http" }, quotes: { publishedBy: "rest" } };
        const settings = { apis, alarms: alarms.parse({ canary: { paths: { books: "/" } }, email: ["ops@shop.dev"] }) };
        assert.deepEqual(problems(settings), [
            'gatehouse:alarms.canary.paths.books: got "/", want no such key, or the name of an API that the REST API publishes: quotes',
        ]);
        const warned = alarmWarnings(settings as object as Partial<Settings>);
        assert.match(
            warned.join(),
            /^gatehouse:alarms\.canary: does not call books, as it calls the stages of the REST API/,
        );
    });

    it("are rejected with a share of cache hits, which an HTTP API has none of", () => {
        const watching = { alarms: alarms.parse({ thresholds: { cacheHitShare: 0.5 } }) };
        assert.deepEqual(problems({ ...watching, stages: {}, apis: { books: { publishedBy: "http" } } }), [
            "gatehouse:alarms.thresholds.cacheHitShare: got 0.5, want 0, as no stage has a cache",
        ]);
    });
});
