import assert from "node:assert/strict";
import { unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SampleHttpApi, server } from "./sample-http-api";

const groupType = "aws:ec2/securityGroup:SecurityGroup";

describe("simulated VPC links V2", () => {
    let http: SampleHttpApi;
    beforeEach(() => {
        http = new SampleHttpApi();
    });
    const link = (subnetIds: string[], securityGroupIds: string[] = [], name = "link") =>
        http.make("link", { subnetIds, securityGroupIds }, name);

    it("are in zones that have them", () => {
        const subnets = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"].map(
            (zone, index) => http.subnet(zone, "vpc-1", `10.0.${index}.0/24`),
        );
        const zoneOf = (id: string) =>
            http.aws.cloud.store.find("aws:ec2/subnet:Subnet", id)?.outputs.availabilityZoneId;
        const without = subnets.find((id) => zoneOf(id) === "use1-az3") ?? "";
        assert.throws(
            () => link(subnets),
            new RegExp(`Subnet '${without}' is in Availability Zone 'use1-az3' where service is not available$`),
        );
        link(subnets.filter((id) => id !== without));
    });

    it("have 1 to 10 subnets", () => {
        assert.throws(() => link([]), /SubnetIds for a vpc link cannot be empty$/);
        const many = Array.from({ length: 11 }, (_, index) => `subnet-${index}`);
        assert.throws(() => link(many), /the quota of 10 subnets of a VPC link is reached$/);
        link(many.slice(1));
        http.preview("link", { subnetIds: unknown, securityGroupIds: [] });
    });

    it("are in one VPC", () => {
        const [own, other] = [http.subnet("eu-central-1a"), http.subnet("eu-central-1b", "vpc-2")];
        assert.throws(() => link([own, other]), /are in more than one VPC: vpc-1, vpc-2$/);
        const group = http.aws.make(groupType, { vpcId: "vpc-2" }).id;
        assert.throws(() => link([own], [group]), /are in more than one VPC/);
        link([other], [group]);
    });

    it("are at most 10 in a region", () => {
        for (let index = 0; index < 10; index += 1) link(["subnet-1"], [], `link${index}`);
        assert.throws(() => link(["subnet-1"], [], "more"), /the quota of 10 VPC links V2 in a region is reached$/);
    });

    it("stay while an integration uses them, and keep their groups", async () => {
        const subnets = [http.subnet("eu-central-1a"), http.subnet("eu-central-1b", "vpc-1", "10.0.1.0/24")];
        const group = http.aws.make(groupType, { vpcId: "vpc-1" });
        const own = link(subnets, [group.id]);
        const given = { connectionType: "VPC_LINK", connectionId: own.id, integrationUri: http.listener(subnets) };
        const integration = http.make("integration", { ...server, ...given });
        const words = (reference: string) =>
            `BadRequestException: Cannot delete vpc link. Vpc link '${own.id}', is referenced in [ANY:${reference}] in format of [Method:Resource].`;
        assert.equal(http.rejectionOf("link", own), words(integration.id));
        const route = http.make("route", { routeKey: "GET /", target: `integrations/${integration.id}` });
        assert.equal(http.rejectionOf("link", own), words(route.id));
        assert.match(http.aws.rejectionOf(groupType, group) ?? "", /^DependencyViolation/);
        await http.remove("route", route);
        await http.remove("integration", integration);
        assert.equal(http.rejectionOf("link", own), undefined);
        await http.remove("link", own);
        assert.equal(http.aws.rejectionOf(groupType, group), undefined);
    });
});
