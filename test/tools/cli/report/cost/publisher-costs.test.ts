import assert from "node:assert/strict";
import { estimateCost } from "../../../../../tools/cli/report/cost/cost";
import { readPrices, withAssumed } from "../../../../../tools/cli/report/cost/price-table";
import { breakEven, type Publisher, publisherCost } from "../../../../../tools/cli/report/cost/publisher-costs";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { api, checkedAndEnded, resource } from "../events";
import { httpStack, keyEvents } from "../http-stack";

const prices = readPrices();
const cents = (publisher: Publisher, calls: number) => Number(publisherCost(publisher, calls, prices).toFixed(2));

describe("The cost of publishing an API", () => {
    it("is the load balancer and the cache without calls, and each call besides", () => {
        // 730 hours of 0.0225 and of a capacity unit at 0.006, and of a cache at 0.02.
        assert.deepEqual([cents("rest", 0), cents("rest", 10)], [35.41, 70.41]);
        // A capacity unit at 0.008.
        assert.deepEqual([cents("http", 0), cents("http", 10)], [22.27, 32.27]);
    });

    it("has more capacity units for more data", () => {
        // 1,000 GB for 100 million calls: 1,000 hours of a unit.
        assert.equal(cents("http", 100), 124.42);
    });

    it("has a write more for each call with a quota, and a request more at the edge", () => {
        const withKeys = publisherCost("httpWithKeys", 10, prices);
        assert.equal((publisherCost("httpWithQuota", 10, prices) - withKeys).toFixed(2), "6.25");
        assert.equal((publisherCost("httpAtEdge", 10, prices) - withKeys).toFixed(2), "10.00");
    });

    it("is what the report estimates for such a stack", () => {
        const estimated = (events: Parameters<typeof readRun>[1], items: RegExp) => {
            const assumed = withAssumed(prices, { httpRequestsMillion: 10, requestsMillion: 10 });
            const cost = estimateCost(readRun("x", [...events, ...checkedAndEnded]), assumed, "2026-11-30");
            const lines = [...cost.fixed, ...cost.usage].filter(({ what }) => items.test(what));
            return lines.reduce((sum, { monthly }) => sum + monthly, 0);
        };
        const isClose = (one: number, other: number) => assert.ok(Math.abs(one - other) < 0.3, `${one}, ${other}`);
        const items = /load balancer|cache of|requests to the gateway|calls of HTTP|key function|of clients/;
        const rest = [
            ...api("books"),
            resource("aws:apigateway/restApi:RestApi", "rest"),
            resource("aws:apigateway/stage:Stage", "live", { inputs: { cacheClusterSize: "0.5" } }),
        ];
        isClose(estimated(rest, items), publisherCost("rest", 10, prices));
        isClose(estimated(httpStack(), items), publisherCost("http", 10, prices));
        isClose(estimated(httpStack(keyEvents), items), publisherCost("httpWithQuota", 10, prices));
    });
});

describe("The break-even of two ways to publish an API", () => {
    it("is where their costs are the same", () => {
        const at = breakEven("httpAtEdge", "rest", prices);
        assert.ok(at !== undefined && at > 1_000, String(at));
        assert.ok(publisherCost("httpAtEdge", at, prices) > publisherCost("rest", at, prices));
        assert.ok(publisherCost("httpAtEdge", at * 0.99, prices) < publisherCost("rest", at * 0.99, prices));
    });

    it("does not exist if one costs more at any number of calls", () => {
        assert.equal(breakEven("http", "rest", prices), undefined);
        assert.equal(breakEven("rest", "http", prices), undefined);
    });
});
