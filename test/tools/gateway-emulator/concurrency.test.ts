import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { bench, ok, operation, sampleApi, wire } from "./sample-api";

describe("10,000 mixed requests at once", function () {
    this.timeout(60_000);

    it("never receive the response of another client or other parameters, and each client gets its burst", async () => {
        const clients = ["web", "mobile", "batch"];
        const burst = 3000;
        const api = sampleApi({
            operations: [
                operation("GET", "/items/{id}", {
                    integration: {
                        uri: "http://${stageVariables.host}/items/{id}",
                        requestParameters: { "integration.request.path.id": "method.request.path.id" },
                        cacheKeyParameters: ["method.request.path.id", "method.request.querystring.q"],
                    },
                }),
                operation("POST", "/items"),
            ],
            keys: clients.map((name) => ({ id: name, name, value: `key-of-${name}`, enabled: true, planIds: ["p1"] })),
            plans: [{ id: "p1", name: "p", stages: [{ stage: "Test", throttles: {} }], throttle: { rate: 0, burst } }],
        });
        const made = bench(api, {
            responses: async ({ path, headers }) => {
                await setImmediate();
                return ok(headers["x-echo"] ?? path);
            },
        });
        const passed = new Map<string, number>();
        await Promise.all(
            Array.from({ length: 10_000 }, async (_, i) => {
                const client = clients[i % 3] ?? "";
                const key = { "x-api-key": `key-of-${client}` };
                const path = `/items/${i % 17}?q=${i % 5}`;
                const isPost = i % 7 === 0;
                const served = isPost
                    ? await made.send("POST", "/Test/items", { ...key, "x-echo": `${client} ${i}` })
                    : await made.send("GET", `/Test${path}`, key);
                if (served.errorType === "THROTTLED") return;
                passed.set(client, (passed.get(client) ?? 0) + 1);
                assert.equal(wire(served), `200 ${isPost ? `${client} ${i}` : path}`);
            }),
        );
        assert.deepEqual([...passed.values()], [burst, burst, burst]);
    });
});
