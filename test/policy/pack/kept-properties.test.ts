import assert from "node:assert/strict";
import { keptProps } from "../../../policy/pack/kept-properties";
import { type Plain, type Props, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const kept = (type: string, props: Props): Props => keptProps(plainResource(type, "one", props));

describe("Properties that a preview keeps for its update", () => {
    it("are those of which a rule needs some members, in the same form", () => {
        const canary = (canarySettings: Plain) => kept("aws:apigateway/stage:Stage", { canarySettings }).canarySettings;
        assert.deepEqual(canary({ deploymentId: "abc", stageVariableOverrides: { token: "correct-horse" } }), {
            deploymentId: "abc",
            stageVariableOverrides: UNKNOWN,
        });
        assert.deepEqual(canary([{ deploymentId: "abc" }, null]), [{ deploymentId: "abc" }, null]);
        assert.equal(canary(null), null);
    });

    it("are not known in another form, which may be a secret", () => {
        const canary = (canarySettings: Plain) => kept("aws:apigateway/stage:Stage", { canarySettings }).canarySettings;
        for (const value of ["correct-horse", 7, true]) assert.equal(canary(value), UNKNOWN);
        assert.deepEqual(canary(["correct-horse"]), [UNKNOWN]);
    });

    it("are mappings without their constants", () =>
        assert.deepEqual(
            kept("aws:apigateway/method:Method", {
                requestParameters: {
                    a: "method.request.path.id",
                    b: "context.requestId",
                    c: "stageVariables.host",
                    d: "'correct-horse'",
                    e: "x.context.requestId",
                    f: true,
                    g: UNKNOWN,
                },
            }).requestParameters,
            {
                a: "method.request.path.id",
                b: "context.requestId",
                c: "stageVariables.host",
                d: "''",
                e: "''",
                f: true,
                g: UNKNOWN,
            },
        ));

    it("do not include those of a type that may hold secrets under the same names", () =>
        assert.deepEqual(kept("aws:elasticbeanstalk/environment:Environment", { settings: [], port: 443 }), {
            settings: UNKNOWN,
            port: UNKNOWN,
        }));
});
