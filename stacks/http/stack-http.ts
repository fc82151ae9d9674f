import * as pulumi from "@pulumi/pulumi";
import type { ApplicationLoadBalancer } from "../../infra/backends/application-load-balancer";
import { mapValues } from "../../infra/map-values";
import { Bastion } from "../../infra/network/bastion";
import type { StackNetwork } from "../../infra/network/stack-network";
import type { HttpApiDefinition } from "../apis/http-api-definition";
import { linkSubnets, type SubnetPlaces } from "./link-subnets";
import { StackHttpApi, type StackHttpApiArgs } from "./stack-http-api";

/** Arguments of the HTTP API of a stack, and of what is beside it. */
export interface CreateHttpApiArgs
    extends Pick<
            StackHttpApiArgs,
            "name" | "settings" | "backends" | "userPool" | "place" | "httpZone" | "edgeZone" | "parent"
        >,
        SubnetPlaces {
    /** Default: the HTTP API publishes no API. */
    readonly httpApi?: HttpApiDefinition | undefined;
    /** The network of the stack; needed for an HTTP API. */
    readonly network: StackNetwork | undefined;
    /** The load balancer in front of its APIs; needed for an HTTP API. */
    readonly loadBalancer: ApplicationLoadBalancer | undefined;
}

/** The HTTP API of a stack, and its bastion, if it has one. */
export interface StackHttp {
    readonly api: StackHttpApi;
    readonly loadBalancer: ApplicationLoadBalancer;
    readonly bastion: Bastion | undefined;
}

/** Creates the HTTP API of a stack, and its bastion; undefined for a stack without one. */
export function createHttpApi({ httpApi, network, loadBalancer, ...args }: CreateHttpApiArgs): StackHttp | undefined {
    const { httpApi: http } = args.settings;
    if (httpApi === undefined) return undefined;
    if (http === undefined || network === undefined || loadBalancer === undefined)
        throw new Error("no settings, network or load balancer for the HTTP API");
    const subnets = linkSubnets(network, args);
    const api = new StackHttpApi({ ...args, http, httpApi, network, linkSubnets: subnets, loadBalancer });
    return { api, loadBalancer, bastion: createBastion(args, network, loadBalancer) };
}

function createBastion(
    { name, settings, parent }: { name: string } & Pick<StackHttpApiArgs, "settings" | "parent">,
    network: StackNetwork,
    loadBalancer: ApplicationLoadBalancer,
): Bastion | undefined {
    if (settings.bastion === undefined) return undefined;
    const { vpcId, privateSubnetIds, dependencies } = network;
    const subnetId = privateSubnetIds.apply(([first = ""]) => first);
    const opts: pulumi.ComponentResourceOptions = { parent, dependsOn: [...dependencies] };
    return new Bastion(name, { vpcId, subnetId, targets: { balancer: loadBalancer } }, opts);
}

/** The outputs of a stack that its HTTP API adds. */
export function httpApiOutputs({ api, loadBalancer, bastion }: StackHttp) {
    const { keys, keyValues, urls } = api;
    return {
        /** URL of each API that the HTTP API publishes: `httpUrls.books`. */
        httpUrls: urls,
        /** Id of the HTTP API, for commands of the AWS CLI. */
        httpApiId: api.api.apiId,
        ...(keys && {
            /** Value of each client's key of the HTTP API, as a secret. */
            httpApiKeyValues: mapValues(keyValues, (value) => pulumi.secret(value)),
        }),
        ...(api.edge && {
            /** Id of the distribution, for commands of the AWS CLI. */
            distributionId: api.edge.distributionId,
        }),
        ...(bastion && {
            /** Id of the bastion, for sessions of Session Manager. */
            bastionInstanceId: bastion.instanceId,
            /** DNS name of the load balancer of the HTTP API, which a session forwards a port to. */
            balancerHostname: loadBalancer.hostname,
        }),
    };
}
