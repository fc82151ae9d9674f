import assert from "node:assert/strict";
import { defaultSettings } from "../../../../../policy/contract/settings";
import { type Plain, type Resource, stackOf, UNKNOWN } from "../../../../../policy/reading/resource";
import { checkDoors } from "../../../../../policy/rules/r1/doors";
import { plainResource } from "../../../plain-resource";

const resource = (type: string, name: string, props: Resource["props"], id?: Plain): Resource =>
    plainResource(`aws:${type}`, name, props, { outputs: id === undefined ? {} : { id } });

const fleet = (subnet: Plain) =>
    resource("ec2/spotFleetRequest:SpotFleetRequest", "it", {
        launchSpecifications: [{ associatePublicIpAddress: false }, { subnetId: subnet }],
    });

const machines: Readonly<Record<string, (subnet: Plain) => Resource>> = {
    "a node group": (subnet) => resource("eks/nodeGroup:NodeGroup", "it", { subnetIds: ["subnet-2", subnet] }),
    "a scaling group": (subnet) => resource("autoscaling/group:Group", "it", { vpcZoneIdentifiers: [subnet] }),
    "a machine": (subnet) => resource("ec2/instance:Instance", "it", { subnetId: subnet }),
    "a spot machine": (subnet) => resource("ec2/spotInstanceRequest:SpotInstanceRequest", "it", { subnetId: subnet }),
    "a fleet": fleet,
    "a launch template": (subnet) =>
        resource("ec2/launchTemplate:LaunchTemplate", "it", { networkInterfaces: [{ subnetId: subnet }] }),
};

const reported = (machine: Resource, ...subnets: Resource[]) =>
    checkDoors(stackOf([machine, ...subnets]), defaultSettings)
        .flatMap(({ findings }) => findings)
        .filter(({ undecided }) => undecided === undefined)
        .map(({ urn }) => urn);

const gives = { mapPublicIpOnLaunch: true };
const open = resource("ec2/subnet:Subnet", "open", gives, "subnet-1");

describe("instances in a subnet that assigns public addresses, referenced only by its id", () => {
    for (const [name, machine] of Object.entries(machines)) {
        it(`are reported: ${name}`, () => assert.deepEqual(reported(machine("subnet-1"), open), ["it"]));

        it(`are not reported without a reference: ${name}`, () => {
            assert.deepEqual(reported(machine("subnet-3"), open), []);
            assert.deepEqual(reported(machine(UNKNOWN), open), []);
            const ids: readonly (Plain | undefined)[] = [undefined, UNKNOWN];
            for (const id of ids)
                assert.deepEqual(reported(machine(UNKNOWN), resource("ec2/subnet:Subnet", "new", gives, id)), []);
        });
    }

    it("are found anywhere in a fleet's list, with or without spaces", () => {
        for (const text of ["subnet-2,subnet-1", "subnet-1 , subnet-2", "subnet-2, subnet-1"])
            assert.deepEqual(reported(fleet(text), open), ["it"], text);
    });
});
