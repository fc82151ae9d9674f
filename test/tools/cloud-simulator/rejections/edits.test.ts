import assert from "node:assert/strict";
import { awsTypes } from "../../../../tools/cloud-simulator/aws/resource-types";
import { awsRejections } from "../../../../tools/cloud-simulator/rejections/aws-rejections";
import { DataModel } from "../../../../tools/cloud-simulator/resources/data-model";
import type { Identity } from "../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

const model = new DataModel("aws", awsTypes, awsRejections);
const planType = "aws:apigateway/usagePlan:UsagePlan";
const keyType = "aws:apigateway/usagePlanKey:UsagePlanKey";
const subnetType = "aws:ec2/subnet:Subnet";
const clusterType = "aws:eks/cluster:Cluster";

describe("simulated AWS rejects an edit", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
        for (const stage of ["live", "candidate"]) {
            const type = "aws:apigateway/stage:Stage";
            const outputs = { restApi: "api1", stageName: stage };
            cloud.store.put({ urn: `urn:${stage}`, type, id: stage, inputs: outputs, outputs });
        }
    });

    it("that puts a key into two usage plans of one stage", () => {
        const first = make(planType, { apiStages: [stage("live")] }, "first").id;
        const second = make(planType, { apiStages: [stage("live")] }, "second").id;
        const other = make(planType, { apiStages: [stage("candidate")] }, "other").id;
        make(keyType, { keyId: "key1", keyType: "API_KEY", usagePlanId: first }, "first");
        assert.throws(
            () => make(keyType, { keyId: "key1", keyType: "API_KEY", usagePlanId: second }, "second"),
            /ConflictException: Usage Plan \w+ cannot be added because API Key key1 cannot reference multiple Usage Plans with the same API Stage/,
        );
        make(keyType, { keyId: "key2", keyType: "API_KEY", usagePlanId: second }, "second");
        make(keyType, { keyId: "key1", keyType: "API_KEY", usagePlanId: other }, "other");
    });

    it("that adds a stage to a plan while another plan of its key covers it", () => {
        const first = make(planType, { apiStages: [stage("live")] }, "first");
        const second = make(planType, { apiStages: [stage("candidate")] }, "second");
        for (const { id } of [first, second])
            make(keyType, { keyId: "key1", keyType: "API_KEY", usagePlanId: id }, String(id));
        const change = (names: string[]) =>
            model.update(identity(planType, "second"), { apiStages: names.map(stage) }, second, false, cloud);
        change(["candidate"]);
        assert.throws(() => change(["candidate", "live"]), /ConflictException: .* API Key key1 cannot reference/);
    });

    it("that gives a VPC overlapping subnets, or one outside its block", () => {
        const vpcId = make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }).id;
        const add = (cidrBlock: string, vpc = vpcId) =>
            make(subnetType, { vpcId: vpc, cidrBlock, availabilityZone: "eu-central-1a" }, cidrBlock + vpc).id;
        add("10.0.64.0/18");
        assert.throws(
            () => add("10.0.96.0/19"),
            /InvalidSubnet\.Conflict: The CIDR '10\.0\.96\.0\/19' conflicts with another subnet/,
        );
        assert.throws(() => add("10.0.0.0/16"), /InvalidSubnet\.Conflict/);
        add("10.0.128.0/19");
        add("10.0.96.0/19", "vpc-other");
        assert.throws(() => add("10.1.0.0/18"), /InvalidSubnet\.Range: The CIDR '10\.1\.0\.0\/18' is invalid/);
    });

    it("that moves a cluster to another set of zones, or deletes a subnet that it is in", () => {
        const [a = "", b = "", b2 = "", c = ""] = ["a", "b", "b", "c"].map((letter, index) => {
            const cidrBlock = `10.0.${index}.0/24`;
            return make(subnetType, { vpcId: "vpc-1", cidrBlock, availabilityZone: `eu-central-1${letter}` }, cidrBlock)
                .id;
        });
        const inputs = (subnetIds: string[]) => ({ name: "shop", roleArn: "arn", vpcConfig: { subnetIds } });
        const cluster = make(clusterType, inputs([a, b]));
        const move = (subnetIds: string[]) =>
            model.update(identity(clusterType), inputs(subnetIds), cluster, false, cloud);
        move([a, b2]);
        assert.throws(
            () => move([a, b, c]),
            /Provided subnets belong to the AZs 'eu-central-1a,eu-central-1b,eu-central-1c'\. But they should belong to the exact set of AZs 'eu-central-1a,eu-central-1b'/,
        );
        assert.throws(() => move([a]), /Provided subnets belong to the AZs 'eu-central-1a'\. But/);

        const deletion = (id: string) => model.awaitDelete(identity(subnetType), { id, outputs: {} }, cloud);
        assert.equal(deletion(b), `DependencyViolation: The subnet '${b}' has dependencies and cannot be deleted.`);
        assert.equal(deletion(c), undefined);
    });

    function make(type: string, given: PropertyMap, name = "main") {
        const resource = identity(type, name);
        const { inputs } = model.check(resource, given, undefined, cloud);
        const made = model.create(resource, inputs, cloud);
        cloud.store.put({ urn: resource.urn, type, id: made.id, inputs, outputs: made.outputs });
        return made;
    }
});

function stage(name: string): PropertyMap {
    return { apiId: "api1", stage: name };
}

function identity(type: string, name = "main"): Identity {
    return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, name };
}
