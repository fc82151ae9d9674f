import assert from "node:assert/strict";
import fc from "fast-check";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import { Router } from "../../../tools/gateway-emulator/request/router";
import type { Operation } from "../../../tools/gateway-emulator/state/deployed-api";
import { bench, ok, operation, sampleApi, settings, stage, wire } from "./sample-api";

// fast-check prints the seed and the path of a failure.
const seed = 6;

describe("the router against a model that compares every operation", () => {
    /** The kinds of the segments of a template that matches the path: literal 0, variable 1, greedy 2. */
    function kinds(template: string, given: readonly string[]): string | undefined {
        const expected = template.split("/").slice(1);
        const greedy = expected.at(-1)?.endsWith("+}") ?? false;
        if (greedy ? given.length < expected.length : given.length !== expected.length) return undefined;
        let found = "";
        for (const [index, part] of expected.entries()) {
            if (part.endsWith("+}")) return `${found}2`;
            if (!part.startsWith("{") && part !== given[index]) return undefined;
            found += part.startsWith("{") ? "1" : "0";
        }
        return found;
    }

    function model(operations: readonly Operation[], method: string, path: string): string | undefined {
        const given = path.split("/").slice(1);
        const fitting = operations.flatMap((each) => {
            const rank = kinds(each.path, given);
            return rank === undefined ? [] : [{ rank, each }];
        });
        const best = fitting.map(({ rank }) => rank).sort()[0];
        const having = fitting
            .filter(({ rank, each }) => each.method === method && (rank === best || rank.endsWith("2")))
            .sort((a, b) => (a.rank < b.rank ? -1 : 1));
        return having[0]?.each.path;
    }

    it("finds the same operation", () => {
        const template = fc
            .tuple(fc.array(fc.constantFrom("a", "b", "{v}"), { maxLength: 3 }), fc.constantFrom("", "/{rest+}", "/a"))
            .map(([list, last]) => `${list.map((part) => `/${part}`).join("")}${last}`)
            .filter((path) => path !== "");
        const method = fc.constantFrom("GET", "POST");
        const entries = fc.uniqueArray(fc.tuple(method, template), {
            maxLength: 12,
            selector: (each) => each.join(" "),
        });
        const path = fc
            .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 })
            .map((list) => `/${list.join("/")}`);
        fc.assert(
            fc.property(entries, method, path, (list, expected, requested) => {
                const operations = list.map(([each, at]) => operation(each, at));
                const found = new Router(operations).find(expected, requested)?.operation.path;
                assert.equal(found, model(operations, expected, requested));
            }),
            { seed, numRuns: 2000 },
        );
    });
});

describe("a token bucket against a model that adds thousandths of a token each millisecond", () => {
    it("grants the same requests", () => {
        const steps = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 });
        fc.assert(
            fc.property(
                fc.integer({ min: 0, max: 40 }),
                fc.integer({ min: 0, max: 8 }),
                steps,
                (rate, burst, waits) => {
                    const buckets = new TokenBuckets();
                    let now = 0;
                    let level = burst * 1000;
                    for (const wait of waits) {
                        for (let millisecond = 0; millisecond < wait; millisecond++)
                            level = Math.min(burst * 1000, level + rate);
                        now += wait;
                        const granted = level >= 1000;
                        if (granted) level -= 1000;
                        assert.equal(buckets.take("web", { rate, burst }, now), granted);
                    }
                },
            ),
            { seed, numRuns: 500 },
        );
    });
});

describe("a stage's cache against a model", () => {
    it("responds like a map of keys and times", async () => {
        const operations = ["/pictures", "/books"].map((path) =>
            operation("GET", path, { integration: { cacheKeyParameters: ["method.request.querystring.tag"] } }),
        );
        const ttl = 5;
        const methodSettings = { "*/*": { ...settings, cacheTtlInSeconds: ttl } };
        const api = sampleApi({ operations, stages: { Test: { ...stage, methodSettings } } });
        const requests = fc.array(
            fc.record({
                path: fc.constantFrom("/pictures", "/books"),
                tag: fc.constantFrom("", "?tag=", "?tag=a", "?tag=b", "?tag=b&other=1"),
                wait: fc.integer({ min: 0, max: 4000 }),
            }),
            { maxLength: 40 },
        );
        await fc.assert(
            fc.asyncProperty(requests, async (list) => {
                const made = bench(api, { responses: async () => ok(String(made.calls.length)) });
                const stored = new Map<string, { readonly call: number; readonly at: number }>();
                let calls = 0;
                for (const { path, tag, wait } of list) {
                    made.now += wait;
                    const key = `${path}${tag.replace("&other=1", "")}`;
                    const entry = stored.get(key);
                    const isHit = entry !== undefined && made.now - entry.at <= ttl * 1000;
                    if (!isHit) stored.set(key, { call: ++calls, at: made.now });
                    const served = await made.send("GET", `/Test${path}${tag}`);
                    assert.deepEqual(
                        [served.cache, wire(served)],
                        [isHit ? "hit" : "miss", `200 ${stored.get(key)?.call}`],
                    );
                }
            }),
            { seed, numRuns: 300 },
        );
    });
});
