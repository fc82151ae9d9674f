import assert from "node:assert/strict";
import { difference } from "../../../../tools/cloud-simulator/providers/operations";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const type = "aws:apigateway/restApi:RestApi";

describe("the difference between the states of a resource", () => {
    const state = { name: "shop", disableExecuteApiEndpoint: false, description: "" };
    const changed = (news: PropertyMap, olds: PropertyMap) => {
        const resource = { urn: `urn:pulumi:dev::shop::${type}::main`, type, name: "main" };
        return difference(resource, news, olds, state, new SimulatedCloud("123456789012", "eu-central-1")).changed;
    };

    it("has no input that says what the cloud has chosen before", () => {
        const olds = { name: "shop" };
        assert.deepEqual(changed({ ...olds, disableExecuteApiEndpoint: false, description: "" }, olds), []);
        assert.deepEqual(changed({ ...olds, disableExecuteApiEndpoint: true }, olds), ["disableExecuteApiEndpoint"]);
    });

    it("has an input that the program changes or leaves out", () => {
        const olds = { name: "shop", description: "old" };
        assert.deepEqual(changed({ name: "shop", description: "" }, olds), ["description"]);
        assert.deepEqual(changed({ name: "shop" }, olds), ["description"]);
    });
});
