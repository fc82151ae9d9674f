import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import {
    elementsOf,
    hasUnknowns,
    listOf,
    type PropertyMap,
    type PropertyValue,
    text,
} from "../../state/property-values";
import { newerTypes } from "../web-socket/parts";

const vpcLink = "aws:apigatewayv2/vpcLink:VpcLink";
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html";

/**
 * Zones that the guide does not list among those with VPC links V2, of regions whose other zones it lists. The simulator has its own list,
 * as the oracle of that of infra/gateway/http; a test compares both.
 */
export const zonesWithoutLinks = [
    "ape1-az1",
    "apne1-az3",
    "apne2-az4",
    "cac1-az3",
    "cac1-az4",
    "euw3-az2",
    "use1-az3",
    "usw1-az2",
];

/** VPC links V2 that API Gateway rejects. */
export const vpcLinks: readonly Rejection[] = [
    {
        what: "a VPC link V2 with a subnet in a zone that has none, such as `use1-az3`",
        type: vpcLink,
        on: ["create"],
        source: `aws/aws-cdk#13569, anomalyco/sst#5374; ${guide}`,
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const found = subnetsOf(properties, cloud).find(({ outputs }) =>
                zonesWithoutLinks.includes(text(outputs.availabilityZoneId)),
            );
            return (
                found &&
                `BadRequestException: Subnet '${found.id}' is in Availability Zone '${text(found.outputs.availabilityZoneId)}' where service is not available`
            );
        },
    },
    {
        what: "a VPC link V2 without a subnet",
        type: vpcLink,
        on: ["create"],
        source: "badmintoncryer/cdk-preflight, rules/apigatewayv2/pf-apigwv2-vpc-link-subnets-required",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { subnetIds = null } }) =>
            elementsOf(subnetIds).length === 0 && !hasUnknowns(subnetIds)
                ? "BadRequestException: SubnetIds for a vpc link cannot be empty"
                : undefined,
    },
    {
        what: "a VPC link V2 with more than 10 subnets",
        type: vpcLink,
        on: ["create"],
        source: "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { subnetIds } }) =>
            elementsOf(subnetIds).length > 10
                ? "LimitExceededException: the quota of 10 subnets of a VPC link is reached"
                : undefined,
    },
    {
        what: "a VPC link V2 with subnets or security groups of more than one VPC",
        type: vpcLink,
        on: ["create"],
        source: guide,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const groups = elementsOf(properties.securityGroupIds)
                .map((id) => cloud.store.find("aws:ec2/securityGroup:SecurityGroup", text(id)))
                .filter((group) => group !== undefined);
            const vpcs = [...subnetsOf(properties, cloud), ...groups].map(({ outputs }) => text(outputs.vpcId));
            return new Set(vpcs).size > 1
                ? `BadRequestException: the subnets and security groups are in more than one VPC: ${[...new Set(vpcs)].join(", ")}`
                : undefined;
        },
    },
    {
        what: "deleting a VPC link V2 that an integration uses",
        type: vpcLink,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#12195",
        verbatim: true,
        reject: ({ id = "" }, { store }) => {
            const users = store
                .ofType(newerTypes.integration)
                .filter(({ outputs }) => outputs.connectionType === "VPC_LINK" && text(outputs.connectionId) === id);
            const references = users.flatMap((user) => {
                const target = `integrations/${user.id}`;
                const routes = store.ofType(newerTypes.route).filter(({ outputs }) => text(outputs.target) === target);
                const ids = routes.length > 0 ? routes.map((route) => route.id) : [user.id];
                return ids.map((own) => `${text(user.outputs.integrationMethod)}:${own}`);
            });
            return references.length > 0
                ? `BadRequestException: Cannot delete vpc link. Vpc link '${id}', is referenced in [${references.join(", ")}] in format of [Method:Resource].`
                : undefined;
        },
    },
];

/** The VPC of the subnets of a link or a load balancer of the stack; undefined if they are not of it. */
export function vpcOf({ subnetIds, subnets, subnetMappings }: PropertyMap, cloud: Cloud): string | undefined {
    const ids = subnetIds ?? subnets ?? listOf(subnetMappings).map(({ subnetId = null }) => subnetId);
    const vpcs = subnetsOf({ subnetIds: ids }, cloud).map(({ outputs }) => text(outputs.vpcId));
    return vpcs[0];
}

function subnetsOf({ subnetIds }: { subnetIds?: PropertyValue }, { store }: Cloud) {
    return elementsOf(subnetIds)
        .map((id) => store.find("aws:ec2/subnet:Subnet", text(id)))
        .filter((subnet) => subnet !== undefined);
}
