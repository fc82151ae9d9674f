import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { asMarkdown } from "../../../local/report/markdown";
import { defaultPrices, readPrices } from "../../../local/report/price-table";
import { judgedAndEnded, resource } from "./events";
import { reportOf } from "./sample";

const nat = resource("aws:ec2/natGateway:NatGateway", "nat");
const cluster = resource("aws:eks/cluster:Cluster", "eks");
const balancer = resource("kubernetes:core/v1:Service", "lb", { inputs: { spec: { type: "LoadBalancer" } } });
const stage = (size: string) => resource("aws:apigateway/stage:Stage", "live", { inputs: { cacheClusterSize: size } });
const nodes = (type: string) =>
    resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
        inputs: { instanceTypes: [type], scalingConfig: { minSize: 2 } },
    });

function costOf(...events: EngineEvent[]) {
    return reportOf([...events, ...judgedAndEnded]).cost;
}

describe("The cost of a stack", () => {
    it("adds up what is paid by the hour", () => {
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

    it("names what it cannot estimate instead of leaving it out", () => {
        assert.match(costOf(cluster).notEstimated.join(), /Auto Mode/);
        assert.match(costOf(cluster, nodes("z9.huge")).notEstimated.join(), /z9\.huge nodes of nodes/);
        assert.match(costOf(stage("7")).notEstimated.join(), /cache of 7 GB of stage live/);
        assert.deepEqual(costOf(stage("7")).fixed, []);
    });

    it("leaves out what is taken away, and a Service without a load balancer", () => {
        const gone = resource("aws:ec2/natGateway:NatGateway", "nat", { op: "delete" });
        assert.deepEqual(costOf(gone, resource("kubernetes:core/v1:Service", "inner")).fixed, []);
    });

    it("states the use that it assumes", () => {
        const { usage } = costOf(nat);
        assert.deepEqual(
            usage.map(({ what, count, monthly }) => [what, count, monthly]),
            [["GB through NAT gateways", 100, 4.5]],
        );
    });

    it("says so where the prices are of another region", () => {
        const config = { "aws:region": "eu-central-1" };
        const prelude = { sequence: 0, timestamp: 0, preludeEvent: { config } } as EngineEvent;
        assert.match(asMarkdown(reportOf([prelude, nat, ...judgedAndEnded])), /eu-central-1, where they differ/);
        assert.doesNotMatch(asMarkdown(reportOf([nat, ...judgedAndEnded])), /where they differ/);
    });
});

describe("A table of prices", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is refused with every fault", () => {
        const table = JSON.parse(readFileSync(defaultPrices, "utf8"));
        const file = join(folder, "prices.json");
        writeFileSync(
            file,
            JSON.stringify({ ...table, asOf: "now", fixed: { ...table.fixed, natGatewayHour: { usd: -1 } } }),
        );
        assert.throws(() => readPrices(file), /asOf.*natGatewayHour\.usd.*natGatewayHour\.source/s);
        writeFileSync(file, "{");
        assert.throws(() => readPrices(file), /got no JSON, want a table of prices/);
        assert.throws(() => readPrices(join(folder, "none")), /got ENOENT/);
    });
});
