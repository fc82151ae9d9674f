import { isObject } from "../../../openapi/raw-value";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";
import type { ExistingCloud } from "../../cloud-simulator/resources/existing-resources";

/**
 * The existing resources that a stack's configuration names, which an offline run assumes to be as the stack needs them: it has no
 * way to ask AWS. Invalid parts are left out.
 */
export function existingCloud(config: StackConfig): ExistingCloud {
    const [network, cluster, fargate, gateway] = ["network", "cluster", "fargate", "gateway"].map((section) => {
        const value = config[`gatehouse:${section}`];
        return isObject(value) ? value : {};
    });
    const { vpcId, privateSubnetIds, isolatedSubnetIds } = network ?? {};
    const { name, nodes = "auto" } = cluster ?? {};
    const { clusterName } = fargate ?? {};
    const { accountRole } = gateway ?? {};
    return {
        ...(typeof vpcId === "string" && {
            vpc: {
                id: vpcId,
                privateSubnetIds: strings(privateSubnetIds),
                isolatedSubnetIds: strings(isolatedSubnetIds),
            },
        }),
        ...(typeof name === "string" && { eksCluster: { name, isAutoMode: nodes === "auto" } }),
        ...(typeof clusterName === "string" && { ecsClusterName: clusterName }),
        // The setting says that another program sets it.
        ...(accountRole === false && { hasLogRole: true }),
    };
}

/** A line for each existing resource that an offline run assumes to suit the stack. */
export function existingNotices(namespace: string, existing: ExistingCloud): string[] {
    const { vpc, eksCluster, ecsClusterName, hasLogRole = false } = existing;
    const named = [
        ...(vpc ? [["network.vpcId", `${vpc.id} and its subnets`]] : []),
        ...(eksCluster ? [["cluster.name", `the EKS cluster ${eksCluster.name}`]] : []),
        ...(ecsClusterName === undefined ? [] : [["fargate.clusterName", `the ECS cluster ${ecsClusterName}`]]),
    ];
    const ofRole = `${namespace}:gateway.accountRole: another program must have set the CloudWatch role of API Gateway, which no preview checks ("aws apigateway get-account")`;
    return [
        ...named.map(
            ([key, what]) =>
                `${namespace}:${key}: ${what} must exist and suit the stack, which only "pulumi preview" with AWS credentials checks`,
        ),
        ...(hasLogRole ? [ofRole] : []),
    ];
}

function strings(value: unknown): string[] {
    return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
