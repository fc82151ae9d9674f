import { documentation, named, type ResourceTypes } from "../resources/resource-type";
import type { PropertyMap } from "../state/property-values";

const arn = "arn:aws:ec2:{region}:{account}:";

/** Virtual machines and what they are started from. */
export const ec2Compute: ResourceTypes = {
    "aws:ec2/instance:Instance": {
        id: "i-{hex:17}",
        defaults: { getPasswordData: false, sourceDestCheck: true, userDataReplaceOnChange: false },
        outputs: {
            ami: "",
            arn: `${arn}instance/{id}`,
            associatePublicIpAddress: true,
            availabilityZone: "{region}a",
            capacityReservationSpecification: { capacityReservationPreference: "open" },
            cpuOptions: {},
            disableApiStop: false,
            disableApiTermination: false,
            ebsBlockDevices: [],
            ebsOptimized: false,
            enablePrimaryIpv6: false,
            enclaveOptions: { enabled: false },
            ephemeralBlockDevices: [],
            hostId: "",
            hostResourceGroupArn: "",
            iamInstanceProfile: "",
            instanceInitiatedShutdownBehavior: "stop",
            instanceLifecycle: "",
            instanceMarketOptions: {},
            instanceState: "running",
            instanceType: "",
            ipv6AddressCount: 0,
            ipv6Addresses: [],
            keyName: "",
            maintenanceOptions: { autoRecovery: "default" },
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required" },
            monitoring: false,
            networkInterfaces: [],
            outpostArn: "",
            passwordData: "",
            placementGroup: "",
            placementGroupId: "",
            placementPartitionNumber: 0,
            primaryNetworkInterface: { networkInterfaceId: "eni-{hex:17}" },
            primaryNetworkInterfaceId: "eni-{hex:17}",
            privateDns: "ip-10-0-0-20.{region}.compute.internal",
            privateDnsNameOptions: {},
            privateIp: "10.0.0.20",
            publicDns: "ec2-203-0-113-20.{region}.compute.amazonaws.com",
            publicIp: "203.0.113.20",
            rootBlockDevice: {},
            secondaryNetworkInterfaces: [],
            secondaryPrivateIps: [],
            securityGroups: [],
            spotInstanceRequestId: "",
            subnetId: "",
            tenancy: "default",
            userDataBase64: "",
            vpcSecurityGroupIds: [],
        },
        replaceOn: ["ami", "associatePublicIpAddress", "availabilityZone", "keyName", "subnetId"],
        source: documentation,
        serves: true,
        price: { notEstimated: "EC2 instances that the program creates itself" },
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
        id: "lt-{hex:17}",
        autoName: named,
        outputs: {
            arn: `${arn}launch-template/{id}`,
            defaultVersion: 1,
            latestVersion: 1,
            metadataOptions: {},
            namePrefix: "",
        },
        computed: nextVersion,
        renewed: ["defaultVersion", "latestVersion"],
        replaceOn: ["name", "namePrefix"],
        source: "ec2/ec2_launch_template.go",
        serves: false,
        price: "free",
    },
    "aws:ec2/eipAssociation:EipAssociation": {
        id: "eipassoc-{hex:17}",
        outputs: {
            allocationId: "",
            instanceId: "",
            networkInterfaceId: "",
            privateIpAddress: "",
            publicIp: "203.0.113.20",
        },
        replaceOn: ["allocationId", "instanceId", "networkInterfaceId"],
        source: documentation,
        serves: false,
        price: "free",
    },
};

// Every change is a new version.
function nextVersion(inputs: PropertyMap, before?: PropertyMap): PropertyMap {
    const latestVersion = Number(before?.latestVersion ?? 0) + 1;
    return {
        latestVersion,
        defaultVersion: inputs.updateDefaultVersion ? latestVersion : (before?.defaultVersion ?? 1),
    };
}
