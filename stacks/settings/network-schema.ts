import { z } from "zod";
import { parseCidr, reservedBlock } from "./cidr";
import { object, oneOf, string } from "./form";

const blockForm = "an IPv4 block such as 10.20.0.0/16, without bits behind its prefix";

/** An IPv4 block. */
export const cidr = string(blockForm, /./).refine((value) => parseCidr(value) !== undefined, { error: blockForm });

const zonesForm = "an integer from 2 to 6, or a list of zone names such as [us-east-1a, us-east-1b]";
const zoneNameForm = "the name of an availability zone such as us-east-1a";

// awsx accepts names as well as a number, and no region has more than six zones.
const availabilityZones = z
    .union([z.number(), z.array(z.string())], { error: zonesForm })
    .check(({ value, issues }) => {
        const reject = (message: string, path: number[] = []) =>
            issues.push({ code: "custom", input: value, path, message });
        if (typeof value === "number") {
            if (!Number.isInteger(value) || value < 2 || value > 6) reject(zonesForm);
            return;
        }
        if (value.length < 2 || value.length > 6) reject("from 2 to 6 zones, as EKS needs at least two");
        for (const [index, name] of value.entries()) {
            if (!/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(name)) reject(zoneNameForm, [index]);
            else if (value.indexOf(name) < index) reject("a zone that is not in the list already", [index]);
        }
    })
    .meta({ form: zonesForm });

/** The settings of the VPC: `gatehouse:network`. */
export const network = object({
    cidrBlock: cidr
        .check(({ value, issues }) => {
            const reserved = reservedBlock(value);
            if (reserved === undefined) return;
            const message = `a block that VPCs can have: ${reserved}`;
            issues.push({ code: "custom", input: value, path: [], message });
        })
        .describe("IPv4 block of the VPC, /16 or smaller."),
    availabilityZones: availabilityZones
        .default(2)
        .describe(
            "Zones that the subnets are spread over: the first ones of the account, or these. EKS needs at least two, and accepts none of `use1-az3`, `usw1-az2` and `cac1-az3`.",
        ),
    natGateways: oneOf(["single", "onePerZone"])
        .default("single")
        .describe(
            "One NAT gateway for all zones, or one in each: the latter costs more, but no zone depends on another.",
        ),
});
