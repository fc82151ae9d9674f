import type { Rejection, RejectionRequest } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyMap, text } from "../../state/property-values";

const aclType = "aws:ec2/networkAcl:NetworkAcl";
const associationType = "aws:ec2/networkAclAssociation:NetworkAclAssociation";
const directions = ["ingress", "egress"] as const;
const provider = "hashicorp/terraform-provider-aws, internal/service/ec2/vpc_network_acl.go";

/** Network ACLs that EC2 rejects. */
export const networkAcls: readonly Rejection[] = [
    {
        what: "a network ACL with a rule whose number is not between 1 and 32766",
        type: aclType,
        on: ["create", "update"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const number = directions
                .flatMap((direction) => numbersOf(properties, direction))
                .find((own) => own < 1 || own > 32_766);
            return number === undefined ? undefined : `expected rule_no to be in the range (1 - 32766), got ${number}`;
        },
    },
    {
        what: "a network ACL with two rules of the same number in one direction",
        type: aclType,
        on: ["create", "update"],
        source: "ansible-collections/amazon.aws#2592",
        verbatim: true,
        reject: ({ properties }) => {
            const number = directions
                .map((direction) => numbersOf(properties, direction))
                .flatMap((all) => all.filter((own, index) => all.indexOf(own) !== index))[0];
            return number === undefined
                ? undefined
                : `NetworkAclEntryAlreadyExists: The network acl entry identified by ${number} already exists.`;
        },
    },
    {
        what: "a network ACL with ports in a rule for all protocols",
        type: aclType,
        on: ["create", "update"],
        source: provider,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const rule = directions
                .flatMap((direction) => listOf(properties[direction]))
                .find(
                    ({ protocol, fromPort, toPort }) =>
                        ["-1", "all"].includes(text(protocol)) &&
                        [fromPort, toPort].some((port) => Number(text(port)) !== 0),
                );
            return (
                rule &&
                `to_port (${text(rule.toPort)}) and from_port (${text(rule.fromPort)}) must both be 0 to use the 'all' "-1" protocol!`
            );
        },
    },
    inTwoAcls(aclType, ({ properties }) => elementsOf(properties.subnetIds).map(text)),
    inTwoAcls(associationType, ({ properties }) => [text(properties.subnetId)]),
];

function inTwoAcls(type: string, subnetsOf: (request: RejectionRequest) => string[]): Rejection {
    return {
        what: "a subnet in two network ACLs (AWS moves it to the last one, and each update moves it again; the simulation rejects it)",
        type,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/ec2/vpc_network_acl_association.go",
        verbatim: false,
        reject: (request, cloud) => {
            const taken = subnetsOfOthers(request, cloud);
            const subnet = subnetsOf(request).find((own) => taken.includes(own));
            return subnet && `${subnet} is in another network ACL`;
        },
    };
}

function subnetsOfOthers({ id }: RejectionRequest, { store }: Cloud): string[] {
    return store
        .ofType(aclType, associationType)
        .filter((own) => own.id !== id)
        .flatMap(({ inputs }) => [...elementsOf(inputs.subnetIds), inputs.subnetId ?? null].map(text))
        .filter((subnet) => subnet !== "");
}

function numbersOf(acl: PropertyMap, direction: (typeof directions)[number]): number[] {
    return listOf(acl[direction]).map(({ ruleNo }) => Number(text(ruleNo)));
}
