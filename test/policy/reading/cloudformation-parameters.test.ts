import assert from "node:assert/strict";
import { translated } from "../../../policy/reading/cloudformation/translation";
import { type Plain, type Props, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

function schemeWith(parameter: Props, parameters: Plain, type = "aws:cloudformation/stack:Stack"): Plain | undefined {
    const templateBody = JSON.stringify({
        Parameters: { Scheme: parameter },
        Resources: {
            Balancer: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Scheme: { Ref: "Scheme" } } },
        },
    });
    const [balancer] = translated(plainResource(type, "shop", { templateBody, parameters }));
    return balancer?.props.internal;
}

describe("a parameter of a template", () => {
    const internal = { Type: "String", Default: "internal" };

    it("has the value that the program gives it, otherwise its default", () => {
        assert.equal(schemeWith(internal, {}), true);
        assert.equal(schemeWith(internal, { Scheme: "internet-facing" }), false);
        assert.equal(schemeWith(internal, { Scheme: UNKNOWN }), UNKNOWN);
    });

    it("has the value in a list, as a stack set of aws-native gives it", () => {
        const type = "aws-native:cloudformation:StackSet";
        const given = (parameterKey: Plain, parameterValue: Plain): Plain => [{ parameterKey, parameterValue }];
        assert.equal(schemeWith(internal, given("Scheme", "internet-facing"), type), false);
        assert.equal(schemeWith(internal, given("Scheme", UNKNOWN), type), UNKNOWN);
        assert.equal(schemeWith(internal, given("Other", "internet-facing"), type), true);
        assert.equal(schemeWith(internal, given(UNKNOWN, "internet-facing"), type), UNKNOWN);
        assert.equal(schemeWith(internal, [UNKNOWN], type), UNKNOWN);
    });

    it("is not known if its value is in Systems Manager", () =>
        assert.equal(schemeWith({ Type: "AWS::SSM::Parameter::Value<String>", Default: "internal" }, {}), UNKNOWN));
});
