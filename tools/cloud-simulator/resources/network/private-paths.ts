import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";
import { databaseSubnets } from "../databases";
import { aclsAdmit, admits, blocksOf, type Peer } from "./packets";

const anywhere = "0.0.0.0/0";

// The range from which Linux takes the port of a client.
const clientPorts = [32_768, 60_999];

/** A client inside a VPC. */
export interface PrivateClient {
    readonly subnets: readonly string[];
    readonly groups: readonly string[];
}

/** The network interfaces of a function; undefined if it is outside any VPC of this stack. */
export function clientOf({ vpcConfig }: PropertyMap, cloud: Cloud): PrivateClient | undefined {
    const { subnetIds, securityGroupIds } = mapOf(vpcConfig);
    const subnets = elementsOf(subnetIds).map(text);
    const isOwn = subnets.length > 0 && subnets.every((id) => subnetOf(id, cloud) !== undefined);
    return isOwn ? { subnets, groups: elementsOf(securityGroupIds).map(text) } : undefined;
}

/** Why a client cannot reach a public API of AWS, such as `secretsmanager`; undefined if it can. */
export function serviceProblem(client: PrivateClient, service: string, cloud: Cloud): string | undefined {
    const endpoint = endpointOf(client, service, cloud);
    const unrouted = client.subnets.find((id) => !hasRouteOut(id, cloud));
    if (endpoint === undefined && unrouted !== undefined)
        return `${unrouted} has no route to ${service}: neither by a NAT gateway nor by an endpoint`;
    const peer: Peer =
        endpoint === undefined
            ? { groups: [], blocks: [anywhere] }
            : {
                  groups: elementsOf(endpoint.inputs.securityGroupIds).map(text),
                  blocks: blocksOf(elementsOf(endpoint.inputs.subnetIds).map(text), cloud),
              };
    return admits(client.groups, "egress", 443, peer, cloud)
        ? undefined
        : `no rule of ${client.groups.join(", ")} lets packets out to ${service} on port 443`;
}

/** Why a client cannot reach a database; undefined if it can. */
export function databaseProblem(client: PrivateClient, database: LiveResource, cloud: Cloud): string | undefined {
    const port = Number(text(database.outputs.port));
    const subnets = databaseSubnets(database.inputs, cloud);
    const groups = elementsOf(database.outputs.vpcSecurityGroupIds).map(text);
    const [own, other] = [blocksOf(client.subnets, cloud), blocksOf(subnets, cloud)];
    if (!admits(client.groups, "egress", port, { groups, blocks: other }, cloud))
        return `no rule of ${client.groups.join(", ")} lets packets out to the database on port ${port}`;
    if (!admits(groups, "ingress", port, { groups: client.groups, blocks: own }, cloud))
        return `no rule of ${groups.join(", ")} lets packets in on port ${port}`;
    const passes =
        aclsAdmit(subnets, "ingress", [port], own, cloud) &&
        aclsAdmit(subnets, "egress", clientPorts, own, cloud) &&
        aclsAdmit(client.subnets, "egress", [port], other, cloud) &&
        aclsAdmit(client.subnets, "ingress", clientPorts, other, cloud);
    return passes ? undefined : `a network ACL drops packets to port ${port}, or the responses`;
}

function subnetOf(id: string, { store }: Cloud): LiveResource | undefined {
    return store.find("aws:ec2/subnet:Subnet", id);
}

function endpointOf({ subnets }: PrivateClient, service: string, cloud: Cloud): LiveResource | undefined {
    const vpc = text(subnetOf(subnets[0] ?? "", cloud)?.inputs.vpcId);
    return cloud.store
        .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
        .find(
            ({ inputs }) =>
                text(inputs.vpcId) === vpc &&
                inputs.privateDnsEnabled === true &&
                text(inputs.serviceName).endsWith(`.${service}`),
        );
}

// By an internet gateway a function gets nowhere, because its interfaces have no public addresses.
function hasRouteOut(subnet: string, { store }: Cloud): boolean {
    const table = store
        .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
        .find(({ inputs }) => text(inputs.subnetId) === subnet)?.inputs.routeTableId;
    const routes = store
        .ofType("aws:ec2/route:Route")
        .filter(({ inputs }) => text(inputs.routeTableId) === text(table));
    const inline = store.find("aws:ec2/routeTable:RouteTable", text(table))?.inputs.routes;
    return [...routes.map(({ inputs }) => inputs), ...listOf(inline)].some(
        (route) =>
            text(route.destinationCidrBlock ?? route.cidrBlock) === anywhere &&
            [route.natGatewayId, route.transitGatewayId, route.networkInterfaceId].some(
                (target) => text(target) !== "",
            ),
    );
}
