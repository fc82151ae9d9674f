import { type AwsCredentials, profileFlags } from "../aws-credentials";

/** The part of a kubeconfig that is changed here. */
interface Kubeconfig {
    readonly users: readonly { readonly user: { readonly exec: { readonly args: readonly string[] } } }[];
}

/**
 * Adds credentials to a kubeconfig whose user gets a token from `aws eks get-token`. Without credentials it is
 * returned unchanged, byte by byte: any other string would update the provider of every resource in the cluster.
 *
 * That of eks.Cluster never has any, so that several people can use it (pulumi/pulumi-eks, nodejs/eks/cluster/cluster.ts).
 */
export function withCredentials(kubeconfigJson: string, credentials: AwsCredentials = {}): string {
    const { roleArn } = credentials;
    const flags = [...profileFlags(credentials), ...(roleArn === undefined ? [] : ["--role-arn", roleArn])];
    if (flags.length === 0) return kubeconfigJson;
    const config: Kubeconfig = JSON.parse(kubeconfigJson);
    const users = config.users.map(({ user, ...rest }) => ({
        ...rest,
        user: { ...user, exec: { ...user.exec, args: [...user.exec.args, ...flags] } },
    }));
    return JSON.stringify({ ...config, users });
}

/** How clients reach a cluster. */
export interface KubeconfigArgs {
    /** Name of the cluster at AWS. */
    readonly name: string;
    readonly region: string;
    /** URL of its API server. */
    readonly endpoint: string;
    /** Certificate of its authority in Base64. */
    readonly certificateAuthority: string;
}

/** Returns a kubeconfig as JSON whose user gets a token from `aws eks get-token`, like that of eks.Cluster. */
export function clusterKubeconfig({ name, region, endpoint, certificateAuthority }: KubeconfigArgs): string {
    return JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } }],
        contexts: [{ name, context: { cluster: name, user: name } }],
        "current-context": name,
        users: [
            {
                name,
                user: {
                    exec: {
                        apiVersion: "client.authentication.k8s.io/v1beta1",
                        command: "aws",
                        args: ["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
                    },
                },
            },
        ],
    });
}
