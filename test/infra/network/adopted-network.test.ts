import assert from "node:assert/strict";
import { AdoptedNetwork } from "../../../infra/network/adopted-network";
import { listed, record } from "../recorder";

const args = {
    vpcId: "vpc-1",
    vpcCidrBlocks: ["10.64.0.0/16", "100.64.0.0/16"],
    privateSubnets: [
        { id: "subnet-1", zone: "eu-central-1a", zoneId: "euc1-az2" },
        { id: "subnet-2", zone: "eu-central-1b", zoneId: "euc1-az3" },
    ],
    isolatedSubnetIds: ["subnet-3", "subnet-4"],
};

describe("AdoptedNetwork", () => {
    it("registers nothing, and nothing depends on it", async () => {
        let network: AdoptedNetwork | undefined;
        const registered = await record(() => {
            network = new AdoptedNetwork(args);
        });
        assert.deepEqual(listed(registered), []);
        assert.deepEqual(network?.dependencies, []);
    });

    it("knows its subnets by id, by zone, for load balancers and for databases", async () => {
        const found: Record<string, unknown> = {};
        await record(() => {
            const network = new AdoptedNetwork(args);
            const { privateSubnetIds, isolatedSubnetIds, loadBalancerSubnetIds } = network;
            Object.assign(found, { loadBalancerSubnetIds });
            privateSubnetIds.apply((ids) => Object.assign(found, { private: ids }));
            isolatedSubnetIds?.apply((ids) => Object.assign(found, { isolated: ids }));
            network.privateSubnetIdsIn(["eu-central-1b"]).apply((ids) => Object.assign(found, { b: ids }));
        });
        assert.deepEqual(found, {
            loadBalancerSubnetIds: ["subnet-1", "subnet-2"],
            private: ["subnet-1", "subnet-2"],
            isolated: ["subnet-3", "subnet-4"],
            b: ["subnet-2"],
        });
    });
});
