import assert from "node:assert/strict";
import { linkZoneProblems } from "../../../stacks/http/link-subnets";

const ids = { a: "use1-az3", b: "use1-az1", c: "use1-az2" };
const created = (...network: string[]) => linkZoneProblems({ zones: { network, ids } });
const adopted = (...zoneIds: string[]) => {
    const privateSubnets = zoneIds.map((zoneId, index) => ({ id: `subnet-${index}`, zone: zoneId, zoneId }));
    return linkZoneProblems({ zones: { network: [] }, existing: { network: { privateSubnets } } });
};

describe("the zones of an HTTP API", () => {
    it("are two or more, one of which has VPC links", () => {
        assert.deepEqual(created("b", "c"), []);
        assert.deepEqual(created("a", "b"), []);
        assert.deepEqual(adopted("use1-az3", "use1-az1"), []);
    });

    it("are rejected where the load balancer or the link cannot be", () => {
        assert.deepEqual(created("b"), [
            'gatehouse:network.availabilityZones: got "use1-az1", want two zones, as the HTTP API\'s load balancer needs',
        ]);
        assert.deepEqual(adopted("afs1-az1", "afs1-az2"), [
            'gatehouse:network.privateSubnetIds: got "afs1-az1, afs1-az2", want a zone with VPC links, through which the HTTP API reaches its load balancer; some regions have none',
        ]);
    });
});
