import { listeners } from "../../resources/listeners";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { loadBalancerTypes } from "../../state/load-balancer-states";
import { hasUnknowns, type PropertyMap, text } from "../../state/property-values";
import { measured, newerTypes, protocolOf } from "../web-socket/parts";
import { vpcOf } from "./vpc-links";

const vpcLink = "aws:apigatewayv2/vpcLink:VpcLink";
const cloudMapService = "aws:servicediscovery/service:Service";
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html";

/** Integrations of HTTP APIs through VPC links that API Gateway rejects. */
export const privateIntegrations: readonly Rejection[] = [
    onLink({
        what: "a private integration of an HTTP API without a VPC link",
        source: `${measured}/pf-apigwv2-integration-vpc-link-connection-id`,
        verbatim: true,
        reject: ({ properties: { connectionId } }) =>
            text(connectionId) === ""
                ? "BadRequestException: ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK"
                : undefined,
    }),
    onLink({
        what: "a private integration of an HTTP API through a VPC link V2 that does not exist, or through one of REST APIs; one that is not of the stack is accepted where the stack has none",
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html",
        verbatim: false,
        reject: ({ properties: { connectionId } }, { store }) => {
            const isOlder = store.find("aws:apigateway/vpcLink:VpcLink", text(connectionId)) !== undefined;
            const links = store.ofType(vpcLink).map(({ id }) => id);
            return isOlder || (links.length > 0 && !links.includes(text(connectionId)))
                ? `BadRequestException: there is no VPC link V2 ${text(connectionId)}`
                : undefined;
        },
    }),
    onLink({
        what: "a private integration of an HTTP API with anything but the listener of a load balancer or a Cloud Map service",
        source: `klothoplatform/klotho#347, anomalyco/sst#5510; ${measured}/pf-apigwv2-vpc-link-integration-uri`,
        verbatim: true,
        reject: ({ properties: { integrationUri = null } }, cloud) =>
            hasUnknowns(integrationUri) || leadsTo(text(integrationUri), cloud)
                ? undefined
                : "BadRequestException: For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.",
    }),
    onLink({
        what: "a private integration of an HTTP API with a load balancer in another VPC than its VPC link (AWS accepts it, and no call gets there; the simulation rejects it)",
        source: guide,
        verbatim: false,
        reject: ({ properties: { connectionId, integrationUri } }, cloud) => {
            const [from, to] = [vpcOfLink(text(connectionId), cloud), vpcOfListener(text(integrationUri), cloud)];
            return from === undefined || to === undefined || from === to
                ? undefined
                : `the VPC link is in ${from}, and the load balancer in ${to}`;
        },
    }),
    onLink({
        what: "a private integration of an HTTP API with a function",
        source: guide,
        verbatim: false,
        reject: ({ properties: { integrationType } }) =>
            integrationType === "HTTP_PROXY"
                ? undefined
                : `BadRequestException: a VPC link needs the integration type HTTP_PROXY, not ${text(integrationType)}`,
    }),
];

function onLink(rule: Omit<Rejection, "type" | "on">): Rejection {
    return {
        ...rule,
        type: newerTypes.integration,
        on: ["create", "update"],
        reject: (request, cloud) =>
            protocolOf(request.properties, cloud) === "HTTP" && request.properties.connectionType === "VPC_LINK"
                ? rule.reject(request, cloud)
                : undefined,
    };
}

// One that is not of the stack counts as existing where the stack has none.
function leadsTo(arn: string, cloud: Cloud): boolean {
    const form = /^arn:[^:]+:(elasticloadbalancing:[^:]*:\d+:listener|servicediscovery:[^:]*:\d+:service)\//.exec(
        arn,
    )?.[1];
    if (form === undefined) return false;
    const own = form.startsWith("elastic")
        ? listeners(cloud).map(({ id }) => id)
        : cloud.store.ofType(cloudMapService).map(({ outputs }) => text(outputs.arn));
    return own.length === 0 || own.includes(arn);
}

function vpcOfLink(id: string, cloud: Cloud): string | undefined {
    return vpcOf(cloud.store.find(vpcLink, id)?.inputs ?? {}, cloud);
}

function vpcOfListener(arn: string, cloud: Cloud): string | undefined {
    const listener = listeners(cloud).find(({ id }) => id === arn);
    const balancer = cloud.store
        .ofType(...loadBalancerTypes)
        .find(({ id }) => id === text(listener?.inputs.loadBalancerArn));
    const inputs: PropertyMap = balancer?.inputs ?? {};
    return vpcOf(inputs, cloud);
}
