import assert from "node:assert/strict";
import { awsTypes } from "../../../local/cloud/aws/resource-types";
import { DataModel } from "../../../local/cloud/data-model";
import type { Identity } from "../../../local/cloud/model";
import type { PropertyMap } from "../../../local/cloud/property-values";
import { awsRefusals } from "../../../local/cloud/refusals/aws-refusals";
import { SimulatedWorld } from "../../../local/cloud/simulated-world";

const model = new DataModel("aws", awsTypes, awsRefusals);

describe("simulated AWS refuses", () => {
    let world: SimulatedWorld;
    beforeEach(() => {
        world = new SimulatedWorld("123456789012", "eu-central-1");
    });

    it("a VPC link to a load balancer that does not exist", () => {
        const arn = make("aws:lb/loadBalancer:LoadBalancer", { loadBalancerType: "network", name: "shop" }).id;
        assert.throws(
            () => make("aws:apigateway/vpcLink:VpcLink", { targetArn: `${arn}x`, name: "link" }),
            /creating aws:apigateway\/vpcLink:VpcLink "main": LoadBalancerNotFound: One or more load balancers not found/,
        );
        assert.match(make("aws:apigateway/vpcLink:VpcLink", { targetArn: arn, name: "link" }).id, /^[a-z0-9]{6}$/);
    });

    it("a stage of a deployment that does not exist, and a usage plan of such a stage", () => {
        const stage = { restApi: "api1", stageName: "Test" };
        assert.throws(() => make("aws:apigateway/stage:Stage", { ...stage, deployment: "d1" }), /no deployment "d1"/);
        const plan = { name: "standard", apiStages: [{ apiId: "api1", stage: "Test" }] };
        assert.throws(() => make("aws:apigateway/usagePlan:UsagePlan", plan), /API Stage not found: api1:Test/);

        const deployment = make("aws:apigateway/deployment:Deployment", { restApi: "api1" }).id;
        make("aws:apigateway/stage:Stage", { ...stage, deployment });
        make("aws:apigateway/usagePlan:UsagePlan", plan);
    });

    it("to delete a deployment that a stage points to", () => {
        const type = "aws:apigateway/deployment:Deployment";
        const deployment = make(type, { restApi: "api1" });
        make("aws:apigateway/stage:Stage", { restApi: "api1", stageName: "Test", deployment: deployment.id });
        assert.match(model.refuseDelete(identity(type), deployment, world) ?? "", /Active stages pointing/);
        const [stage] = world.estate.ofType("aws:apigateway/stage:Stage");
        if (stage) world.estate.remove(stage);
        assert.equal(model.refuseDelete(identity(type), deployment, world), undefined);
    });

    it("to delete a protected cluster", () => {
        const type = "aws:eks/cluster:Cluster";
        const args = { roleArn: "arn", vpcConfig: { subnetIds: [] } };
        const guarded = make(type, { ...args, name: "guarded", deletionProtection: true });
        assert.match(model.refuseDelete(identity(type), guarded, world) ?? "", /deletion protection/);
        const open = make(type, { ...args, name: "open" });
        assert.equal(model.refuseDelete(identity(type), open, world), undefined);
    });

    function make(type: string, given: PropertyMap) {
        const resource = identity(type);
        const { inputs } = model.check(resource, given, undefined, world);
        const made = model.create(resource, inputs, world);
        world.estate.put({ urn: resource.urn, type, id: made.id, inputs, outputs: made.outputs });
        return made;
    }
});

function identity(type: string): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::main`, type, name: "main" };
}
