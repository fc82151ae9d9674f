import { kubernetesSupport } from "../../../stacks/settings/kubernetes-versions";
import { isOfferedAddon } from "../resources/addon-versions";
import type { Rejection } from "../resources/rejection";
import type { Cloud } from "../state/cloud";
import { mapOf, type PropertyMap, text } from "../state/property-values";

const clusterType = "aws:eks/cluster:Cluster";
const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";

// docs.aws.amazon.com/eks/latest/userguide/update-cluster.html: from Kubernetes 1.25 on.
const maxMinorsBehind = 3;

/** Versions of clusters, nodes and add-ons that EKS rejects. */
export const kubernetesVersionRejections: readonly Rejection[] = [
    {
        what: "a Kubernetes version that EKS does not support (yet, or any longer)",
        type: clusterType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#21410, #38796; dates: docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
        verbatim: true,
        reject: ({ properties, id }, cloud) => {
            const version = text(properties.version);
            if (version === "" || version === currentVersion(id, cloud)) return undefined;
            if (kubernetesSupport(version, cloud.today) !== "none") return undefined;
            return `InvalidParameterException: unsupported Kubernetes version ${version}`;
        },
    },
    {
        what: "an upgrade of a cluster by more than one minor version, or a downgrade (AWS rolls the last upgrade back for seven days; the simulation rejects that too)",
        type: clusterType,
        on: ["update"],
        source: "terraform-aws-modules/terraform-aws-eks#2607; docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html",
        verbatim: true,
        atPreview: true,
        reject: ({ properties, id }, cloud) => {
            const [from, to] = [currentVersion(id, cloud), text(properties.version)];
            if (from === "" || to === "" || from === to || minorOf(to) === minorOf(from) + 1) return undefined;
            return `InvalidParameterException: Unsupported Kubernetes minor version update from ${from} to ${to}`;
        },
    },
    {
        what: "the upgrade of a cluster whose nodes would be more than three minor versions behind",
        type: clusterType,
        on: ["update"],
        source: "hashicorp/terraform-provider-aws#19478; docs.aws.amazon.com/eks/latest/userguide/update-cluster.html",
        verbatim: true,
        reject: ({ properties, id }, cloud) => {
            const [from, to] = [currentVersion(id, cloud), text(properties.version)];
            if (to === "" || from === to) return undefined;
            const behind = cloud.store
                .ofType(nodeGroupType)
                .filter(({ inputs }) => text(inputs.clusterName) === text(properties.name))
                .filter(({ outputs }) => minorOf(text(outputs.version)) < minorOf(to) - maxMinorsBehind)
                .map(({ outputs }) => text(outputs.nodeGroupName));
            return behind.length === 0
                ? undefined
                : `InvalidParameterException: Nodegroups ${behind.join(", ")} must be updated to match cluster version ${from} before updating cluster version`;
        },
    },
    {
        what: "support policy STANDARD for a cluster in extended support; unconfirmed for a new cluster",
        type: clusterType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties, id }, cloud) => {
            const version = text(properties.version);
            const isStandard = (of: PropertyMap) => text(mapOf(of.upgradePolicy).supportType) === "STANDARD";
            const before = id === undefined ? undefined : cloud.store.find(clusterType, id);
            const isChanged = isStandard(properties) && !(before && isStandard(before.outputs));
            if (!isChanged || kubernetesSupport(version, cloud.today) !== "extended") return undefined;
            return `InvalidRequestException: Kubernetes ${version} is in extended support, which cannot be disabled`;
        },
    },
    {
        what: "a node group of a newer Kubernetes version than its cluster",
        type: nodeGroupType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#14492; kubernetes.io/releases/version-skew-policy",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const [own, cluster] = [text(properties.version), versionOfCluster(properties, cloud)];
            if (own === "" || cluster === "" || minorOf(own) <= minorOf(cluster)) return undefined;
            return `InvalidParameterException: version ${own} of the node group is newer than ${cluster}, that of the cluster`;
        },
    },
    {
        what: "an add-on of a version for another Kubernetes version; a version that the simulation does not know is accepted",
        type: "aws:eks/addon:Addon",
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#20559; docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            isOfferedAddon(
                text(properties.addonName),
                text(properties.addonVersion),
                versionOfCluster(properties, cloud),
            )
                ? undefined
                : "InvalidParameterException: Addon version specified is not supported",
    },
];

function currentVersion(id: string | undefined, cloud: Cloud): string {
    const cluster = id === undefined ? undefined : cloud.store.find(clusterType, id);
    return text(cluster?.outputs.version ?? "");
}

function versionOfCluster({ clusterName }: PropertyMap, cloud: Cloud): string {
    return currentVersion(text(clusterName), cloud);
}

function minorOf(version: string): number {
    return Number(version.split(".")[1]);
}
