import assert from "node:assert/strict";
import { Pack } from "../../../../engine";

describe("A resource of a template that breaks a rule", () => {
    it("is reported with the reason and the change of the aws provider's resource", async () => {
        const templateBody = JSON.stringify({
            Resources: { Fn: { Type: "AWS::Lambda::Permission", Properties: { Principal: "*" } } },
        });
        const [found] = await new Pack().preview([
            { type: "aws:cloudformation/stack:Stack", name: "shop", props: { templateBody } },
        ]);
        assert.deepEqual(found?.message.split("\n"), [
            'Stack "shop": its template\'s "Fn" is of the type "AWS::Lambda::Permission": it allows anyone, or a function URL, to invoke the function.',
            "Expected: a principal that is named, a source if it is a service, and no function URL.",
            'Change: set principal to "apigateway.amazonaws.com" and sourceArn to the API, and no function URL.',
        ]);
    });
});
