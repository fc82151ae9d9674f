import { named, type ResourceTypes } from "../resource-type";
import { creationTime } from "../template";

const arn = "arn:aws:eks:{region}:{account}:";

/** Amazon EKS. */
export const eks: ResourceTypes = {
    "aws:eks/cluster:Cluster": {
        id: "{name}",
        autoName: { ...named, maxLength: 100 },
        defaults: {
            bootstrapSelfManagedAddons: true,
            // hashicorp/terraform-provider-aws, internal/service/eks/cluster.go
            vpcConfig: { endpointPrivateAccess: false, endpointPublicAccess: true },
        },
        outputs: {
            arn: `${arn}cluster/{name}`,
            accessConfig: { authenticationMode: "CONFIG_MAP" },
            certificateAuthority: { data: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==" },
            clusterId: "",
            computeConfig: {},
            controlPlaneScalingConfig: { tier: "standard" },
            createdAt: creationTime,
            deletionProtection: false,
            endpoint: "https://{upper:32}.gr7.{region}.eks.amazonaws.com",
            identities: [{ oidcs: [{ issuer: "https://oidc.eks.{region}.amazonaws.com/id/{upper:32}" }] }],
            kubeApiServerConfig: {},
            kubeControllerManagerConfig: {},
            kubeSchedulerConfig: {},
            kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
            platformVersion: "eks.1",
            status: "ACTIVE",
            storageConfig: {},
            upgradePolicy: { supportType: "EXTENDED" },
            version: "1.34",
            vpcConfig: {
                clusterSecurityGroupId: "sg-{hex:17}",
                publicAccessCidrs: ["0.0.0.0/0"],
                securityGroupIds: [],
                vpcId: "vpc-{hex:17}",
            },
        },
        required: ["roleArn", "vpcConfig"],
        replaceOn: ["bootstrapSelfManagedAddons", "encryptionConfig", "name", "outpostConfig", "roleArn"],
    },
    "aws:eks/nodeGroup:NodeGroup": {
        id: "{clusterName}:{nodeGroupName}",
        autoName: { property: "nodeGroupName", maxLength: 63 },
        outputs: {
            amiType: "AL2023_x86_64_STANDARD",
            arn: `${arn}nodegroup/{clusterName}/{nodeGroupName}/{uuid}`,
            capacityType: "ON_DEMAND",
            diskSize: 20,
            instanceTypes: ["t3.medium"],
            nodeGroupNamePrefix: "",
            nodeRepairConfig: { enabled: false },
            releaseVersion: "1.34.1-20260101",
            resources: [
                { autoscalingGroups: [{ name: "eks-{nodeGroupName}-{uuid}" }], remoteAccessSecurityGroupId: "" },
            ],
            status: "ACTIVE",
            updateConfig: { maxUnavailable: 1 },
            version: "1.34",
        },
        required: ["clusterName", "nodeRoleArn", "scalingConfig", "subnetIds"],
        replaceOn: [
            "amiType",
            "capacityType",
            "clusterName",
            "diskSize",
            "instanceTypes",
            "nodeGroupName",
            "nodeRoleArn",
            "subnetIds",
        ],
    },
    "aws:eks/addon:Addon": {
        id: "{clusterName}:{addonName}",
        outputs: {
            addonVersion: "v1.0.0-eksbuild.1",
            arn: `${arn}addon/{clusterName}/{addonName}/{uuid}`,
            configurationValues: "",
            createdAt: creationTime,
            modifiedAt: creationTime,
            namespaceConfig: {},
        },
        required: ["addonName", "clusterName"],
        replaceOn: ["addonName", "clusterName"],
    },
    "aws:eks/accessEntry:AccessEntry": {
        tagged: true,
        id: "{clusterName}:{principalArn}",
        defaults: { type: "STANDARD" },
        outputs: {
            accessEntryArn: `${arn}access-entry/{clusterName}/role/{account}/{uuid}`,
            createdAt: creationTime,
            kubernetesGroups: [],
            modifiedAt: creationTime,
            userName: "{principalArn}",
        },
        required: ["clusterName", "principalArn"],
        replaceOn: ["clusterName", "principalArn", "type"],
    },
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
        id: "{clusterName}#{principalArn}#{policyArn}",
        outputs: { associatedAt: creationTime, modifiedAt: creationTime },
        required: ["accessScope", "clusterName", "policyArn", "principalArn"],
        replaceOn: ["accessScope", "clusterName", "policyArn", "principalArn"],
    },
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
        tagged: true,
        id: "a-{alnum:17}",
        outputs: {
            associationArn: `${arn}podidentityassociation/{clusterName}/{id}`,
            associationId: "{id}",
            disableSessionTags: false,
            externalId: "",
        },
        required: ["clusterName", "namespace", "roleArn", "serviceAccount"],
        replaceOn: ["clusterName", "namespace", "serviceAccount"],
    },
    "aws:eks/fargateProfile:FargateProfile": {
        id: "{clusterName}:{fargateProfileName}",
        autoName: { property: "fargateProfileName" },
        outputs: { arn: `${arn}fargateprofile/{clusterName}/{fargateProfileName}/{uuid}`, status: "ACTIVE" },
        required: ["clusterName", "podExecutionRoleArn", "selectors"],
        replaceOn: ["clusterName", "fargateProfileName", "podExecutionRoleArn", "selectors", "subnetIds"],
    },
};
