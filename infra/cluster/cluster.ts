import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../aws-credentials";
import { AccessEntries, type AccessEntry } from "./access-entries";
import { type AddOnVersionArgs, addOnVersion, createAddOns } from "./add-ons";
import { withCredentials } from "./kubeconfig";
import { NodeGroup, type NodeGroupArgs } from "./node-group";
import { gravitonPool } from "./node-pool";
import { admitNetworks } from "./private-endpoint";
import type { StackCluster } from "./stack-cluster";

/** Arguments of a cluster. */
export interface ClusterArgs extends AddOnVersionArgs {
    /** Name of the cluster at AWS. */
    clusterName: string;
    /** At the end of standard support, EKS upgrades the cluster, or runs it on for a higher price. */
    supportType: "standard" | "extended";
    /** EKS Auto Mode, or a managed node group. */
    nodes: "auto" | "managed";
    /** Architecture of the nodes that run the workloads. */
    architecture: NodeGroupArgs["architecture"];
    /** Size of the managed node group; ignored in Auto Mode. */
    nodeGroup: Pick<NodeGroupArgs, "instanceType" | "minNodes" | "maxNodes">;
    /** Id of the VPC. */
    vpcId: pulumi.Input<string>;
    /**
     * Ids of the private subnets, for the control plane's interfaces and the nodes. Their zones cannot be changed later
     * (aws/containers-roadmap#2258).
     */
    privateSubnetIds: pulumi.Input<string[]>;
    /** IPv4 blocks that may reach the API server from outside the VPC. Empty: the endpoint is private only. */
    publicEndpointCidrs: readonly string[];
    /** Private IPv4 blocks of attached networks that may reach the API server. */
    privateEndpointCidrs: readonly string[];
    /** Principals with access besides the one that creates the cluster. */
    accessEntries: Readonly<Record<string, AccessEntry>>;
    /** Credentials of the AWS provider, with which the kubeconfig gets its tokens. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
    /** Protect the cluster and its key from deletion and replacement, at AWS and in the engine. */
    deletionProtection: boolean;
    /** Days for which control-plane logs are retained. */
    logRetentionDays: number;
}

/** A private EKS cluster with encrypted secrets, control-plane logs, and an API server open to listed blocks only. */
export class Cluster extends pulumi.ComponentResource implements StackCluster {
    readonly clusterName: pulumi.Output<string>;
    readonly nodeSecurityGroupId: pulumi.Output<string>;
    readonly kubeconfig: pulumi.Output<string>;
    readonly provider: k8s.Provider;

    /** Creates the cluster, its nodes and the add-ons that its workloads need. */
    constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:cluster:Cluster", name, args, opts);

        const logGroup = this.createLogGroup(name, args);
        const cluster = this.createCluster(name, args, this.createKey(name, args), logGroup);
        this.clusterName = cluster.eksCluster.name;
        // The group that EKS creates, which nodes of Auto Mode and of managed node groups have
        // (docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html).
        this.nodeSecurityGroupId = cluster.clusterSecurityGroupId;
        const kubeconfig = cluster.kubeconfigJson.apply((json) => withCredentials(json, args.credentials));
        this.kubeconfig = pulumi.secret(kubeconfig);
        this.provider = new k8s.Provider(
            name,
            { kubeconfig },
            // Whatever is in the cluster is created after its API server can be reached, and deleted before it cannot.
            { parent: this, dependsOn: this.grantAccess(name, args, cluster) },
        );
        const nodes = args.nodes === "managed" ? this.createNodes(name, args, cluster) : undefined;
        if (args.nodes === "auto") {
            this.enforceNetworkPolicies(name);
            if (args.architecture === "arm64") this.createGravitonPool(name);
        }
        createAddOns(
            name,
            { ...args, clusterName: cluster.eksCluster.name },
            // Nodes first: CoreDNS and the metrics server become healthy only on nodes, and follow their upgrade.
            { parent: this, dependsOn: [cluster, ...(nodes ? [nodes] : [])] },
        );

        this.registerOutputs({ clusterName: this.clusterName, kubeconfig: this.kubeconfig });
    }

    private createKey(name: string, { deletionProtection: protect }: ClusterArgs) {
        return new aws.kms.Key(
            `${name}-secrets`,
            { description: `Kubernetes secrets of ${name}`, enableKeyRotation: true, deletionWindowInDays: 30 },
            { parent: this, protect },
        );
    }

    // EKS would create the group itself, with logs that never expire and outlive the cluster.
    private createLogGroup(name: string, args: ClusterArgs) {
        return new aws.cloudwatch.LogGroup(
            `${name}-control-plane`,
            { name: `/aws/eks/${args.clusterName}/cluster`, retentionInDays: args.logRetentionDays },
            { parent: this },
        );
    }

    private createCluster(name: string, args: ClusterArgs, key: aws.kms.Key, logGroup: aws.cloudwatch.LogGroup) {
        const isPublic = args.publicEndpointCidrs.length > 0;
        return new eks.Cluster(
            name,
            {
                name: args.clusterName,
                version: args.kubernetesVersion,
                upgradePolicy: { supportType: args.supportType.toUpperCase() },
                authenticationMode: eks.AuthenticationMode.Api,
                vpcId: args.vpcId,
                privateSubnetIds: args.privateSubnetIds,
                endpointPrivateAccess: true,
                endpointPublicAccess: isPublic,
                // AWS rejects the list if the public endpoint is off.
                ...(isPublic && { publicAccessCidrs: [...args.publicEndpointCidrs] }),
                encryptionConfigKeyArn: key.arn,
                enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
                deletionProtection: args.deletionProtection,
                // Workloads get AWS permissions through EKS Pod Identity, which needs no OIDC provider.
                createOidcProvider: false,
                skipDefaultNodeGroup: true,
                ...(args.nodes === "auto" ? autoMode : this.managedNodes(args)),
            },
            // AWS would reject the deletion too, but only after the engine has deleted everything in the cluster.
            { parent: this, dependsOn: [logGroup], protect: args.deletionProtection },
        );
    }

    // Networks that reach the API server, and principals that may use it.
    private grantAccess(name: string, args: ClusterArgs, cluster: eks.Cluster): pulumi.Resource[] {
        const { accessEntries: entries, privateEndpointCidrs: cidrBlocks } = args;
        const access = new AccessEntries(
            name,
            { clusterName: this.clusterName, entries, formerParent: cluster },
            { parent: this },
        );
        const securityGroupId = cluster.clusterSecurityGroupId;
        return [...admitNetworks(name, { securityGroupId, cidrBlocks }, { parent: this }), ...access.resources];
    }

    private createNodes(name: string, args: ClusterArgs, cluster: eks.Cluster) {
        const { privateSubnetIds, kubernetesVersion, architecture, nodeGroup } = args;
        const clusterName = cluster.eksCluster.name;
        return new NodeGroup(
            name,
            { clusterName, subnetIds: privateSubnetIds, kubernetesVersion, architecture, ...nodeGroup },
            { parent: this, dependsOn: [cluster] },
        );
    }

    private createGravitonPool(name: string) {
        return new k8s.apiextensions.CustomResource(
            `${name}-graviton`,
            { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "graviton" }, spec: gravitonPool },
            { parent: this, provider: this.provider },
        );
    }

    // Auto Mode accepts network policies but ignores them until this exists
    // (docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html).
    private enforceNetworkPolicies(name: string) {
        return new k8s.core.v1.ConfigMap(
            `${name}-network-policies`,
            {
                metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
                data: { "enable-network-policy-controller": "true" },
            },
            { parent: this, provider: this.provider },
        );
    }

    // EKS installs older versions with the cluster; the component would take the newest ones, which have denied all traffic
    // where no policy exists (aws/aws-network-policy-agent#553).
    private managedNodes(args: ClusterArgs) {
        const version = (addonName: string) => addOnVersion(addonName, args, { parent: this });
        return {
            // A managed node group uses the security group that EKS creates.
            skipDefaultSecurityGroups: true,
            kubeProxyAddonOptions: { version: version("kube-proxy") },
            // The add-on enforces network policies only if this is enabled.
            vpcCniOptions: { addonVersion: version("vpc-cni"), enableNetworkPolicy: true },
        };
    }
}

// In Auto Mode CoreDNS runs on each node; the add-on would stay degraded (pulumi/pulumi-eks#1726).
const autoMode = { autoMode: { enabled: true }, corednsAddonOptions: { enabled: false } };
