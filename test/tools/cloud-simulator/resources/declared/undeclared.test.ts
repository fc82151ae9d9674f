import assert from "node:assert/strict";
import { kindOf } from "../../../../../tools/cloud-simulator/resources/declared/declarations";
import { undeclared } from "../../../../../tools/cloud-simulator/resources/declared/undeclared";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";

const reasons = (type: string, inputs: PropertyMap) => undeclared(type, inputs).map(({ reason }) => reason);

describe("properties that the SDK does not declare", () => {
    it("are reported with a suggestion", () => {
        assert.deepEqual(reasons("aws:ec2/vpc:Vpc", { cidrBlok: "10.0.0.0/16", enableDnsSupport: true }), [
            '"aws:ec2/vpc:Vpc" has no property "cidrBlok"; did you mean "cidrBlock"?',
        ]);
    });

    it("are found inside objects and lists, of Kubernetes too", () => {
        const settings = { throttlingRateLimit: 1, throttlingBurst: 1 };
        assert.deepEqual(reasons("aws:apigateway/methodSettings:MethodSettings", { settings }), [
            '"aws:apigateway/methodSettings:MethodSettings" has no property "settings.throttlingBurst"',
        ]);
        const spec = { type: "LoadBalancer", ports: [{ port: 80, targetport: 8080 }] };
        assert.deepEqual(reasons("kubernetes:core/v1:Service", { spec }), [
            '"kubernetes:core/v1:Service" has no property "spec.ports[0].targetport"; did you mean "targetPort"?',
        ]);
    });

    it("are found by the object's kind", () => {
        assert.deepEqual(reasons("aws:apigateway/usagePlan:UsagePlan", { apiStages: { stage: "Test" }, name: ["x"] }), [
            '"aws:apigateway/usagePlan:UsagePlan": "apiStages" is a map, want a list',
            '"aws:apigateway/usagePlan:UsagePlan": "name" is a list, want a scalar',
        ]);
    });

    it("are not searched in types that no SDK declares", () => {
        assert.deepEqual(reasons("kubernetes:example.com/v1:Thing", { whatever: 1 }), []);
    });

    it("are not reported where the provider takes a list and the declaration is that of another resource", () => {
        const geoMatchStatement = { countryCodes: ["DE"] };
        const acl = (notStatement: PropertyMap) => ({ rules: [{ statement: { notStatement } }] });
        const type = "aws:wafv2/webAcl:WebAcl";
        assert.deepEqual(reasons(type, acl({ statements: [{ geoMatchStatement }] })), []);
        assert.deepEqual(reasons(type, acl({ statements: [{ geoMatch: {} }], statemnt: {} })), [
            `"${type}" has no property "rules[0].statement.notStatement.statements[0].geoMatch"`,
            `"${type}" has no property "rules[0].statement.notStatement.statemnt"; did you mean "statement"?`,
        ]);
    });

    it("are checked against declared kinds", () => {
        assert.deepEqual(kindOf("pulumi.Input<string | undefined>"), { is: "scalar" });
        assert.deepEqual(kindOf("pulumi.Input<pulumi.Input<string>[] | undefined>"), {
            is: "list",
            of: { is: "scalar" },
        });
        assert.deepEqual(kindOf("pulumi.Input<inputs.ec2.Foo>"), { is: "object", reference: "ec2.Foo" });
        assert.deepEqual(kindOf('pulumi.Input<"v1" | undefined>'), { is: "scalar" });
        assert.deepEqual(kindOf("any"), { is: "any" });
    });
});
