import assert from "node:assert/strict";
import { LocalGateway } from "../../../../tools/cli/serve/local-gateway";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import { operation, sampleApi } from "../../gateway-emulator/sample-api";

describe("an API with a model that cannot be compiled", () => {
    it("is rejected as invalid input, without a stack trace and before any app starts", async () => {
        const schema = { type: "object", properties: { email: { type: "string", pattern: "(?i)x" } } };
        const body = { required: true, schemas: { "application/json": schema } };
        const gateway = new LocalGateway("/no/such/folder", false, () => {});
        const published = gateway.publish(sampleApi({ operations: [operation("POST", "/users", { body })] }), []);
        await assert.rejects(published, (error) => {
            assert.ok(error instanceof UsageError);
            assert.deepEqual(error.problems, [
                'REST API "shop": "properties", "email", "pattern": got "(?i)x", want a regular expression that Java and JavaScript share (invalid group); validates POST /users',
            ]);
            return true;
        });
        await gateway.close();
    });
});
