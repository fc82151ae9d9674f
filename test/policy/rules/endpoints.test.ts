import assert from "node:assert/strict";
import { type Changes, gatewayStack } from "../corpus/gateway/stack";
import { type Json, Pack, unknown } from "../engine";

const findings = async (changes: Changes) =>
    (await new Pack().preview(gatewayStack(changes))).map(({ policy: name }) => name);
const api = (props: { readonly [key: string]: Json }) => ({ api: { props } });
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [] });

describe("the rules and the endpoint of an API", () => {
    it("hold for each type, as nothing but the gateway is reached by it", async () => {
        for (const types of ["REGIONAL", "EDGE", "PRIVATE"])
            assert.deepEqual(await findings(api({ endpointConfiguration: { types }, policy })), [], types);
        const associated: Json = { types: "PRIVATE", ipAddressType: "dualstack", vpcEndpointIds: unknown };
        assert.deepEqual(await findings(api({ endpointConfiguration: associated, policy: unknown })), []);
    });

    it("report a private API's definition that is merged into an earlier one", async () => {
        const merged = { endpointConfiguration: { types: "PRIVATE" }, policy, putRestApiMode: "merge" };
        assert.deepEqual(await findings(api(merged)), ["r4-key-on-every-operation"]);
    });

    it("hold for compression, and report keys that an authorizer chooses", async () => {
        assert.deepEqual(await findings(api({ minimumCompressionSize: "1024" })), []);
        assert.deepEqual(await findings(api({ apiKeySource: "AUTHORIZER" })), ["r4-key-on-every-operation"]);
    });

    it("accept a plan that rejects every call to a method, but no method with half a limit", async () => {
        const plan = (rateLimit: number, burstLimit: number): Changes => {
            const throttles = [{ path: "/items/GET", rateLimit, burstLimit }];
            return { plan: { props: { apiStages: [{ apiId: unknown, stage: "Test", throttles }] } } };
        };
        assert.deepEqual(await findings(plan(0, 0)), []);
        for (const [rate, burst] of [
            [0, 1],
            [1, 0],
            [100_001, 0],
        ] as const)
            assert.notDeepEqual(await findings(plan(rate, burst)), [], `${rate} ${burst}`);
    });
});
