import assert from "node:assert/strict";
import { defaultSettings } from "../../../policy/contract/settings";
import { summarise } from "../../../policy/pack/summary";

const cases: readonly (readonly [Parameters<typeof summarise>[0], Record<string, number>, string])[] = [
    ["R1", {}, "nothing to check"],
    ["R1", { Service: 0 }, "nothing to check"],
    ["R1", { Service: 1 }, "1 Service private"],
    ["R1", { Service: 2, Ingress: 2 }, "2 Services and 2 Ingresses private"],
    ["R1", { Service: 1, Ingress: 1, workload: 3 }, "1 Service, 1 Ingress and 3 workloads private"],
    ["R2", { cached: 1 }, "1 GET operation cached"],
    ["R2", { cached: 2, volatile: 1 }, "2 GET operations cached, 1 volatile"],
    ["R2", { volatile: 2 }, "2 GET operations volatile"],
    ["R3", { stage: 1 }, "1 stage within 100,000 requests per second"],
    ["R3", { plan: 2 }, "2 plans within 100,000 requests per second"],
    ["R3", { client: 1 }, "1 client within 100,000 requests per second"],
    ["R3", { stage: 1, client: 2 }, "1 stage and 2 clients within 100,000 requests per second"],
    ["R3", { stage: 2, plan: 1, client: 3 }, "2 stages, 1 plan and 3 clients within 100,000 requests per second"],
    ["R4", { operation: 1 }, "1 operation needs a key"],
    ["R4", { operation: 2, preflight: 1 }, "2 operations need a key, 1 CORS preflight exempt"],
    ["R4", { preflight: 2 }, "2 CORS preflights exempt"],
    ["R4", { operation: 1, exempt: 1 }, "1 operation needs a key, 1 operation exempt by configuration"],
    ["R4", { exempt: 2 }, "2 operations exempt by configuration"],
];

describe("the summary of a rule", () => {
    for (const [rule, counts, words] of cases) {
        it(`of ${rule} ${JSON.stringify(counts)} is "${words}"`, () =>
            assert.equal(summarise(rule, counts, defaultSettings), words));
    }
});
