import { mayCall } from "../../resources/access/role-permissions";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, mapOf, type PropertyMap, type PropertyValue, text } from "../../state/property-values";

const functionType = "aws:lambda/function:Function";

/** Functions in a VPC that AWS Lambda rejects. */
export const vpcFunctions: readonly Rejection[] = [
    {
        what: "a function in a VPC whose role may not create network interfaces; a role or a policy that is not in the stack is accepted",
        type: functionType,
        on: ["create", "update"],
        source: "webiny/webiny-js#2580, amazon-connect/amazon-connect-salesforce-lambda#29",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            subnetsOf(properties).length > 0 && !mayCall(text(properties.role), "ec2:CreateNetworkInterface", cloud)
                ? "InvalidParameterValueException: The provided execution role does not have permissions to call CreateNetworkInterface on EC2"
                : undefined,
    },
    {
        what: "a function with subnets or security groups of more than one VPC",
        type: functionType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const groups = elementsOf(mapOf(properties.vpcConfig).securityGroupIds);
            const vpcs = new Set([
                ...vpcsOf("aws:ec2/subnet:Subnet", subnetsOf(properties), cloud),
                ...vpcsOf("aws:ec2/securityGroup:SecurityGroup", groups, cloud),
            ]);
            return vpcs.size > 1
                ? `InvalidParameterValueException: the subnets and security groups are in ${[...vpcs].join(" and ")}`
                : undefined;
        },
    },
];

function subnetsOf({ vpcConfig }: PropertyMap): PropertyValue[] {
    return elementsOf(mapOf(vpcConfig).subnetIds);
}

function vpcsOf(type: string, ids: readonly PropertyValue[], { store }: Cloud): string[] {
    return ids.map((id) => text(store.find(type, text(id))?.inputs.vpcId)).filter((vpc) => vpc !== "");
}
