import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { estimateCost } from "../../../../../tools/cli/report/cost/cost";
import { defaultPrices, readPrices, withAssumed } from "../../../../../tools/cli/report/cost/price-table";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { backendOutputs } from "../../../backend-outputs";
import { api, checkedAndEnded, component, resource, urn } from "../events";
import { reportOf } from "../sample";

const nat = resource("aws:ec2/natGateway:NatGateway", "nat");
const cluster = resource("aws:eks/cluster:Cluster", "eks");
const balancer = resource("kubernetes:core/v1:Service", "lb", {
    inputs: { apiVersion: "v1", kind: "Service", spec: { type: "LoadBalancer" } },
});
const stage = (size: string) => resource("aws:apigateway/stage:Stage", "live", { inputs: { cacheClusterSize: size } });
const nodes = (type: string) =>
    resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
        inputs: { instanceTypes: [type], scalingConfig: { minSize: 2 } },
    });

const table = (billingMode: string) => resource("aws:dynamodb/table:Table", "pictures", { inputs: { billingMode } });
const endpoint = (vpcEndpointType: string, subnetIds: string[]) =>
    resource("aws:ec2/vpcEndpoint:VpcEndpoint", vpcEndpointType === "Gateway" ? "dynamodb" : "s3", {
        inputs: { vpcEndpointType, subnetIds },
    });

function costOf(...events: EngineEvent[]) {
    return reportOf([...events, ...checkedAndEnded]).cost;
}

describe("The cost of a stack", () => {
    it("adds up hourly prices", () => {
        const { fixed, fixedTotal } = costOf(cluster, nat, balancer, stage("0.5"), nodes("m5.large"));
        const monthly = Object.fromEntries(fixed.map(({ what, monthly }) => [what, monthly]));
        assert.deepEqual(monthly, {
            "EKS control plane": 73,
            "m5.large node of nodes, at least": 140.16,
            "NAT gateway": 32.85,
            "load balancer": 16.43,
            "cache of 0.5 GB, stage live": 14.6,
        });
        assert.equal(fixedTotal, 277.04);
    });

    it("lists items that it cannot estimate", () => {
        assert.match(costOf(cluster).notEstimated.join(), /number and type of instances .*Auto Mode/);
        assert.match(
            costOf(resource("aws:rds/instance:Instance", "db")).notEstimated.join(),
            /aws:rds\/instance:Instance/,
        );
        assert.match(
            costOf(table("PROVISIONED")).notEstimated.join(),
            /provisioned capacity of DynamoDB table pictures/,
        );
        assert.match(costOf(endpoint("Interface", [])).notEstimated.join(), /VPC endpoint s3/);
        assert.match(costOf(cluster, nodes("z9.huge")).notEstimated.join(), /z9\.huge nodes of nodes/);
        assert.match(costOf(stage("7")).notEstimated.join(), /cache of 7 GB of stage live/);
        assert.deepEqual(costOf(stage("7")).fixed, []);
    });

    it("counts each load balancer once, whether a backend registered it, a Service creates it, or both", () => {
        const shared = { urn: urn("some:type:Lb", "shared") };
        const events = [
            balancer,
            ...api("books"),
            ...component("other:kind:OfCompute", "a", backendOutputs("a", { loadBalancer: shared })),
            ...component("other:kind:OfCompute", "b", backendOutputs("b", { loadBalancer: shared })),
        ];
        assert.deepEqual(
            costOf(...events).fixed.map(({ what, count }) => [what, count]),
            [["load balancer", 3]],
        );
    });

    it("leaves out a load balancer of Elastic Load Balancing, and says so, only if no backend registered it", () => {
        const type = "aws:lb/loadBalancer:LoadBalancer";
        const notEstimated = /load balancers that no backend registers/;
        const outputs = backendOutputs("a", { loadBalancer: { urn: urn(type, "a") } });
        const registered = [resource(type, "a"), ...component("other:kind:OfCompute", "a", outputs)];
        const alone = costOf(...registered);
        assert.deepEqual(
            alone.fixed.map(({ what, count }) => [what, count]),
            [["load balancer", 1]],
        );
        assert.doesNotMatch(alone.notEstimated.join(), notEstimated);
        const withOther = costOf(...registered, resource(type, "b"));
        assert.deepEqual(withOther.fixed, alone.fixed);
        assert.match(withOther.notEstimated.join(), notEstimated);
    });

    it("ignores deleted resources and a Service without a load balancer", () => {
        const gone = resource("aws:ec2/natGateway:NatGateway", "nat", { op: "delete" });
        assert.deepEqual(costOf(gone, resource("kubernetes:core/v1:Service", "inner")).fixed, []);
    });

    it("counts a gateway endpoint as free, and an interface endpoint for each zone", () => {
        const { fixed } = costOf(endpoint("Gateway", []), endpoint("Interface", ["a", "b"]));
        assert.deepEqual(
            fixed.map(({ count, monthly }) => [count, monthly]),
            [
                [1, 0],
                [2, 14.6],
            ],
        );
    });

    it("charges keys, web ACLs and their rules per month", () => {
        const acl = resource("aws:wafv2/webAcl:WebAcl", "acl", { inputs: { rules: [{}, {}, {}] } });
        const { fixed } = costOf(acl, resource("aws:kms/key:Key", "key"));
        assert.deepEqual(
            fixed.map(({ monthly }) => monthly),
            [1, 5, 3],
        );
    });

    it("has a price for each instance type in the settings and samples", () => {
        for (const type of ["t3.large", "m5.large"]) assert.equal(costOf(cluster, nodes(type)).fixed.length, 2, type);
    });

    it("charges an on-demand table by usage", () => {
        const { usage } = costOf(table("PAY_PER_REQUEST"));
        assert.deepEqual(
            usage.map(({ assumption, monthly }) => [assumption, monthly]),
            [
                ["tableWritesMillion", 0.63],
                ["tableReadsMillion", 1.25],
                ["tableGb", 0.25],
            ],
        );
    });

    it("uses the given assumptions, with the price of each tier", () => {
        const prices = withAssumed(readPrices(), { requestsMillion: 1_334, natGb: 0 });
        const run = readRun("x", [resource("aws:apigateway/restApi:RestApi", "api"), nat, ...checkedAndEnded]);
        const { usage } = estimateCost(run, prices);
        const monthly = Object.fromEntries(usage.map(({ assumption, monthly }) => [assumption, monthly]));
        // 333 at 3.50, 667 at 2.80, 334 at 2.38.
        assert.deepEqual(monthly, { requestsMillion: 3_828.02, natGb: 0, dataOutGb: 9 });
    });

    it("states the cost of an additional API", () => {
        const { addedApi, addedApiUsage } = costOf(balancer);
        assert.deepEqual([addedApi, addedApiUsage], [16.43, 4.38]);
        assert.match(asMarkdown(reportOf([balancer, ...checkedAndEnded])), /Each additional API .*16\.43 .*4\.38/);
    });

    it("states the assumed usage", () => {
        const { usage } = costOf(nat);
        assert.deepEqual(
            usage.map(({ what, count, monthly }) => [what, count, monthly]),
            [["GB through NAT gateways", 100, 4.5]],
        );
    });

    it("warns if the prices are of another region", () => {
        const config = { "aws:region": "eu-central-1" };
        const prelude = { sequence: 0, timestamp: 0, preludeEvent: { config } } as EngineEvent;
        assert.match(
            asMarkdown(reportOf([prelude, nat, ...checkedAndEnded])),
            /prices differ in eu-central-1, where the stack is/,
        );
        assert.doesNotMatch(asMarkdown(reportOf([nat, ...checkedAndEnded])), /prices differ/);
    });
});

describe("A price table", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is rejected with every problem", () => {
        const table = JSON.parse(readFileSync(defaultPrices, "utf8"));
        const file = join(folder, "prices.json");
        writeFileSync(
            file,
            JSON.stringify({ ...table, asOf: "now", fixed: { ...table.fixed, natGatewayHour: { usd: -1 } } }),
        );
        assert.throws(() => readPrices(file), /asOf.*natGatewayHour\.usd.*natGatewayHour\.source/s);
        writeFileSync(file, "{");
        assert.throws(() => readPrices(file), /got invalid JSON, want a price table/);
        assert.throws(() => readPrices(join(folder, "none")), /got ENOENT/);
    });
});
