import { parseCidr } from "../../../../stacks/settings/cidr";
import { contains, overlap } from "../../resources/network/blocks";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { type PropertyMap, text } from "../../state/property-values";

const associationType = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const guide = "docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions";

/** Private ranges: the blocks of a VPC may be in one of them only. */
const ranges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/** Further blocks of a VPC that EC2 rejects. */
export const vpcBlocks: readonly Rejection[] = [
    {
        what: "a further block of a VPC with a prefix that is not between /16 and /28",
        type: associationType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/ec2/vpc_ipv4_cidr_block_association.go",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const prefix = parseCidr(text(properties.cidrBlock))?.prefix ?? 16;
            return prefix >= 16 && prefix <= 28
                ? undefined
                : `expected cidr_block to contain a network Value with between 16 and 28 significant bits, got: ${prefix}`;
        },
    },
    {
        what: "a further block of a VPC that overlaps one of its others",
        type: associationType,
        on: ["create"],
        source: guide,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const block = text(properties.cidrBlock);
            const other = vpcBlocksOf(text(properties.vpcId), cloud).find((own) => overlap(own, block));
            return other && `CidrConflict: The CIDR '${block}' conflicts with ${other}`;
        },
    },
    {
        what: "a further block of a VPC in 198.19.0.0/16, or in a private range other than that of its first block (the latter is unconfirmed)",
        type: associationType,
        on: ["create"],
        source: `${guide}, aws/aws-eks-best-practices#633, aws/aws-cdk#36111`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const block = text(properties.cidrBlock);
            const [first = ""] = vpcBlocksOf(text(properties.vpcId), cloud);
            const [before, after] = [first, block].map((each) => ranges.find((range) => contains(range, each)));
            const isMixed = before !== undefined && after !== undefined && before !== after;
            return isMixed || contains("198.19.0.0/16", block)
                ? `InvalidVpc.Range: the CIDR '${block}' is restricted beside '${first}'`
                : undefined;
        },
    },
    {
        what: "removing a block of a VPC in which there are subnets",
        type: associationType,
        on: ["delete"],
        source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidCidrBlock.InUse)",
        verbatim: false,
        retried: true,
        reject: ({ properties }, cloud) =>
            hasSubnets(properties, cloud)
                ? `InvalidCidrBlock.InUse: The vpc ${text(properties.vpcId)} currently has a subnet within CIDR block ${text(properties.cidrBlock)}`
                : undefined,
    },
];

/** The blocks of a VPC of this stack, the first one first. */
export function vpcBlocksOf(vpcId: string, { store }: Cloud): string[] {
    const first = store.find("aws:ec2/vpc:Vpc", vpcId)?.outputs.cidrBlock;
    const further = store
        .ofType(associationType)
        .filter(({ inputs }) => text(inputs.vpcId) === vpcId)
        .map(({ inputs }) => text(inputs.cidrBlock));
    return first === undefined ? [] : [text(first), ...further];
}

function hasSubnets({ vpcId, cidrBlock }: PropertyMap, { store }: Cloud): boolean {
    return store
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ inputs }) => text(inputs.vpcId) === text(vpcId))
        .some(({ inputs }) => contains(text(cidrBlock), text(inputs.cidrBlock)));
}
