import { architectureOf } from "../../../stacks/settings/architecture";
import { kubernetesSupport } from "../../../stacks/settings/kubernetes-versions";
import { zonesOf } from "../../../stacks/settings/zones";
import type { Rejection } from "../resources/rejection";
import type { Cloud } from "../state/cloud";
import { elementsOf, mapOf, type PropertyMap, text } from "../state/property-values";

const associationType = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

/** Calls that EKS rejects. */
export const clusters: readonly Rejection[] = [
    {
        what: "a cluster of a Kubernetes version that EKS does not support (yet, or any longer)",
        type: "aws:eks/cluster:Cluster",
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#21410; dates: docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const version = text(properties.version);
            if (version === "" || kubernetesSupport(version, cloud.today) !== "none") return undefined;
            return `InvalidParameterException: unsupported Kubernetes version ${version}`;
        },
    },
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

function subnetZones({ vpcConfig }: PropertyMap, cloud: Cloud): string[] {
    const ids = elementsOf(mapOf(vpcConfig).subnetIds);
    return cloud.store
        .ofType("aws:ec2/subnet:Subnet")
        .filter(({ id }) => ids.includes(id))
        .map(({ inputs }) => text(inputs.availabilityZone));
}
