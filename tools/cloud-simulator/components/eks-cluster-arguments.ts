import { isMap, type PropertyMap } from "../state/property-values";
import { rejectUnknownArguments } from "./known-arguments";

// Arguments that are simulated; with any other the children would differ from the real ones.
const known = [
    "accessEntries",
    "authenticationMode",
    "autoMode",
    "bootstrapSelfManagedAddons",
    "clusterSecurityGroupTags",
    "clusterTags",
    "corednsAddonOptions",
    "createInstanceRole",
    "createOidcProvider",
    "deletionProtection",
    "enabledClusterLogTypes",
    "encryptionConfigKeyArn",
    "endpointPrivateAccess",
    "endpointPublicAccess",
    "ipFamily",
    "kubeProxyAddonOptions",
    "kubernetesServiceIpAddressRange",
    "name",
    "nodeSecurityGroupTags",
    "privateSubnetIds",
    "publicAccessCidrs",
    "publicSubnetIds",
    "skipDefaultNodeGroup",
    "skipDefaultSecurityGroups",
    "subnetIds",
    "tags",
    "upgradePolicy",
    "useDefaultVpcCni",
    "version",
    "vpcCniOptions",
    "vpcId",
];

/** Throws an error that names each argument that is not simulated, or that the real component rejects. */
export function rejectUnsupported(given: PropertyMap): void {
    rejectUnknownArguments("eks.Cluster", given, known);
    const isAuto = isAutoMode(given);
    if (!isAuto && given.skipDefaultNodeGroup !== true) {
        throw new Error('simulated eks.Cluster has no default node group: set "skipDefaultNodeGroup": true');
    }
    if (isAuto && !supportsAccessEntries(given)) {
        throw new Error(
            "Access entries are required when using EKS Auto Mode. Use the authentication mode 'API' or 'API_AND_CONFIG_MAP'.",
        );
    }
    if (Array.isArray(given.publicAccessCidrs) && given.endpointPublicAccess === false) {
        throw new Error("`publicAccessCidrs` can only be set when `endpointPublicAccess` is true");
    }
    if (given.vpcId === undefined) throw new Error('simulated eks.Cluster has no default VPC: set "vpcId"');
}

/** Whether the cluster runs in Auto Mode. */
export function isAutoMode({ autoMode }: PropertyMap): boolean {
    return isMap(autoMode) && autoMode.enabled === true;
}

/** Whether the cluster accepts access entries. */
export function supportsAccessEntries({ authenticationMode }: PropertyMap): boolean {
    return authenticationMode === "API" || authenticationMode === "API_AND_CONFIG_MAP";
}
