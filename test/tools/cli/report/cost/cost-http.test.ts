import assert from "node:assert/strict";
import { cacheSeconds } from "../../../../../functions/http-api/clients";
import { estimateCost } from "../../../../../tools/cli/report/cost/cost";
import { keyCheck } from "../../../../../tools/cli/report/cost/cost-http";
import { readPrices, withAssumed } from "../../../../../tools/cli/report/cost/price-table";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { checkedAndEnded } from "../events";
import { httpStack, keyEvents } from "../http-stack";
import { reportOf } from "../sample";

const estimate = (events: Parameters<typeof readRun>[1], million: number) =>
    estimateCost(
        readRun("x", [...events, ...checkedAndEnded]),
        withAssumed(readPrices(), { httpRequestsMillion: million }),
        "2026-11-30",
    );

describe("The cost of a stack with an HTTP API", () => {
    it("has an application load balancer, a bastion with its volume, and the secret of the daily call, whose function costs nothing", () => {
        const { fixed, usage } = estimate(httpStack(), 10);
        assert.doesNotMatch(usage.map(({ what }) => what).join(), /function/);
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [
                ["secret", 1, 0.4],
                ["t4g.nano machine x-bastion", 1, 3.07],
                ["GB of the volume of x-bastion", 8, 0.64],
                ["application load balancer", 1, 16.43],
            ],
        );
    });

    it("says that an additional API shares the load balancer", () => {
        const text = asMarkdown(reportOf([...httpStack(), ...checkedAndEnded]));
        assert.match(text, /Each additional API that the HTTP API publishes is behind the same load balancer/);
        assert.doesNotMatch(text, /Each additional API adds a load balancer/);
    });

    it("has calls at the price of each tier, and no requests to a REST API", () => {
        const lines = (million: number) => {
            const { usage } = estimate(httpStack(), million);
            return Object.fromEntries(usage.map(({ assumption, monthly }) => [assumption, monthly]));
        };
        const others = { applicationCapacityHours: 5.84, accessLogGb: 2.5, dataOutGb: 9 };
        assert.deepEqual(lines(10), { httpRequestsMillion: 10, ...others });
        // 300 at 1.00, 700 at 0.90.
        assert.deepEqual(lines(1_000), { httpRequestsMillion: 930, ...others });
    });

    it("has the check of each call's key, which needs no other assumption", () => {
        const { usage, notEstimated } = estimate(httpStack(keyEvents), 10);
        assert.deepEqual(
            usage
                .filter(({ assumption }) => !/Capacity|Gb$/.test(assumption))
                .map(({ what, assumption, count, monthly }) => [what, assumption, count, monthly]),
            [
                ["million calls of HTTP APIs", "httpRequestsMillion", 10, 10],
                ["million invocations of the key function", "httpRequestsMillion", 10, 2],
                // 10 million times 20 ms with 256 MB.
                ["thousand GB-seconds of the key function", "httpRequestsMillion", 50, 0.83],
                ["million writes to the counters of clients", "httpRequestsMillion", 20, 12.5],
                // Two clients, each read every 10 s.
                ["million reads of the keys of clients", "httpRequestsMillion", 0.526, 0.07],
            ],
        );
        assert.doesNotMatch(notEstimated.join(), /aws:|HTTP|EC2/);
        const text = asMarkdown(reportOf([...httpStack(keyEvents), ...checkedAndEnded]));
        assert.match(text, /Assumed usage per month: httpRequestsMillion 10, applicationCapacityHours 730, /);
    });

    it("reads the key of a client no more often than it is called", () => {
        const reads = estimate(httpStack(keyEvents), 0.1).usage.find(({ what }) => /reads of the keys/.test(what));
        assert.equal(reads?.count, 0.1);
    });

    it("knows for how long the key function remembers a client", () => {
        assert.equal(keyCheck.cacheSeconds, cacheSeconds);
    });

    it("has the detailed metrics of each route", () => {
        const { fixed } = estimate(httpStack([], { detailedMetricsEnabled: true }), 10);
        const line = fixed.find(({ what }) => /detailed metric/.test(what));
        assert.deepEqual(
            [line?.what, line?.count, line?.monthly],
            ["detailed metric of a route, HTTP API x-http", 12, 3.6],
        );
    });

    it("says what it cannot estimate", () => {
        const { notEstimated } = estimate(httpStack([], {}, { instanceType: "z9.huge" }), 10);
        assert.match(notEstimated.join(), /the z9\.huge machine x-bastion/);
    });
});
