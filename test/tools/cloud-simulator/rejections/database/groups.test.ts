import assert from "node:assert/strict";
import { unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";
import { accepted, makeNetwork, types } from "./sample-database";

const { instance, subnetGroup, parameterGroup } = types;

describe("groups of simulated databases", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.cloud.today = "2026-11-29";
    });

    it("need subnets in two zones", () => {
        const { subnetIds } = makeNetwork(aws);
        assert.throws(
            () => aws.make(subnetGroup, { name: "one", subnetIds: subnetIds.slice(0, 1) }, "one"),
            /DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone \(AZ\) coverage requirement\. Current AZ coverage: eu-central-1a\. Add subnets to cover at least 2 AZs\.$/,
        );
        aws.make(subnetGroup, { name: "foreign", subnetIds: ["subnet-foreign"] }, "foreign");
    });

    it("have names of small letters", () => {
        const { subnetIds } = makeNetwork(aws);
        for (const name of ["Orders", "default", "or/ders"])
            assert.throws(() => aws.make(subnetGroup, { name, subnetIds }, "other"), /"name" has a form/, name);
        for (const name of ["Orders", "1st", "or_ders", "or--ders"])
            assert.throws(() => aws.make(parameterGroup, { name, family: "mysql8.4" }), /"name" has a form/, name);
        aws.make(parameterGroup, { family: "mysql8.4" }, "orders");
        aws.preview(parameterGroup, { name: unknown, family: "mysql8.4" });
    });

    it("keep the subnets of a running database", () => {
        const { vpcId, subnetIds, group } = makeNetwork(aws);
        const third = aws.make(
            types.subnet,
            { vpcId, cidrBlock: "10.20.2.0/24", availabilityZone: "eu-central-1c" },
            "third",
        ).id;
        const kept = { name: "main", subnetIds: [...subnetIds.slice(1), third] };
        aws.update(subnetGroup, group, kept);
        aws.make(instance, { ...accepted, dbSubnetGroupName: group.id });
        assert.throws(() => aws.update(subnetGroup, group, kept), /SubnetAlreadyInUse: subnet-\w+ may be in use/);
        aws.update(subnetGroup, group, { name: "main", subnetIds: [...subnetIds, third] });
    });

    it("are not deleted while a database uses them, nor are its subnets and security groups", () => {
        const { vpcId, subnetIds, group } = makeNetwork(aws);
        const parameters = aws.make(parameterGroup, { name: "orders", family: "mysql8.4" });
        const firewall = aws.make(types.securityGroup, { name: "orders", vpcId });
        const subnet = { id: subnetIds[0] ?? "", outputs: {} };
        const parts = [
            [
                subnetGroup,
                group,
                /Cannot delete the subnet group 'main' because at least one database instance: orders is/,
            ],
            [
                parameterGroup,
                parameters,
                /still members of this parameter group orders, so the group cannot be deleted$/,
            ],
            [types.securityGroup, firewall, /^DependencyViolation: resource sg-\w+ has a dependent object$/],
            [types.subnet, subnet, /^DependencyViolation: The subnet '/],
        ] as const;
        for (const [type, part] of parts) assert.equal(aws.rejectionOf(type, part), undefined);
        aws.make(instance, {
            ...accepted,
            ...{ dbSubnetGroupName: group.id, parameterGroupName: parameters.id, vpcSecurityGroupIds: [firewall.id] },
        });
        for (const [type, part, words] of parts) assert.match(aws.rejectionOf(type, part) ?? "", words);
    });

    it("take only parameters of their engine, and 0 or 1 instead of its words", () => {
        const make = (family: string, name: string, value: string) =>
            aws.make(parameterGroup, { name: "orders", family, parameters: [{ name, value }] });
        assert.throws(
            () => make("mysql8.4", "require_secure_transport", "ON"),
            /Invalid parameter value: ON for: require_secure_transport allowed values are: 0,1$/,
        );
        assert.throws(() => make("postgres17", "rds.force_ssl", "true"), /for: rds\.force_ssl allowed values/);
        assert.throws(
            () => make("postgres17", "require_secure_transport", "1"),
            /Could not find parameter with name: req/,
        );
        assert.throws(
            () => make("mysql8.4", "rds.force_ssl", "1"),
            /Could not find parameter with name: rds\.force_ssl$/,
        );
        make("mysql8.4", "require_secure_transport", "1");
    });

    it("change a static parameter with the next restart only", () => {
        const make = (applyMethod?: string) => {
            const parameter = { name: "rds.force_ssl", value: "1", ...(applyMethod && { applyMethod }) };
            return aws.make(parameterGroup, { name: "orders", family: "postgres14", parameters: [parameter] });
        };
        for (const method of [undefined, "immediate"])
            assert.throws(() => make(method), /cannot use immediate apply method for static parameter$/);
        make("pending-reboot");
    });
});
