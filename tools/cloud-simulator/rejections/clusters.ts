import { architectureOf } from "../../../stacks/settings/architecture";
import { zonesOf } from "../../../stacks/settings/zones";
import type { Rejection } from "../resources/rejection";
import type { Cloud } from "../state/cloud";
import { elementsOf, mapOf, type PropertyMap, text } from "../state/property-values";

const associationType = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const addonType = "aws:eks/addon:Addon";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const logAddon = "amazon-cloudwatch-observability";

/** Calls that EKS rejects. */
export const clusters: readonly Rejection[] = [
    {
        what: "a cluster with a subnet in `use1-az3`, `usw1-az2` or `cac1-az3`",
        type: "aws:eks/cluster:Cluster",
        on: ["create"],
        source: "eksctl-io/eksctl#817; docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const zones = zonesOf(cloud.region)?.filter(({ isListed }) => isListed) ?? [];
            const used = subnetZones(properties, cloud);
            const unsupported = zones.find(({ name, cluster }) => !cluster && used.includes(name))?.name;
            const others = zones.filter(({ cluster }) => cluster).map(({ name }) => name);
            return (
                unsupported &&
                `UnsupportedAvailabilityZoneException: Cannot create cluster '${text(properties.name)}' because ${unsupported}, ` +
                    "the targeted availability zone, does not currently have sufficient capacity to support the cluster. " +
                    `Retry and choose from these availability zones: ${others.join(", ")}`
            );
        },
    },
    {
        what: "a node group with an instance type that its image of Amazon Linux does not run on",
        type: "aws:eks/nodeGroup:NodeGroup",
        on: ["create"],
        source: "HHS/simpler-grants-gov#12404, ManagedKube/kubernetes-ops#231",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const amiType = text(properties.amiType) || "AL2023_x86_64_STANDARD";
            const architecture = /ARM_64/.test(amiType) ? "arm64" : "amd64";
            const types = elementsOf(properties.instanceTypes).map(text);
            const others = types.filter((type) => architectureOf(type) !== architecture);
            if (others.length === 0) return undefined;
            return `InvalidParameterException: [${others.join(", ")}] is not a valid instance type for requested amiType ${amiType}`;
        },
    },
    {
        what: "deleting a cluster whose deletion protection is on",
        type: "aws:eks/cluster:Cluster",
        on: ["delete"],
        source: "docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
        verbatim: false,
        reject: ({ properties }) =>
            properties.deletionProtection === true
                ? "InvalidRequestException: deletion protection is enabled on the cluster"
                : undefined,
    },
    {
        what: "deleting a cluster that still has node groups",
        type: "aws:eks/cluster:Cluster",
        on: ["delete"],
        source: "gruntwork-io/cloud-nuke#148",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            cloud.store
                .ofType("aws:eks/nodeGroup:NodeGroup")
                .some(({ inputs }) => text(inputs.clusterName) === text(properties.name))
                ? "ResourceInUseException: Cluster has nodegroups attached"
                : undefined,
    },
    {
        what: "an add-on that sends container logs before their log group exists (AWS accepts it, and the logs never expire; the simulation rejects it)",
        type: addonType,
        on: ["create"],
        source: "awslabs/cdk-eks-blueprints#222, aws/amazon-cloudwatch-agent-operator#243",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const group = `/aws/containerinsights/${text(properties.clusterName)}/application`;
            if (text(properties.addonName) !== logAddon || !logGroupsOf(properties).includes(group)) return undefined;
            if (cloud.store.find(logGroupType, group)) return undefined;
            return `log group "${group}" does not exist: the add-on would create it, without a retention period`;
        },
    },
    {
        what: "deleting a log group into which an add-on writes (AWS deletes it, and the add-on creates it again; the simulation rejects it)",
        type: logGroupType,
        on: ["delete"],
        source: "ministryofjustice/opg-digideps#1325",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const name = text(properties.name);
            const writes = cloud.store
                .ofType(addonType)
                .filter(({ inputs }) => text(inputs.addonName) === logAddon)
                .some(({ inputs }) => logGroupsOf(inputs).includes(name));
            return writes ? `add-on ${logAddon} still writes into it, and would create it again` : undefined;
        },
    },
    {
        what: "a second pod identity association of a service account",
        type: associationType,
        on: ["create"],
        source: "docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const { clusterName, namespace, serviceAccount } = properties;
            const isTaken = cloud.store
                .ofType(associationType)
                .some(
                    ({ inputs }) =>
                        text(inputs.clusterName) === text(clusterName) &&
                        text(inputs.namespace) === text(namespace) &&
                        text(inputs.serviceAccount) === text(serviceAccount),
                );
            return isTaken
                ? `ResourceInUseException: ${text(namespace)}/${text(serviceAccount)} has an association already`
                : undefined;
        },
    },
];

// aws-observability/helm-charts, charts/amazon-cloudwatch-observability; logs and metrics are on unless turned off.
function logGroupsOf({ clusterName, configurationValues }: PropertyMap): string[] {
    const { containerLogs, agent } = JSON.parse(text(configurationValues) || "{}");
    const metrics = agent?.config === undefined || agent.config.logs?.metrics_collected?.kubernetes !== undefined;
    const kinds = [
        ...(containerLogs?.enabled === false ? [] : ["application", "dataplane", "host"]),
        ...(metrics ? ["performance"] : []),
    ];
    return kinds.map((kind) => `/aws/containerinsights/${text(clusterName)}/${kind}`);
}

function subnetZones({ vpcConfig }: PropertyMap, cloud: Cloud): string[] {
    const ids = elementsOf(mapOf(vpcConfig).subnetIds);
    return cloud.store
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ id }) => ids.includes(id))
        .map(({ inputs }) => text(inputs.availabilityZone));
}
