import assert from "node:assert/strict";
import { shortStackName, stackOption } from "../../../../tools/cli/project/stack-option";

describe("The option --stack", () => {
    it("takes a stack's name, and the qualified names of Pulumi Cloud", () => {
        for (const given of ["t", "my-org/t", "my-org/gatehouse/t"])
            assert.equal(shortStackName(given, "gatehouse"), "t");
        assert.equal(shortStackName("Prod_EU", "gatehouse"), "Prod_EU");
    });

    it("rejects a stack of another project, and a name with an empty part", () => {
        for (const given of ["my-org/shop/t", "/t", "my-org/", "a/gatehouse/t/u", ""])
            assert.equal(shortStackName(given, "gatehouse"), undefined, given);
        const rejected: string[] = [];
        const option = stackOption("the stack");
        assert.equal(
            option.read(["my-org/shop/t"], (text) => rejected.push(text)),
            undefined,
        );
        assert.deepEqual(rejected, ["my-org/shop/t"]);
        assert.equal(option.form, "NAME, ORG/NAME or ORG/gatehouse/NAME");
    });
});
