import { z } from "zod";
import { parseCidr, reservedBlock } from "../cidr";
import { boolean, integer, object, oneOf, string } from "../form";
import { isZoneId } from "../zones";
import { maxZoneMask } from "./subnets";

const blockForm = "an IPv4 block such as 10.20.0.0/16, without bits behind its prefix";

/** An IPv4 block. */
export const cidr = string(blockForm, /./).refine((value) => parseCidr(value) !== undefined, { error: blockForm });

const zonesForm = "an integer from 2 to 6, or a list of zone names or ids such as [us-east-1a, use1-az2]";
const zoneForm = "the name or the id of an availability zone, such as us-east-1a or use1-az6";
const maskForm = `an integer from 17 to ${maxZoneMask}`;

// No region has more than six zones.
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
            if (!isZoneName(name) && !isZoneId(name)) reject(zoneForm, [index]);
            else if (value.indexOf(name) < index) reject("a zone that is not in the list already", [index]);
        }
    })
    .meta({ form: zonesForm });

function isZoneName(text: string): boolean {
    return /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(text);
}

const isolatedForm = "an IPv4 block from /16 to /25 such as 10.20.255.0/24, without bits behind its prefix";

// Each of its eight parts is a subnet, which has 16 addresses at least
// (docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html).
const isolatedCidrBlock = string(isolatedForm, /./).refine(
    (value) => {
        const block = parseCidr(value);
        return block !== undefined && block.prefix >= 16 && block.prefix <= 25 && reservedBlock(value) === undefined;
    },
    { error: isolatedForm },
);

/** The settings of the VPC: `gatehouse:network`. */
export const network = object({
    cidrBlock: cidr
        .check(({ value, issues }) => {
            const reserved = reservedBlock(value);
            if (reserved === undefined) return;
            const message = `a block that VPCs can have: ${reserved}`;
            issues.push({ code: "custom", input: value, path: [], message });
        })
        .describe("IPv4 block of the VPC, /16 or smaller. Cannot be changed later."),
    availabilityZones: availabilityZones
        .default(2)
        .describe(
            "Zones that the subnets are spread over: the first ones of the account that EKS accepts, or these. EKS needs at least two. Zones can be added later if `availabilityZoneCidrMask` leaves room, but the cluster stays in those in which it was created.",
        ),
    availabilityZoneCidrMask: integer(maskForm, 17, maxZoneMask)
        .optional()
        .describe(
            "Length of the prefix of each zone's block, half of which is a public subnet and half a private one: 19 divides a /16 into room for eight zones. Cannot be changed later. Without it the zones share the whole VPC, without room for more of them.",
        ),
    natGateways: oneOf(["single", "onePerZone"])
        .default("single")
        .describe(
            "One NAT gateway for all zones, or one in each: the latter costs more, but no zone depends on another.",
        ),
    isolatedCidrBlock: isolatedCidrBlock
        .optional()
        .describe(
            "IPv4 block of the subnets of databases, which have no route out of the VPC: a part of `cidrBlock` that no zone has, or a block outside it, which is added to the VPC. Cannot be changed while an API has a database. Default: the last /24 of `cidrBlock`, if no zone has it.",
        ),
    networkAcls: boolean()
        .default(false)
        .describe(
            "Let a network ACL admit only connections from the private subnets to those of databases, in addition to security groups.",
        ),
});
