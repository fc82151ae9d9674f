import { listeners } from "../../../cloud-simulator/resources/listeners";
import { admits, blocksOf, type Peer } from "../../../cloud-simulator/resources/network/packets";
import type { Cloud } from "../../../cloud-simulator/state/cloud";
import { loadBalancerTypes } from "../../../cloud-simulator/state/load-balancer-states";
import { elementsOf, type PropertyMap, text } from "../../../cloud-simulator/state/property-values";

const integrationType = "aws:apigatewayv2/integration:Integration";
const linkType = "aws:apigatewayv2/vpcLink:VpcLink";

/**
 * Describes the VPC links of HTTP APIs that do not work now: a link does not exist or has failed, or no rule of its security groups, or of those
 * of the load balancer, lets it connect to the listener.
 */
export function brokenHttpLinks(cloud: Cloud): string[] {
    const problems = cloud.store.ofType(integrationType).flatMap(({ inputs }) => {
        if (inputs.connectionType !== "VPC_LINK") return [];
        const problem = problemOf(text(inputs.connectionId), text(inputs.integrationUri), cloud);
        return problem === undefined ? [] : [`an HTTP API named a VPC link ${problem}`];
    });
    return [...new Set(problems)];
}

function problemOf(id: string, listenerArn: string, cloud: Cloud): string | undefined {
    const link = cloud.store.find(linkType, id);
    if (link === undefined) return "that does not exist";
    if (link.failure !== undefined) return `that does not work: ${link.failure}`;
    const listener = listeners(cloud).find((own) => own.id === listenerArn);
    const balancer = cloud.store
        .ofType(...loadBalancerTypes)
        .find((own) => own.id === text(listener?.inputs.loadBalancerArn));
    if (listener === undefined || balancer === undefined) return "to a listener that does not exist";
    const port = Number(text(listener.inputs.port));
    const [from, to] = [
        peerOf(link.inputs, ["securityGroupIds", "subnetIds"], cloud),
        peerOf(balancer.inputs, ["securityGroups", "subnets"], cloud),
    ];
    if (!admits(from.groups, "egress", port, to, cloud)) return `that no rule lets connect to port ${port}`;
    return admits(to.groups, "ingress", port, from, cloud) ? undefined : `that no rule admits at port ${port}`;
}

function peerOf(inputs: PropertyMap, [groups, subnets]: readonly [string, string], cloud: Cloud): Peer {
    return {
        groups: elementsOf(inputs[groups]).map(text),
        blocks: blocksOf(elementsOf(inputs[subnets]).map(text), cloud),
    };
}
