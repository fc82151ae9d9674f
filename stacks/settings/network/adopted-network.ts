import type { z } from "zod";
import { list, object, string } from "../form";

const subnetId = string("the id of a subnet such as subnet-0a1b2c3d4e5f67890", /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/);

/** A list of subnets, each of which is in it once. */
function subnetIds(form: string, min: number) {
    return list(form, subnetId).check(({ value, issues }) => {
        if (value.length < min) {
            const message = value.length === 0 ? form : "another subnet in it, in another zone";
            issues.push({ code: "custom", input: value, path: [], message });
        }
        for (const [index, id] of value.entries()) {
            if (value.indexOf(id) === index) continue;
            const message = "a subnet that is not in the list already";
            issues.push({ code: "custom", input: value, path: [index], message });
        }
    });
}

/** The settings of a VPC that exists already: `gatehouse:network` with the key `vpcId`. */
export const adoptedNetwork = object({
    vpcId: string("the id of a VPC such as vpc-0a1b2c3d4e5f67890", /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/).describe(
        "An existing VPC in the stack's region, in place of one that the stack creates. Nothing of it is changed or deleted.",
    ),
    privateSubnetIds: subnetIds("a list of at least two subnets, one in each zone", 2).describe(
        "Its private subnets in which APIs and load balancers run: one of each zone, in at least two zones, without a route to an internet gateway.",
    ),
    isolatedSubnetIds: subnetIds("a list of at least two subnets, one in each zone", 2)
        .optional()
        .describe("Its subnets for databases, in at least two zones. Default: none."),
});

/** The settings of a VPC that exists already. */
export type AdoptedNetworkSettings = z.output<typeof adoptedNetwork>;
