import { kubernetesSupport } from "../../../stacks/settings/kubernetes-versions";
import type { Rejection } from "../resources/rejection";
import { text } from "../state/property-values";

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
