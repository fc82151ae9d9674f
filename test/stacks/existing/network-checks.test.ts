import assert from "node:assert/strict";
import { networkProblems, networkWarnings } from "../../../stacks/existing/network-checks";
import type { NetworkFacts, SubnetFacts, VpcFacts } from "../../../stacks/existing/network-facts";

const settings = { vpcId: "vpc-1", privateSubnetIds: ["subnet-a", "subnet-b"] };
const use = { kinds: ["kubernetes"], createsCluster: false, createsPrivateDns: false } as const;
const vpc: VpcFacts = { cidrBlocks: ["10.0.0.0/16"], enableDnsHostnames: true, enableDnsSupport: true };

function subnet(id: string, zone: string, changes: Partial<SubnetFacts> = {}): SubnetFacts {
    return {
        ...{ id, vpcId: "vpc-1", zone: `us-east-1${zone}`, zoneId: "use1-az1", freeAddresses: 250 },
        ...{ mapPublicIpOnLaunch: false, routeTableId: "rtb-1", internetGatewayIds: [], hasDefaultRoute: true },
        ...changes,
    };
}

function facts(
    a: Partial<SubnetFacts> = {},
    b: Partial<SubnetFacts> = {},
    own: VpcFacts | undefined = vpc,
): NetworkFacts {
    const subnets = [subnet("subnet-a", "a", a), subnet("subnet-b", "b", b)];
    return { region: "us-east-1", vpc: own, subnets: new Map(subnets.map((each) => [each.id, each])) };
}

describe("the checks of an existing VPC", () => {
    it("accept private subnets in two zones", () => {
        assert.deepEqual(networkProblems(settings, facts(), use), []);
        assert.deepEqual(networkWarnings(settings, facts()), []);
    });

    it("reject a VPC and subnets that do not exist in the region", () => {
        const nowhere: NetworkFacts = { region: "us-east-1", vpc: undefined, subnets: new Map() };
        assert.deepEqual(networkProblems(settings, nowhere, use), [
            'gatehouse:network.vpcId: got "vpc-1", want the id of a VPC in us-east-1 that the credentials can see',
            'gatehouse:network.privateSubnetIds.0: got "subnet-a", want the id of a subnet in us-east-1 that the credentials can see',
            'gatehouse:network.privateSubnetIds.1: got "subnet-b", want the id of a subnet in us-east-1 that the credentials can see',
        ]);
    });

    const rejected: readonly [title: string, changes: Partial<SubnetFacts>, want: string][] = [
        ["of another VPC", { vpcId: "vpc-2" }, "a subnet of vpc-1; it is one of vpc-2"],
        [
            "in a zone that has one",
            { zone: "us-east-1a" },
            "a subnet in another zone than that of subnet-a, us-east-1a: one of each zone",
        ],
        [
            "with a route to an internet gateway",
            { internetGatewayIds: ["igw-1"] },
            "a private subnet: its route table, rtb-1, has a route to the internet gateway igw-1",
        ],
        [
            "that assigns public addresses",
            { mapPublicIpOnLaunch: true },
            "a subnet whose mapPublicIpOnLaunch is off: it assigns public addresses",
        ],
    ];
    for (const [title, changes, want] of rejected)
        it(`reject a subnet ${title}`, () => {
            const problems = networkProblems(settings, facts({}, changes), use);
            assert.deepEqual(problems, [`gatehouse:network.privateSubnetIds.1: got "subnet-b", want ${want}`]);
            const isolated = { ...settings, privateSubnetIds: [], isolatedSubnetIds: ["subnet-a", "subnet-b"] };
            assert.deepEqual(networkProblems(isolated, facts({}, changes), use), [
                `gatehouse:network.isolatedSubnetIds.1: got "subnet-b", want ${want}`,
            ]);
        });

    it("want DNS names for Kubernetes and Fargate, and DNS for every kind", () => {
        const without = facts({}, {}, { ...vpc, enableDnsHostnames: false, enableDnsSupport: false });
        const wants = (kinds: readonly ("instances" | "fargate")[], createsPrivateDns = false) =>
            networkProblems(settings, without, { ...use, kinds, createsPrivateDns }).map(
                (text) => text.split("whose ")[1],
            );
        assert.deepEqual(wants(["instances"]), ["enableDnsSupport is on, for APIs on EC2"]);
        assert.deepEqual(wants(["fargate", "instances"]), [
            "enableDnsSupport is on, for APIs on Fargate",
            "enableDnsHostnames is on, for APIs on Fargate",
        ]);
        assert.deepEqual(wants(["instances"], true), [
            "enableDnsSupport is on, for private DNS of the REST API's VPC endpoint",
            "enableDnsHostnames is on, for private DNS of the REST API's VPC endpoint",
        ]);
    });

    it("reject a zone without clusters only for a cluster that the stack creates", () => {
        const inZone = facts({}, { zoneId: "use1-az3" });
        assert.deepEqual(networkProblems(settings, inZone, use), []);
        assert.deepEqual(networkProblems(settings, inZone, { ...use, createsCluster: true }), [
            'gatehouse:network.privateSubnetIds.1: got "subnet-b", want a subnet in another zone than use1-az3, in which EKS has no clusters',
        ]);
    });

    it("warn of a subnet without a route out, or with few free addresses", () => {
        const [route = "", addresses = "", ...more] = networkWarnings(
            settings,
            facts({ hasDefaultRoute: false }, { freeAddresses: 7 }),
        );
        assert.match(
            route,
            /^gatehouse:network\.privateSubnetIds\.0: subnet-a: route table rtb-1 has no route to 0\.0\.0\.0\/0/,
        );
        assert.match(addresses, /^gatehouse:network\.privateSubnetIds\.1: subnet-b: 7 free addresses/);
        assert.deepEqual(more, []);
    });
});
