import assert from "node:assert/strict";
import { camelCased } from "../../../../../../policy/reading/cloudformation/template";
import { UNKNOWN } from "../../../../../../policy/reading/resource";
import { cloudFormationType } from "../../../../../../policy/rules/r1/other-tools/checked-types";

describe("a CloudFormation type", () => {
    it("is checked, opaque or safe, whatever its case", () => {
        const states = [
            "AWS::EC2::SecurityGroup",
            "AWS::ec2::securitygroup",
            "AWS::GlobalAccelerator::Accelerator",
            "AWS::ApiGatewayV2::Api",
            "Custom::Opener",
            "AWS::ApiGatewayV2::VpcLink",
            "AWS::S3::Bucket",
        ].map((name) => cloudFormationType(name).state);
        assert.deepEqual(states, ["checked", "checked", "opaque", "opaque", "opaque", "safe", "safe"]);
    });
});

describe("properties of a template", () => {
    it("are converted to Pulumi's spelling, at every depth", () => {
        assert.deepEqual(camelCased({ VpcConfig: [{ SubnetIds: ["A"] }], Tags: null }), {
            vpcConfig: [{ subnetIds: ["A"] }],
            tags: null,
        });
    });

    it("are unknown if they are intrinsic functions", () => {
        assert.deepEqual(camelCased({ A: { Ref: "X" }, B: [{ "Fn::Sub": "x" }], C: { Ref: "X", Other: 1 } }), {
            a: UNKNOWN,
            b: [UNKNOWN],
            c: UNKNOWN,
        });
        assert.deepEqual(camelCased({ RefId: { Fn: "x" } }), { refId: { fn: "x" } });
    });
});
