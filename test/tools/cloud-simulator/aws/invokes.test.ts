import assert from "node:assert/strict";
import { awsInvokes } from "../../../../tools/cloud-simulator/aws/invokes/invokes";
import { seedExisting } from "../../../../tools/cloud-simulator/resources/existing-resources";
import { answerInvoke } from "../../../../tools/cloud-simulator/resources/invoke";
import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";

describe("functions of simulated aws", () => {
    let cloud: SimulatedCloud;
    beforeEach(() => {
        cloud = new SimulatedCloud("123456789012", "eu-central-1");
    });
    const call = (token: string, args: PropertyMap = {}) => answerInvoke(awsInvokes, token, args, cloud);

    it("know the account, the region and its zones", () => {
        assert.equal(call("aws:index/getCallerIdentity:getCallerIdentity").accountId, "123456789012");
        assert.equal(call("aws:index/getRegion:getRegion").region, "eu-central-1");
        assert.deepEqual(call("aws:index/getAvailabilityZones:getAvailabilityZones").names, [
            "eu-central-1a",
            "eu-central-1b",
            "eu-central-1c",
        ]);
    });

    it("know the zones of each region that newer accounts see, and three in a region that is not in the table", () => {
        const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
        const counts = ["us-west-1", "us-west-2", "us-east-1", "ap-northeast-1", "cn-north-1"].map((region) => {
            const { names, zoneIds } = call(token, { region });
            assert.ok(Array.isArray(names) && Array.isArray(zoneIds) && names.length === zoneIds.length);
            return names.length;
        });
        assert.deepEqual(counts, [2, 4, 6, 3, 3]);
        const one = "aws:index/getAvailabilityZone:getAvailabilityZone";
        assert.equal(call(one, { region: "us-east-1", name: "us-east-1e" }).zoneId, "use1-az3");
        assert.throws(() => call(one, { name: "eu-central-1d" }), /region "eu-central-1" has no zone "eu-central-1d"/);
    });

    it("find a load balancer by name, by ARN and by tags, and fail if none matches", () => {
        const token = "aws:lb/getLoadBalancer:getLoadBalancer";
        const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/shop/1";
        const outputs = { arn, name: "shop", tags: { team: "shop", tier: "gold" } };
        cloud.store.put({ urn: "urn:lb", type: "aws:lb/loadBalancer:LoadBalancer", id: arn, inputs: {}, outputs });
        assert.equal(call(token, { name: "shop" }).arn, arn);
        assert.equal(call(token, { arn }).name, "shop");
        assert.equal(call(token, { tags: { team: "shop" } }).arn, arn);
        assert.throws(
            () => call(token, { name: "other" }),
            /0 load balancers match \{"name":"other"\}, want exactly one/,
        );
    });

    it("find the subnets of a VPC", () => {
        for (const [id, vpcId] of [
            ["subnet-1", "vpc-1"],
            ["subnet-2", "vpc-2"],
        ] as const) {
            cloud.store.put({ urn: `urn:${id}`, type: "aws:ec2/subnet:Subnet", id, inputs: {}, outputs: { vpcId } });
        }
        const token = "aws:ec2/getSubnets:getSubnets";
        assert.deepEqual(call(token, { filters: [{ name: "vpc-id", values: ["vpc-2"] }] }).ids, ["subnet-2"]);
        assert.throws(() => call(token, { filters: [{ name: "tag:a", values: ["b"] }] }), /no filter "tag:a"/);
    });

    it("find a cluster that exists, and a subnet by its id", () => {
        const type = "aws:eks/cluster:Cluster";
        assert.deepEqual(call("aws:eks/getClusters:getClusters").names, []);
        assert.throws(() => call("aws:eks/getCluster:getCluster", { name: "shop" }), /No cluster found for name: shop/);
        const outputs = { name: "shop", vpcConfig: { subnetIds: ["subnet-1"] } };
        cloud.store.put({ urn: "urn:c", type, id: "shop", inputs: {}, outputs });
        const subnet = { availabilityZone: "eu-central-1a", cidrBlock: "10.0.0.0/24" };
        cloud.store.put({ urn: "urn:s", type: "aws:ec2/subnet:Subnet", id: "subnet-1", inputs: {}, outputs: subnet });
        assert.deepEqual(call("aws:eks/getClusters:getClusters").names, ["shop"]);
        assert.deepEqual(call("aws:eks/getCluster:getCluster", { name: "shop" }).vpcConfig, outputs.vpcConfig);
        assert.equal(call("aws:ec2/getSubnet:getSubnet", { id: "subnet-1" }).cidrBlock, "10.0.0.0/24");
    });

    it("find an existing VPC, its subnets and their route tables", () => {
        const [id, one, two] = ["vpc-1", "subnet-1", "subnet-2"];
        const vpc = { id, privateSubnetIds: [one], isolatedSubnetIds: [two] };
        seedExisting({ vpc }, cloud);
        const ids = (token: string, name: string, ...values: string[]) =>
            call(token, { filters: [{ name, values }] }).ids;
        assert.deepEqual(ids("aws:ec2/getVpcs:getVpcs", "vpc-id", id, "vpc-2"), [id]);
        assert.deepEqual(ids("aws:ec2/getVpcs:getVpcs", "vpc-id", "vpc-2"), []);
        assert.deepEqual(ids("aws:ec2/getSubnets:getSubnets", "subnet-id", two, "subnet-3"), [two]);
        const { cidrBlockAssociations } = call("aws:ec2/getVpc:getVpc", { id });
        assert.equal(JSON.stringify(cidrBlockAssociations).match(/"associated"/g)?.length, 2);
        const routes = (subnet: string) => {
            const tables = ids("aws:ec2/getRouteTables:getRouteTables", "association.subnet-id", subnet);
            assert.ok(Array.isArray(tables) && tables.length === 1);
            return call("aws:ec2/getRouteTable:getRouteTable", { routeTableId: tables[0] ?? "" }).routes;
        };
        assert.match(JSON.stringify(routes(one)), /"gatewayId":"","natGatewayId":"nat-/);
        assert.deepEqual(routes(two), []);
        assert.throws(() => call("aws:ec2/getRouteTable:getRouteTable", { routeTableId: "rtb-9" }), /no results/);
    });

    it("find existing clusters and their add-ons", () => {
        seedExisting({ eksCluster: { name: "shared", isAutoMode: false }, ecsClusterName: "tasks" }, cloud);
        const cluster = call("aws:eks/getCluster:getCluster", { name: "shared" });
        assert.deepEqual(cluster.computeConfigs, [{ enabled: false }]);
        const addOn = (addonName: string) => call("aws:eks/getAddon:getAddon", { clusterName: "shared", addonName });
        assert.match(String(addOn("vpc-cni").configurationValues), /enableNetworkPolicy/);
        assert.throws(() => addOn("coredns"), /couldn't find resource/);
        const arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/tasks";
        assert.deepEqual(call("aws:ecs/getClusters:getClusters").clusterArns, [arn]);
        const { status, arn: found } = call("aws:ecs/getCluster:getCluster", { clusterName: "tasks" });
        assert.deepEqual([status, found], ["ACTIVE", arn]);
        assert.throws(() => call("aws:ecs/getCluster:getCluster", { clusterName: "x" }), /couldn't find resource/);
    });

    it("know the zone ids of an account of which they have subnets", () => {
        cloud = new SimulatedCloud("123456789012", "us-east-1");
        const outputs = { availabilityZone: "us-east-1a", availabilityZoneId: "use1-az3" };
        cloud.store.put({ urn: "urn:s", type: "aws:ec2/subnet:Subnet", id: "subnet-1", inputs: {}, outputs });
        const { zoneIds } = call("aws:index/getAvailabilityZones:getAvailabilityZones");
        assert.deepEqual((zoneIds as string[]).slice(0, 2), ["use1-az3", "use1-az1"]);
    });

    it("filter zones only by what leaves out none of the simulated ones", () => {
        const zones = (name: string) =>
            call("aws:index/getAvailabilityZones:getAvailabilityZones", { filters: [{ name, values: ["x"] }] }).names;
        assert.equal((zones("opt-in-status") as string[]).length, 3);
        assert.throws(() => zones("zone-type"), /getAvailabilityZones has no filter "zone-type"/);
    });

    it("find a public hosted zone by its name, or any by its id, and fail as the provider does", () => {
        const token = "aws:route53/getZone:getZone";
        const zone = { name: "shop.dev", isPrivate: false, isDelegated: true, records: [] };
        cloud.hostedZones.push({ ...zone, id: "Z1" }, { ...zone, id: "Z2", isPrivate: true });
        assert.equal(call(token, { name: "Shop.dev." }).zoneId, "Z1");
        assert.equal(call(token, { name: "shop.dev", privateZone: true }).zoneId, "Z2");
        const { name, privateZone } = call(token, { zoneId: "Z2" });
        assert.deepEqual([name, privateZone], ["shop.dev", true]);
        assert.throws(() => call(token, { zoneId: "Z3" }), /^Error: couldn't find resource$/);
        assert.throws(() => call(token, { name: "other.dev" }), /^Error: no matching Route 53 Hosted Zone found$/);
        const outputs = { name: "shop.dev" };
        cloud.store.put({ urn: "urn:z", type: "aws:route53/zone:Zone", id: "Z4", inputs: {}, outputs });
        assert.throws(() => call(token, { name: "shop.dev" }), /multiple Route 53 Hosted Zones matched/);
    });

    it("write policy documents", () => {
        const { json } = call("aws:iam/getPolicyDocument:getPolicyDocument", {
            statements: [
                {
                    sid: "Push",
                    actions: ["logs:PutLogEvents", "logs:CreateLogStream"],
                    resources: ["*"],
                    principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }],
                    conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] }],
                },
            ],
        });
        assert.deepEqual(JSON.parse(String(json)), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "Push",
                    Effect: "Allow",
                    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    Resource: "*",
                    Principal: { Service: "ec2.amazonaws.com" },
                    Condition: { StringEquals: { "aws:SourceAccount": "1" } },
                },
            ],
        });
    });

    it("are rejected by name if they are unknown, as are arguments", () => {
        assert.throws(() => call("aws:ec2/getAmi:getAmi"), /simulated aws has no function "aws:ec2\/getAmi:getAmi"/);
        assert.throws(
            () => call("aws:ec2/getVpc:getVpc", { default: true, cidrBlock: "10.0.0.0/8" }),
            /simulated aws does not know "cidrBlock" in the arguments of "aws:ec2\/getVpc:getVpc"/,
        );
    });
});
