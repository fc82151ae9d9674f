import { isOccupied } from "../../resources/network/attached-networks";
import type { Rejection, RejectionRequest } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { text } from "../../state/property-values";

/** Resources that EC2 does not delete while they are in use; the provider retries for some minutes. */
export const networkOrder: readonly Rejection[] = [
    inUse("a VPC with something in it", "aws:ec2/vpc:Vpc", "gruntwork-io/cloud-nuke#345", ({ id }, cloud) =>
        cloud.store.all().some(({ type, inputs }) => type.startsWith("aws:ec2/") && text(inputs.vpcId) === id)
            ? `DependencyViolation: The vpc '${id}' has dependencies and cannot be deleted.`
            : undefined,
    ),
    inUse(
        "a subnet with the network interface of a transit gateway or of a foreign machine in it",
        "aws:ec2/subnet:Subnet",
        "hashicorp/terraform-provider-aws#7320",
        ({ id = "" }, cloud) =>
            isOccupied(id, cloud)
                ? `DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted.`
                : undefined,
    ),
    inUse(
        "an internet gateway while a NAT gateway has an address",
        "aws:ec2/internetGateway:InternetGateway",
        "hashicorp/terraform#497",
        ({ properties }, cloud) =>
            natGatewaysIn(properties.vpcId, cloud).length > 0
                ? `DependencyViolation: Network ${text(properties.vpcId)} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
                : undefined,
    ),
];

function natGatewaysIn(vpcId: RejectionRequest["properties"][string] | undefined, cloud: Cloud) {
    const subnets = cloud.store
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ inputs }) => text(inputs.vpcId) === text(vpcId));
    return cloud.store
        .ofType("aws:ec2/natGateway:NatGateway")
        .filter(({ inputs }) => subnets.some(({ id }) => id === text(inputs.subnetId)));
}

function inUse(what: string, type: string, source: string, reject: Rejection["reject"]): Rejection {
    return { what: `deleting ${what}`, type, on: ["delete"], source, verbatim: true, retried: true, reject };
}
