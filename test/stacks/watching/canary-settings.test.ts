import assert from "node:assert/strict";
import { checkAlarms } from "../../../stacks/settings/alarms/checks";
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
});
