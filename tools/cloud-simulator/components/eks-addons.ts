import {
    combine,
    dependenciesOf,
    hasUnknowns,
    isMap,
    output,
    type PropertyMap,
    type PropertyValue,
    plain,
    unknown,
} from "../state/property-values";
import type { Construction } from "./component";
import { isAutoMode } from "./eks-cluster-arguments";
import { rejectUnknownArguments } from "./known-arguments";
import type { Registered } from "./registrar";

const addonType = "aws:eks/addon:Addon";
const commonOptions = [
    "configurationValues",
    "enabled",
    "resolveConflictsOnCreate",
    "resolveConflictsOnUpdate",
    "version",
];

/** Registers the default add-ons of a cluster: kube-proxy, VPC CNI and CoreDNS, each under the conditions of the real component. */
export async function createAddons(construction: Construction, cluster: Registered): Promise<void> {
    const given = plain(construction.args) as PropertyMap;
    const isAuto = isAutoMode(given);
    const kubeProxy = optionsOf(given, "kubeProxyAddonOptions", commonOptions);
    const coreDns = optionsOf(given, "corednsAddonOptions", commonOptions);
    if (kubeProxy.enabled ?? !isAuto) await createAddon(construction, cluster, "kube-proxy", kubeProxy);
    if (given.useDefaultVpcCni === undefined ? !isAuto : !given.useDefaultVpcCni)
        await createVpcCni(construction, cluster, given);
    const canRun = given.skipDefaultNodeGroup !== true || isAuto;
    if ((canRun && coreDns.enabled !== false) || coreDns.configurationValues !== undefined) {
        await createAddon(construction, cluster, "coredns", coreDns);
    }
}

async function createAddon(
    construction: Construction,
    cluster: Registered,
    addonName: string,
    options: PropertyMap,
): Promise<void> {
    const { name, args, self, registrar } = construction;
    await registrar.resource(
        addonType,
        `${name}-${addonName}`,
        {
            addonName,
            addonVersion: options.version ?? (await versionOf(construction, cluster, addonName)),
            clusterName: cluster.output("name"),
            configurationValues: jsonOf(options.configurationValues),
            preserve: true,
            resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
            resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
            tags: args.tags,
        },
        { parent: self },
    );
}

// pulumi/pulumi-eks, nodejs/eks/addons/cni-addon.ts
async function createVpcCni(construction: Construction, cluster: Registered, given: PropertyMap): Promise<void> {
    const { name, args, self, registrar } = construction;
    const options = optionsOf(given, "vpcCniOptions", [
        "addonVersion",
        "configurationValues",
        "enableNetworkPolicy",
        "resolveConflictsOnCreate",
        "resolveConflictsOnUpdate",
        "serviceAccountRoleArn",
    ]);
    const parent = await registrar.innerComponent("eks:index:VpcCniAddon", `${name}-vpc-cni`, { parent: self });
    const addon = await registrar.resource(
        addonType,
        `${name}-vpc-cni`,
        {
            addonName: "vpc-cni",
            addonVersion: options.addonVersion ?? (await versionOf(construction, cluster, "vpc-cni")),
            clusterName: cluster.output("name"),
            configurationValues: JSON.stringify({
                ...(options.enableNetworkPolicy === undefined
                    ? {}
                    : { enableNetworkPolicy: String(options.enableNetworkPolicy) }),
                ...vpcCniDefaults,
                ...(isMap(options.configurationValues) ? options.configurationValues : {}),
            }),
            preserve: true,
            resolveConflictsOnCreate: options.resolveConflictsOnCreate ?? "OVERWRITE",
            resolveConflictsOnUpdate: options.resolveConflictsOnUpdate ?? "OVERWRITE",
            serviceAccountRoleArn: options.serviceAccountRoleArn,
            tags: args.tags,
        },
        { parent },
    );
    await registrar.complete(parent, { addon: addon.reference });
}

const vpcCniDefaults = {
    env: {
        AWS_VPC_ENI_MTU: "9001",
        AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "false",
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
        AWS_VPC_K8S_CNI_LOGLEVEL: "DEBUG",
        AWS_VPC_K8S_CNI_LOG_FILE: "/host/var/log/aws-routed-eni/ipamd.log",
        AWS_VPC_K8S_CNI_VETHPREFIX: "eni",
        AWS_VPC_K8S_PLUGIN_LOG_FILE: "/var/log/aws-routed-eni/plugin.log",
        AWS_VPC_K8S_PLUGIN_LOG_LEVEL: "DEBUG",
        ENABLE_POD_ENI: "false",
        WARM_ENI_TARGET: "1",
    },
    init: { env: { DISABLE_TCP_EARLY_DEMUX: "false" } },
};

// The component looks up the newest version for the cluster's version, once that is known.
async function versionOf({ registrar }: Construction, cluster: Registered, addonName: string): Promise<PropertyValue> {
    const version = cluster.output("version");
    const kubernetesVersion = plain(version);
    if (hasUnknowns(kubernetesVersion)) return output(unknown, dependenciesOf(version));
    const answer = await registrar.invoke("aws:eks/getAddonVersion:getAddonVersion", {
        addonName,
        kubernetesVersion,
        mostRecent: true,
    });
    return combine([version], () => answer.version ?? null);
}

function optionsOf(given: PropertyMap, key: string, known: readonly string[]): PropertyMap {
    const options = given[key];
    if (!isMap(options)) return {};
    rejectUnknownArguments(`eks.Cluster: "${key}"`, options, known);
    return options;
}

function jsonOf(value: PropertyValue | undefined): string | undefined {
    return value === undefined || value === null ? undefined : JSON.stringify(value);
}
