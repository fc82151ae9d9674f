import { zonesOf } from "../../../stacks/settings/zones";
import type { ResourceTypes } from "../resources/resource-type";
import { type PropertyMap, text } from "../state/property-values";

const arn = "arn:aws:ec2:{region}:{account}:";

/** The parts of a VPC. */
export const ec2Network: ResourceTypes = {
    "aws:ec2/vpc:Vpc": {
        id: "vpc-{hex:17}",
        defaults: { enableDnsSupport: true, instanceTenancy: "default" },
        outputs: {
            arn: `${arn}vpc/{id}`,
            cidrBlock: "10.0.0.0/16",
            defaultNetworkAclId: "acl-{hex:17}",
            defaultRouteTableId: "rtb-{hex:17}",
            defaultSecurityGroupId: "sg-{hex:17}",
            dhcpOptionsId: "dopt-{hex:17}",
            enableDnsHostnames: false,
            enableNetworkAddressUsageMetrics: false,
            ipv6AssociationId: "",
            ipv6CidrBlock: "",
            ipv6CidrBlockNetworkBorderGroup: "",
            mainRouteTableId: "rtb-{hex:17}",
            ownerId: "{account}",
        },
        replaceOn: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength"],
        source: "ec2/vpc_.go",
        serves: true,
        price: "free",
    },
    "aws:ec2/subnet:Subnet": {
        id: "subnet-{hex:17}",
        defaults: {
            assignIpv6AddressOnCreation: false,
            enableDns64: false,
            enableResourceNameDnsARecordOnLaunch: false,
            enableResourceNameDnsAaaaRecordOnLaunch: false,
            ipv6Native: false,
            mapPublicIpOnLaunch: false,
        },
        outputs: {
            arn: `${arn}subnet/{id}`,
            availabilityZone: "{region}a",
            availabilityZoneId: "{region}-az1",
            cidrBlock: "",
            ipv6CidrBlock: "",
            ipv6CidrBlockAssociationId: "",
            ownerId: "{account}",
            privateDnsHostnameTypeOnLaunch: "ip-name",
        },
        computed: zoneIdOf,
        required: ["vpcId"],
        replaceOn: [
            "availabilityZone",
            "availabilityZoneId",
            "cidrBlock",
            "ipv4IpamPoolId",
            "ipv4NetmaskLength",
            "ipv6IpamPoolId",
            "ipv6Native",
            "ipv6NetmaskLength",
            "outpostArn",
            "vpcId",
        ],
        source: "ec2/vpc_subnet.go",
        serves: true,
        price: "free",
    },
    "aws:ec2/routeTable:RouteTable": {
        id: "rtb-{hex:17}",
        outputs: { arn: `${arn}route-table/{id}`, ownerId: "{account}", propagatingVgws: [], routes: [] },
        required: ["vpcId"],
        replaceOn: ["vpcId"],
        source: "ec2/vpc_route_table.go",
        serves: false,
        price: "free",
    },
    "aws:ec2/route:Route": {
        id: "r-{routeTableId}{digits:10}",
        outputs: {
            instanceId: "",
            instanceOwnerId: "",
            networkInterfaceId: "",
            origin: "CreateRoute",
            state: "active",
        },
        required: ["routeTableId"],
        replaceOn: ["routeTableId", "destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
        source: "ec2/vpc_route.go",
        serves: true,
        price: "free",
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
        id: "rtbassoc-{hex:17}",
        required: ["routeTableId"],
        replaceOn: ["gatewayId", "subnetId"],
        source: "ec2/vpc_route_table_association.go",
        serves: false,
        price: "free",
    },
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": {
        id: "vpc-cidr-assoc-{hex:17}",
        outputs: { cidrBlock: "" },
        required: ["vpcId"],
        replaceOn: ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength", "vpcId"],
        source: "ec2/vpc_ipv4_cidr_block_association.go",
        serves: false,
        price: "free",
    },
    "aws:ec2/flowLog:FlowLog": {
        id: "fl-{hex:17}",
        defaults: { logDestinationType: "cloud-watch-logs", maxAggregationInterval: 600 },
        outputs: {
            arn: `${arn}vpc-flow-log/{id}`,
            logDestination: "",
            logFormat:
                "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}",
        },
        replaceOn: [
            "deliverCrossAccountRole",
            "destinationOptions",
            "eniId",
            "iamRoleArn",
            "logDestination",
            "logDestinationType",
            "logFormat",
            "maxAggregationInterval",
            "subnetId",
            "trafficType",
            "transitGatewayAttachmentId",
            "transitGatewayId",
            "vpcId",
        ],
        source: "ec2/vpc_flow_log.go",
        serves: false,
        price: "free",
    },
};

function zoneIdOf({ availabilityZone }: PropertyMap): PropertyMap {
    const name = text(availabilityZone);
    const id = zonesOf(name.slice(0, -1))?.find((zone) => zone.name === name)?.id;
    return id === undefined ? {} : { availabilityZoneId: id };
}
