import { blockSize, parseCidr } from "../../../stacks/settings/cidr";
import { attachedNetworks } from "../resources/network/attached-networks";
import { type GivenCredentials, principalOf } from "../state/callers";
import type { Cloud } from "../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, read, text } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";

/** How a client reaches a cluster, as its kubeconfig says. */
export interface ClusterAccess extends GivenCredentials {
    /** URL of the API server. */
    readonly server: string;
}

/**
 * Why a client cannot use the API server of a cluster, in the words of client-go; undefined if it can, and for an API server
 * outside this cloud.
 *
 * The endpoints are those of docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html, and the principals with access
 * those of docs.aws.amazon.com/eks/latest/userguide/access-entries.html.
 */
export function accessProblem(access: ClusterAccess, cloud: Cloud): string | undefined {
    const cluster = cloud.store
        .ofType("aws:eks/cluster:Cluster")
        .find(({ outputs }) => text(outputs.endpoint) === access.server);
    if (!cluster) return undefined;
    if (!isReached(cluster, cloud)) {
        return `Get "${access.server}/openapi/v2?timeout=32s": dial tcp ${addressOf(cluster)}:443: i/o timeout`;
    }
    return hasAccess(cluster, principalOf(access, cloud.accountId), cloud)
        ? undefined
        : "the server has asked for the client to provide credentials";
}

// The name is of a private address where the endpoint is not public.
function addressOf({ outputs }: LiveResource): string {
    return mapOf(outputs.vpcConfig).endpointPublicAccess === false ? "10.0.0.10" : "18.184.0.10";
}

function isReached(cluster: LiveResource, cloud: Cloud): boolean {
    const vpcConfig = mapOf(cluster.outputs.vpcConfig);
    const publicBlocks =
        vpcConfig.endpointPublicAccess === false ? [] : elementsOf(vpcConfig.publicAccessCidrs).map(text);
    const privateBlocks = vpcConfig.endpointPrivateAccess === true ? admittedBlocks(vpcConfig, cloud) : [];
    const { place } = cloud;
    if (!place) return publicBlocks.length + privateBlocks.length > 0;
    if (contains(publicBlocks, place.publicAddress)) return true;
    // While the endpoint is public, only the VPC's own resolver returns private addresses.
    const resolvesPrivately = publicBlocks.length === 0;
    const isConnected = attachedNetworks(cloud, vpcOf(vpcConfig, cloud)).some(
        ({ isInside }) => isInside || resolvesPrivately,
    );
    return isConnected && contains(privateBlocks, place.privateAddress);
}

// Blocks that rules of the cluster's security groups admit to port 443.
function admittedBlocks(vpcConfig: PropertyMap, cloud: Cloud): string[] {
    const groups = [text(vpcConfig.clusterSecurityGroupId), ...elementsOf(vpcConfig.securityGroupIds).map(text)];
    return cloud.store
        .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
        .filter(({ inputs }) => groups.includes(text(inputs.securityGroupId)) && admitsHttps(inputs))
        .map(({ inputs }) => text(inputs.cidrIpv4));
}

function admitsHttps({ ipProtocol, fromPort, toPort }: PropertyMap): boolean {
    return (
        text(ipProtocol) === "-1" || (text(ipProtocol) === "tcp" && Number(fromPort) <= 443 && Number(toPort) >= 443)
    );
}

function vpcOf(vpcConfig: PropertyMap, cloud: Cloud): string {
    const [subnet] = elementsOf(vpcConfig.subnetIds).map(text);
    return text(cloud.store.find("aws:ec2/subnet:Subnet", subnet ?? "")?.inputs.vpcId);
}

function contains(blocks: readonly string[], address: string): boolean {
    const host = parseCidr(`${address}/32`)?.address ?? Number.NaN;
    return blocks.some((text) => {
        const block = parseCidr(text);
        return (
            block !== undefined &&
            Math.floor(host / blockSize(block.prefix)) * blockSize(block.prefix) === block.address
        );
    });
}

// The creator is an administrator. The creator of a cluster in an imported state is unknown.
function hasAccess({ creator, outputs }: LiveResource, principal: string, cloud: Cloud): boolean {
    if (creator === undefined || creator === principal) return true;
    return cloud.store
        .ofType("aws:eks/accessEntry:AccessEntry")
        .some(
            ({ inputs }) => text(inputs.clusterName) === text(outputs.name) && text(inputs.principalArn) === principal,
        );
}

/** Reads the server and the credentials from a kubeconfig in JSON; undefined if it is not one of `aws eks get-token`. */
export function clusterAccess(kubeconfig: string): ClusterAccess | undefined {
    if (!kubeconfig.startsWith("{")) return undefined;
    const config: PropertyMap = JSON.parse(kubeconfig);
    const [cluster] = listOf(config.clusters);
    const [user] = listOf(config.users);
    const exec = mapOf(read(user?.user, "exec"));
    const args = elementsOf(exec.args).map(text);
    if (text(exec.command) !== "aws" || !args.includes("get-token")) return undefined;
    const flag = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
    const profile = listOf(exec.env).find(({ name }) => name === "AWS_PROFILE");
    return {
        server: text(read(cluster?.cluster, "server")),
        profile: flag("--profile") ?? (profile && text(profile.value)),
        roleArn: flag("--role-arn"),
    };
}
