import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const stage = "aws:apigateway/stage:Stage";
const deploymentType = "aws:apigateway/deployment:Deployment";

describe("simulated API Gateway rejects", () => {
    function deployed() {
        const aws = new SimulatedAws();
        const { id: restApi } = aws.make("aws:apigateway/restApi:RestApi", { name: "shop" });
        const deploy = (name: string) => aws.make(deploymentType, { restApi, triggers: { name } }, name);
        const [one, canary, other] = [deploy("first"), deploy("second"), deploy("third")];
        const [first, second, third] = [one.id, canary.id, other.id];
        const own = (deployment: string, canarySettings?: PropertyMap): PropertyMap => ({
            ...{ restApi, stageName: "Live", deployment },
            ...(canarySettings && { canarySettings }),
        });
        return { aws, first, second, third, own, canary };
    }

    it("a canary of a deployment that does not exist, with another share than a percentage, or an invalid variable", () => {
        const { aws, first, second, own } = deployed();
        const make = (canary: PropertyMap) => () => aws.make(stage, own(first, { deploymentId: second, ...canary }));
        assert.throws(make({ deploymentId: "gone" }), /Invalid Deployment identifier specified/);
        assert.throws(make({ percentTraffic: 101 }), /Invalid canary percent traffic: 101/);
        assert.throws(make({ percentTraffic: -1 }), /Invalid canary percent traffic: -1/);
        assert.throws(make({ stageVariableOverrides: { host: "a|b" } }), /Invalid stage variable: host/);
        make({ percentTraffic: 10, stageVariableOverrides: { host: "a.b:80/c" } })();
    });

    it("the deletion of a deployment that a canary points to", () => {
        const { aws, first, second, own, canary } = deployed();
        aws.make(stage, own(first, { deploymentId: second, percentTraffic: 10 }));
        const words = aws.rejectionOf(deploymentType, canary) ?? "";
        assert.match(words, /Active stages with canary settings pointing to this deployment must be moved or deleted/);
    });

    it("another deployment of a stage than its canary's while the canary stays", () => {
        const { aws, first, second, third, own } = deployed();
        const canary = { deploymentId: second, percentTraffic: 10 };
        const live = aws.make(stage, own(first, canary));
        assert.throws(() => aws.update(stage, live, own(third, canary)), /until its canary is promoted or removed/);
        aws.update(stage, live, own(first, { ...canary, deploymentId: third }));
        aws.update(stage, live, own(second));
    });
});
