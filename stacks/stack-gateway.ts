import type * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../infra/backends/backend";
import type { ApiEndpoint } from "../infra/gateway/rest/endpoint";
import { Gateway } from "../infra/gateway/rest/gateway";
import type { Releases } from "../infra/gateway/rest/release";
import { ApiVpcEndpoint } from "../infra/gateway/rest/vpc-endpoint";
import type { WebSocketApi } from "../infra/gateway/websocket/web-socket-api";
import { mapValues } from "../infra/map-values";
import type { StackNetwork } from "../infra/network/stack-network";
import { type CallerKind, fieldsWithCallers } from "../openapi/access-log";
import type { AwsPlace } from "../openapi/aws-place";
import { resourcePolicyText } from "../openapi/resource-policy";
import type { StackTargets } from "./api-targets";
import { planThrottles, stageThrottles } from "./apis/operation-limits";
import type { RestApiDefinition } from "./apis/rest-api-definition";
import type { StackDomain } from "./edge/stack-domain";
import type { Settings } from "./settings/schema";
import type { StackAuthorizers } from "./stack-authorizers";
import { publishWebSockets } from "./web-sockets/stack-web-sockets";

/** Arguments of the gateway of a stack. */
export interface StackGatewayArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly restApi: RestApiDefinition;
    readonly place?: AwsPlace | undefined;
    /** The network of the stack; needed for the VPC endpoint of a private REST API. */
    readonly network?: StackNetwork | undefined;
    /** The snapshots that its stages serve in place of the newest body. Default: none. */
    readonly releases?: Releases | undefined;
    /** Backends by the name of the API. */
    readonly backends: Readonly<Record<string, Backend>>;
    /** The resources that the gateway itself calls. */
    readonly targets: StackTargets;
    /** The functions and the user pool that check calls beside the API key. */
    readonly authorizers: StackAuthorizers;
    readonly domain: StackDomain | undefined;
    /** WebSocket APIs by the name of the API. */
    readonly webSockets: Readonly<Record<string, WebSocketApi>>;
    readonly parent: pulumi.Resource;
}

/** Creates the gateway that publishes the APIs of a stack. */
export function createGateway(args: StackGatewayArgs): Gateway {
    const { name, settings, restApi, place, releases, backends, targets, authorizers, domain, webSockets, parent } =
        args;
    const { gateway, stages, plans, clients, deletionProtection, logRetentionDays } = settings;
    const { operations, uncachedMethodPaths } = restApi;
    const { accountRole, tracing, compressionMinimumBytes, accessLog, resourcePolicy } = gateway;
    const accessLogFields = {
        ...(accessLog.fields ?? fieldsWithCallers(callerKinds(settings))),
        ...accessLog.extraFields,
    };
    const { precedesGateway = [] } = domain ?? {};
    const hasWebSockets = Object.keys(webSockets).length > 0;
    return new Gateway(
        name,
        {
            apiName: name,
            body: restApi.body(place),
            backends,
            integrationFunctions: targets.functions,
            variables: { ...targets.variables, ...authorizers.variables },
            stages: mapValues(stages, ({ throttles, release: _, ...stage }) => ({
                ...stage,
                ...(throttles && { throttles: stageThrottles(throttles, operations) }),
            })),
            releases,
            stageOptions: { uncachedMethodPaths, tracing, logRetentionDays, accessLogFields },
            plans: mapValues(plans, ({ throttles, apis, ...plan }) => ({
                ...plan,
                ...((throttles ?? apis) && { throttles: planThrottles({ throttles, apis }, operations) }),
                // The input of the component is that of a stack without any.
                ...(hasWebSockets && apis && { webSocketApis: apis }),
            })),
            clients,
            accountRole,
            ...(hasWebSockets && { publishWebSockets: (role) => publishWebSockets(webSockets, role) }),
            deletionProtection,
            policy: resourcePolicy && resourcePolicyText(resourcePolicy, gateway.endpoint.type === "private"),
            authorizerFunctions: authorizers.authorizerFunctions,
            endpoint: createEndpoint(args),
            defaultEndpoint: domain?.defaultEndpoint ?? defaultEndpoint(gateway.endpoint),
            ...(compressionMinimumBytes !== undefined && {
                minimumCompressionSize: compressionMinimumBytes === "off" ? -1 : compressionMinimumBytes,
            }),
        },
        { parent, dependsOn: [...precedesGateway, ...Object.values(targets.components)] },
    );
}

function callerKinds({ authorizers = {} }: Settings): CallerKind[] {
    return Object.values(authorizers).flatMap(({ type }) => (type === "jwt" ? [] : [type]));
}

function createEndpoint({ name, settings, network, parent }: StackGatewayArgs): ApiEndpoint {
    const { type, vpcEndpointIds, allowedCidrs, privateDns = true } = settings.gateway.endpoint;
    if (type !== "private") return { type: type === "edge" ? "EDGE" : "REGIONAL" };
    if (vpcEndpointIds !== undefined) return { type: "PRIVATE", vpcEndpointIds, privateDns };
    if (network === undefined) throw new Error("no network for the VPC endpoint of the private REST API");
    const { vpcId, vpcCidrBlocks, privateSubnetIds: subnetIds } = network;
    const { vpcEndpointId } = new ApiVpcEndpoint(
        name,
        { vpcId, subnetIds, allowedCidrs: allowedCidrs ?? vpcCidrBlocks, privateDns },
        { parent },
    );
    return { type: "PRIVATE", vpcEndpointIds: [vpcEndpointId], privateDns };
}

function defaultEndpoint({ securityPolicy, privateDns = true }: Settings["gateway"]["endpoint"]) {
    return securityPolicy && { enabled: true, securityPolicy, otherHosts: !privateDns };
}
