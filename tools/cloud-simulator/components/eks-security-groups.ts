import { combine, mapOf, type PropertyMap } from "../state/property-values";
import type { Construction } from "./component";
import type { Registered } from "./registrar";

const group = "aws:ec2/securityGroup:SecurityGroup";
const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const everywhere = { fromPort: 0, toPort: 0, protocol: "-1" };

/** Registers the control plane's own security group, as clusters without Auto Mode have it. */
export async function createClusterSecurityGroup({ name, args, self, registrar }: Construction): Promise<Registered> {
    const label = `${name}-eksClusterSecurityGroup`;
    const created = await registrar.resource(
        group,
        label,
        {
            description: "Managed by Pulumi",
            revokeRulesOnDelete: true,
            vpcId: args.vpcId,
            tags: combine([args.clusterSecurityGroupTags, args.tags], (own, shared) => ({
                Name: label,
                ...mapOf(own),
                ...mapOf(shared),
            })),
        },
        { parent: self },
    );
    await registrar.resource(
        rule,
        `${name}-eksClusterInternetEgressRule`,
        {
            description: "Allow internet access.",
            type: "egress",
            ...everywhere,
            cidrBlocks: ["0.0.0.0/0"],
            securityGroupId: created.id,
        },
        { parent: self },
    );
    return created;
}

/** The nodes' security group, and the rule by which pods reach the API server. */
export interface NodeSecurity {
    readonly nodeSecurityGroup: Registered;
    readonly clusterIngressRule: Registered;
}

/** Registers the nodes' security group and its rules (pulumi/pulumi-eks, nodejs/eks/nodes/securitygroup.ts). */
export async function createNodeSecurityGroup(
    { name, args, self, registrar }: Construction,
    cluster: Registered,
    clusterGroup: Registered,
): Promise<NodeSecurity> {
    const label = `${name}-nodeSecurityGroup`;
    const nodes = await registrar.resource(
        group,
        label,
        {
            description: "Managed by Pulumi",
            revokeRulesOnDelete: true,
            vpcId: args.vpcId,
            tags: combine(
                [cluster.output("name"), args.nodeSecurityGroupTags, args.tags],
                (clusterName, own, shared) => ({
                    Name: label,
                    [`kubernetes.io/cluster/${String(clusterName)}`]: "owned",
                    ...mapOf(own),
                    ...mapOf(shared),
                }),
            ),
        },
        { parent: self },
    );
    const add = (suffix: string, properties: PropertyMap) =>
        registrar.resource(rule, `${name}-${suffix}`, properties, { parent: self });
    const ofNodes = { securityGroupId: nodes.id };
    const [clusterIngressRule] = await Promise.all([
        add("eksClusterIngressRule", {
            description: "Allow pods to communicate with the cluster API Server",
            type: "ingress",
            fromPort: 443,
            toPort: 443,
            protocol: "tcp",
            securityGroupId: clusterGroup.id,
            sourceSecurityGroupId: nodes.id,
        }),
        add("eksNodeIngressRule", {
            description: "Allow nodes to communicate with each other",
            type: "ingress",
            ...everywhere,
            ...ofNodes,
            self: true,
        }),
        add("eksNodeClusterIngressRule", {
            description: "Allow worker Kubelets and pods to receive communication from the cluster control plane",
            type: "ingress",
            fromPort: 1025,
            toPort: 65535,
            protocol: "tcp",
            ...ofNodes,
            sourceSecurityGroupId: clusterGroup.id,
        }),
        add("eksExtApiServerClusterIngressRule", {
            description:
                "Allow pods running extension API servers on port 443 to receive communication from cluster control plane",
            type: "ingress",
            fromPort: 443,
            toPort: 443,
            protocol: "tcp",
            ...ofNodes,
            sourceSecurityGroupId: clusterGroup.id,
        }),
        add("eksNodeInternetEgressRule", {
            description: "Allow internet access.",
            type: "egress",
            ...everywhere,
            cidrBlocks: ["0.0.0.0/0"],
            ...ofNodes,
        }),
    ]);
    return { nodeSecurityGroup: nodes, clusterIngressRule };
}
