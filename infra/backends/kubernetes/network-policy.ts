import type { types } from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseEndpoint } from "../../database-access";
import { podLabels } from "./pod-spec";

type EgressRule = types.input.networking.v1.NetworkPolicyEgressRule;

/** Which connections the pods of an API accept and open. */
export interface NetworkPolicyArgs {
    /** Name of the API. */
    name: string;
    /** IPv4 blocks of the VPC. */
    vpcCidrBlocks: readonly string[];
    /** Whether the pods have AWS credentials. */
    hasAwsIdentity: boolean;
    /** Database that the pods connect to, with AWS credentials. Default: none. */
    database?: Pick<DatabaseEndpoint, "port" | "cidrBlocks"> | undefined;
    /** Name of the only pods that may connect. Default: every client inside the VPC. */
    client?: string | undefined;
}

/**
 * The spec of a network policy: only clients inside the VPC reach the pods, that is the load balancer, its health
 * checks and the kubelet; or only the pods of one client. Pods that have AWS credentials reach only what they need to use them.
 */
export function networkPolicySpec({
    name,
    vpcCidrBlocks,
    hasAwsIdentity,
    database,
    client,
}: NetworkPolicyArgs): types.input.networking.v1.NetworkPolicySpec {
    return {
        podSelector: { matchLabels: podLabels(name) },
        policyTypes: hasAwsIdentity ? ["Ingress", "Egress"] : ["Ingress"],
        // No port: pods listen on a single one, a number would block the old pods during a rollout that changes it, and
        // EKS does not resolve names reliably (aws/amazon-network-policy-controller-k8s#81).
        ingress: [{ from: client === undefined ? vpcCidrBlocks.map(fromBlock) : [fromPods(client)] }],
        ...(hasAwsIdentity && {
            egress: [...egressToAws(vpcCidrBlocks), ...(database ? [egressToDatabase(database)] : [])],
        }),
    };
}

const fromBlock = (cidr: string): types.input.networking.v1.NetworkPolicyPeer => ({ ipBlock: { cidr } });

// The probes come from the pod's own node, which Kubernetes and the network policy agent of EKS always admit
// (kubernetes.io/docs/concepts/services-networking/network-policies; aws/aws-network-policy-agent, pkg/fwrulesprocessor).
function fromPods(name: string): types.input.networking.v1.NetworkPolicyPeer {
    return { podSelector: { matchLabels: podLabels(name) } };
}

const port = (number: number, protocol = "TCP") => ({ protocol, port: number });

// By block: a database has no pods, and no fixed address.
function egressToDatabase({ port: number, cidrBlocks }: Pick<DatabaseEndpoint, "port" | "cidrBlocks">): EgressRule {
    const to = pulumi.output(cidrBlocks).apply((blocks) => blocks.map((cidr) => ({ ipBlock: { cidr } })));
    return { to, ports: [port(number)] };
}

// DNS, the EKS Pod Identity agent on the node, and HTTPS outside the VPC.
function egressToAws(vpcCidrBlocks: readonly string[]): EgressRule[] {
    return [
        // To any address: in Auto Mode DNS runs on the node itself, under no label that a rule could name
        // (docs.aws.amazon.com/eks/latest/userguide/auto-networking.html).
        { ports: [port(53, "UDP"), port(53)] },
        // docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [port(80)] },
        // DynamoDB has public addresses, which AWS may change without notice; the route through the gateway endpoint
        // keeps the traffic inside AWS's network.
        { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...vpcCidrBlocks] } }], ports: [port(443)] },
    ];
}
