import { combine, isMap, type PropertyMap, type PropertyValue } from "../state/property-values";
import type { Registered } from "./registrar";

/** The kubeconfig that `eks.Cluster` returns: its user gets a token from the AWS CLI. Unknown until the cluster exists. */
export function kubeconfigOf(cluster: Registered): PropertyValue {
    const parts = ["name", "endpoint", "certificateAuthority", "arn"].map((property) => cluster.output(property));
    return combine(parts, (name, endpoint, authority, arn) => ({
        apiVersion: "v1",
        clusters: [
            {
                cluster: { server: endpoint ?? null, "certificate-authority-data": dataOf(authority) },
                name: "kubernetes",
            },
        ],
        contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
        "current-context": "aws",
        kind: "Config",
        users: [{ name: "aws", user: { exec: execOf(String(name), String(arn).split(":")[3] ?? "") } }],
    }));
}

function execOf(clusterName: string, region: string): PropertyMap {
    return {
        apiVersion: "client.authentication.k8s.io/v1beta1",
        command: "aws",
        args: ["--region", region, "eks", "get-token", "--cluster-name", clusterName, "--output", "json"],
        env: [{ name: "KUBERNETES_EXEC_INFO", value: '{"apiVersion": "client.authentication.k8s.io/v1beta1"}' }],
    };
}

function dataOf(authority: PropertyValue | undefined): PropertyValue {
    return isMap(authority) ? (authority.data ?? null) : null;
}
