import type { Cloud } from "../../state/cloud";
import { elementsOf, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

/** Type of the attachment of a VPC to a transit gateway, which other networks are attached to as well. */
export const attachmentType = "aws:ec2transitgateway/vpcAttachment:VpcAttachment";

/** Type of a network interface, such as that of a runner inside the VPC. */
export const interfaceType = "aws:ec2/networkInterface:NetworkInterface";

/** A network from which packets get to the private addresses of a VPC. */
export interface AttachedNetwork {
    /** Whether it is the VPC itself. */
    readonly isInside: boolean;
}

/** The networks that are attached to a VPC, and the VPC itself if a foreign network interface, such as a runner's, is in it. */
export function attachedNetworks(cloud: Cloud, vpcId: string): AttachedNetwork[] {
    const attachments = cloud.store.ofType(attachmentType).filter(({ inputs }) => text(inputs.vpcId) === vpcId);
    const interfaces = cloud.store
        .ofType(interfaceType)
        .filter(({ inputs }) => subnetsOf(vpcId, cloud).some((subnet) => subnet.id === text(inputs.subnetId)));
    return [...attachments.map(() => ({ isInside: false })), ...interfaces.map(() => ({ isInside: true }))];
}

/** Whether a subnet contains the network interface of an attachment or of a foreign machine. */
export function isOccupied(subnetId: string, cloud: Cloud): boolean {
    return (
        cloud.store
            .ofType(attachmentType)
            .some(({ inputs }) => elementsOf(inputs.subnetIds).map(text).includes(subnetId)) ||
        cloud.store.ofType(interfaceType).some(({ inputs }) => text(inputs.subnetId) === subnetId)
    );
}

function subnetsOf(vpcId: string, cloud: Cloud): LiveResource[] {
    return cloud.store.ofType("aws:ec2/subnet:Subnet").filter(({ inputs }) => text(inputs.vpcId) === vpcId);
}
