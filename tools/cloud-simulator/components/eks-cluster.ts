import { combine, isMap, type PropertyMap, type PropertyValue, plain } from "../state/property-values";
import type { Construction } from "./component";
import { createAccessEntries } from "./eks-access";
import { createAddons } from "./eks-addons";
import { isAutoMode, rejectUnsupported, supportsAccessEntries } from "./eks-cluster-arguments";
import { createControlPlane } from "./eks-control-plane";
import { kubeconfigOf } from "./eks-kubeconfig";
import { createClusterSecurityGroup, createNodeSecurityGroup } from "./eks-security-groups";
import { createServiceRole } from "./eks-service-role";
import type { Registered } from "./registrar";

/** Registers what `eks.Cluster` registers (pulumi/pulumi-eks, nodejs/eks/cluster/cluster.ts), but for a default node group. */
export async function constructCluster(construction: Construction): Promise<PropertyMap> {
    const { name, args, self, registrar } = construction;
    const given = plain(args) as PropertyMap;
    rejectUnsupported(given);
    const isAuto = isAutoMode(given);

    const hasOwnGroups = given.skipDefaultSecurityGroups === undefined ? !isAuto : !given.skipDefaultSecurityGroups;
    const clusterGroup = hasOwnGroups ? await createClusterSecurityGroup(construction) : undefined;
    const { cluster, clusterRole, nodeRole } = await createControlPlane(construction, isAuto, clusterGroup);
    const instanceRole = await createInstanceRole(construction, given);
    const kubeconfig = kubeconfigOf(cluster);
    const provider = await registrar.resource(
        "pulumi:providers:kubernetes",
        `${name}-eks-k8s`,
        { kubeconfig: combine([kubeconfig], (config) => JSON.stringify(config)) },
        { parent: self },
    );
    const accessEntries = await createAccess(construction, cluster, given, instanceRole, provider);
    await createAddons(construction, cluster);
    const oidcProvider =
        given.createOidcProvider === true ? await createOidcProvider(construction, cluster) : undefined;
    const nodeSecurity = clusterGroup && (await createNodeSecurityGroup(construction, cluster, clusterGroup));

    const issuer = combine([cluster.output("identities")], issuerOf);
    const ownGroupId = combine([cluster.output("vpcConfig")], (vpcConfig) => read(vpcConfig, "clusterSecurityGroupId"));
    const instanceRoles = instanceRole ? [instanceRole.reference] : [];
    return {
        kubeconfig,
        kubeconfigJson: combine([kubeconfig], (config) => JSON.stringify(config)),
        eksCluster: cluster.reference,
        instanceRoles,
        clusterSecurityGroupId: clusterGroup?.id ?? ownGroupId,
        nodeSecurityGroupId: nodeSecurity?.nodeSecurityGroup.id ?? ownGroupId,
        clusterIngressRuleId: nodeSecurity?.clusterIngressRule.output("securityGroupRuleId") ?? "",
        defaultNodeGroupAsgName: "",
        fargateProfileId: "",
        fargateProfileStatus: "",
        oidcProviderArn: oidcProvider?.output("arn") ?? "",
        oidcProviderUrl: issuer,
        oidcIssuer: combine([issuer], (url) => String(url).replace("https://", "")),
        autoModeNodeRoleName: nodeRole?.output("name") ?? "",
        ...(clusterGroup ? { clusterSecurityGroup: clusterGroup.reference } : {}),
        ...(nodeSecurity
            ? {
                  nodeSecurityGroup: nodeSecurity.nodeSecurityGroup.reference,
                  eksClusterIngressRule: nodeSecurity.clusterIngressRule.reference,
              }
            : {}),
        core: {
            ...pick(args, [
                "vpcId",
                "subnetIds",
                "publicSubnetIds",
                "privateSubnetIds",
                "tags",
                "nodeSecurityGroupTags",
            ]),
            cluster: cluster.reference,
            clusterIamRole: clusterRole.reference,
            endpoint: cluster.output("endpoint"),
            kubeconfig,
            provider: provider.reference,
            instanceRoles,
            nodeGroupOptions: {},
            accessEntries: accessEntries.map(({ reference }) => reference),
            autoModeNodeRoleName: nodeRole?.output("name") ?? "",
            ...(clusterGroup ? { clusterSecurityGroup: clusterGroup.reference } : {}),
            ...(oidcProvider ? { oidcProvider: oidcProvider.reference } : {}),
        },
    };
}

// Without `skipDefaultNodeGroup` or `createInstanceRole: false` the role is created even where no node will use it.
async function createInstanceRole(construction: Construction, given: PropertyMap): Promise<Registered | undefined> {
    const { name, args, self, registrar } = construction;
    const expected = given.createInstanceRole ?? given.skipDefaultNodeGroup !== true;
    if (!expected) return undefined;
    const { role } = await createServiceRole(construction, `${name}-instanceRole`, {
        service: "ec2.amazonaws.com",
        policies: ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"],
        tags: args.tags,
    });
    await registrar.resource(
        "aws:iam/instanceProfile:InstanceProfile",
        `${name}-instanceProfile`,
        { role: role.reference },
        { parent: self },
    );
    return role;
}

async function createAccess(
    construction: Construction,
    cluster: Registered,
    given: PropertyMap,
    instanceRole: Registered | undefined,
    provider: Registered,
): Promise<Registered[]> {
    const { name, args, self, registrar } = construction;
    if (given.authenticationMode !== "API") {
        await registrar.resource(
            "kubernetes:core/v1:ConfigMap",
            `${name}-nodeAccess`,
            {
                apiVersion: "v1",
                kind: "ConfigMap",
                immutable: false,
                metadata: {
                    name: "aws-auth",
                    namespace: "kube-system",
                    annotations: { "pulumi.com/patchForce": "true" },
                },
                data: { mapRoles: "[]\n", mapUsers: "[]\n" },
            },
            { parent: self, provider },
        );
    }
    if (!supportsAccessEntries(given)) return [];
    const nodes = instanceRole && {
        defaultNodeGroupInstanceRole: { principalArn: instanceRole.output("arn"), type: "EC2_LINUX" },
    };
    const own = isMap(args.accessEntries) ? args.accessEntries : {};
    return createAccessEntries(construction, cluster, { ...nodes, ...own });
}

// The real component fetches the thumbprint from the issuer; AWS has ignored it since 2024.
function createOidcProvider({ name, self, registrar }: Construction, cluster: Registered): Promise<Registered> {
    return registrar.resource(
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        `${name}-oidcProvider`,
        {
            clientIdLists: ["sts.amazonaws.com"],
            thumbprintLists: ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"],
            url: combine([cluster.output("identities")], issuerOf),
        },
        { parent: self },
    );
}

function issuerOf(identities: PropertyValue): PropertyValue {
    return read(first(read(first(identities), "oidcs")), "issuer");
}

function first(value: PropertyValue): PropertyValue {
    return Array.isArray(value) ? (value[0] ?? null) : null;
}

function read(value: PropertyValue, key: string): PropertyValue {
    return isMap(value) ? (value[key] ?? null) : null;
}

function pick(args: PropertyMap, keys: readonly string[]): PropertyMap {
    return Object.fromEntries(Object.entries(args).filter(([key]) => keys.includes(key)));
}
