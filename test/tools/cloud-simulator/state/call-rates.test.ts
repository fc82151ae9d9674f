import assert from "node:assert/strict";
import type { CloudCall } from "../../../../tools/cloud-simulator/state/call-hooks";
import { CallRates } from "../../../../tools/cloud-simulator/state/call-rates";

const deployment = "aws:apigateway/deployment:Deployment";
const call = (verb: CloudCall["verb"], type: string): CloudCall => ({ verb, urn: "urn:x", type, name: "shop" });

describe("the rates at which AWS accepts calls", () => {
    it("accept a call that comes too soon after enough retries", () => {
        const rates = new CallRates();
        rates.take(call("create", deployment));
        assert.deepEqual(rates.overcome(), []);
        rates.take(call("create", deployment));
        // Pauses of 1, 2 and 4 seconds exceed the five seconds.
        assert.deepEqual(
            rates.overcome(),
            Array(3).fill(`create ${deployment} "shop": TooManyRequestsException: Too Many Requests; retried`),
        );
        assert.deepEqual(rates.overcome(), []);
    });

    it("apply to each kind of call separately", () => {
        const rates = new CallRates();
        rates.take(call("create", deployment));
        rates.take(call("update", deployment));
        rates.take(call("create", "aws:apigateway/restApi:RestApi"));
        assert.deepEqual(rates.overcome(), []);
    });

    it("reject a call with AWS's error when the provider gives up", () => {
        const rates = new CallRates([{ type: deployment, on: "create", every: 1000 }]);
        rates.take(call("create", deployment));
        assert.throws(() => rates.take(call("create", deployment)), /TooManyRequestsException: Too Many Requests$/);
        assert.equal(rates.overcome().length, 25);
    });
});
