import assert from "node:assert/strict";
import { batchOutcome } from "../../../../../tools/cli/serve/services/batch-outcome";

const ids = ["a", "b"];
const outcome = (payload: unknown, reportsFailures = true) =>
    batchOutcome({ kind: "payload", payload: JSON.stringify(payload) }, ids, reportsFailures);

// docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, "Success and failure conditions".
describe("the outcome of a batch of messages", () => {
    it("is success for an empty or absent list and for no response", () => {
        for (const response of [null, {}, { batchItemFailures: [] }, { batchItemFailures: null }])
            assert.deepEqual(outcome(response), { failed: [] });
    });

    it("has the messages that the response names", () => {
        assert.deepEqual(outcome({ batchItemFailures: [{ itemIdentifier: "b" }] }), { failed: ["b"] });
    });

    it("is failure of all messages for another response, or one that names another message", () => {
        const wrong = [
            "text",
            { batchItemFailures: [{ itemIdentifier: "" }] },
            { batchItemFailures: [{ itemIdentifier: null }] },
            { batchItemFailures: [{ id: "a" }] },
            { batchItemFailures: [{ itemIdentifier: "c" }] },
        ];
        for (const response of wrong) {
            const { failed, reason } = outcome(response);
            assert.deepEqual(failed, ids);
            assert.match(reason ?? "", /^(invalid response|the response names "c")/);
        }
    });

    it("is success for every response if failures are not reported", () => {
        assert.deepEqual(outcome({ batchItemFailures: [{ itemIdentifier: "b" }] }, false), { failed: [] });
    });

    it("is failure of all messages for an error of the function", () => {
        const result = { kind: "function error", reason: "Error: no", payload: "{}" } as const;
        assert.deepEqual(batchOutcome(result, ids, true), { failed: ids, reason: "Error: no" });
    });
});
