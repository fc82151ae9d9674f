import type { types } from "@pulumi/kubernetes";

type EgressRule = types.input.networking.v1.NetworkPolicyEgressRule;

const port = (number: number, protocol = "TCP") => ({ protocol, port: number });

/**
 * What a pod may open a connection to that talks to AWS as itself: DNS, the agent of EKS Pod Identity on its node, and
 * HTTPS outside the VPC.
 */
export function egressToAws(vpcCidrBlock: string): EgressRule[] {
    return [
        // To any address: in Auto Mode DNS runs on the node itself, under no label that a rule could name
        // (docs.aws.amazon.com/eks/latest/userguide/auto-networking.html).
        { ports: [port(53, "UDP"), port(53)] },
        // docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [port(80)] },
        // The addresses of DynamoDB are public ones, which AWS may change without telling; the route through the
        // gateway endpoint keeps what goes there inside AWS's network.
        { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [vpcCidrBlock] } }], ports: [port(443)] },
    ];
}
