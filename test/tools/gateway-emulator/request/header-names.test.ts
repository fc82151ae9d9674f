import assert from "node:assert/strict";
import { defaultBehavior } from "../../../../tools/gateway-emulator/http/unverified-behavior";
import { bench, operation, sampleApi } from "../sample-api";

// As HTTP/2 clients send it: names are in lower case.
const tenant = (name: string) => ({ "x-api-key": "key-of-web", "x-tenant": name });

const cached = operation("GET", "/orders", {
    parameters: [{ name: "X-Tenant", in: "header", required: false }],
    integration: { cacheKeyParameters: ["method.request.header.X-Tenant"] },
});
const strict = operation("POST", "/orders", {
    parameters: [{ name: "X-Tenant", in: "header", required: true }],
    integration: { requestParameters: { "integration.request.header.X-Mapped": "method.request.header.X-Tenant" } },
});

function made(headerNames?: "exact" | "any case") {
    const unverified = headerNames === undefined ? defaultBehavior : { ...defaultBehavior, headerNames };
    return bench(sampleApi({ operations: [cached, strict] }), { unverified });
}

describe("a header whose name differs from the declaration in case", () => {
    it("is missing from a cache key by default, so that a second tenant gets the response of the first", async () => {
        const { send } = made();
        const uses = [];
        for (const name of ["a", "b"]) uses.push((await send("GET", "/Test/orders", tenant(name))).cache);
        assert.deepEqual(uses, ["miss", "hit"]);
        assert.equal((await send("GET", "/Test/orders", { "x-api-key": "key-of-web", "X-Tenant": "c" })).cache, "miss");
    });

    it("is a missing parameter, and is not mapped, by default", async () => {
        assert.equal((await made().send("POST", "/Test/orders", tenant("a"))).response.status, 400);
        const mapped = operation("POST", "/orders", { integration: strict.integration });
        const gateway = bench(sampleApi({ operations: [mapped] }));
        await gateway.send("POST", "/Test/orders", tenant("a"));
        assert.equal(gateway.calls[0]?.headers["x-mapped"], undefined);
    });

    it('counts everywhere with headerNames "any case"', async () => {
        const gateway = made("any case");
        const uses = [];
        for (const name of ["a", "b", "a"]) uses.push((await gateway.send("GET", "/Test/orders", tenant(name))).cache);
        assert.deepEqual(uses, ["miss", "miss", "hit"]);
        const served = await gateway.send("POST", "/Test/orders", tenant("a"));
        assert.deepEqual([served.response.status, gateway.calls.at(-1)?.headers["x-mapped"]], [200, "a"]);
    });
});
