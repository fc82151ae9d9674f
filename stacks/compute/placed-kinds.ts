import { ApplicationLoadBalancer } from "../../infra/backends/application-load-balancer";
import type { EcsCluster } from "../../infra/backends/fargate/cluster";
import { NetworkLoadBalancer } from "../../infra/backends/network-load-balancer";
import type { StackNetwork } from "../../infra/network/stack-network";
import type { HttpBase } from "../../openapi/http-route";
import { httpName } from "../http/http-name";
import { type ComputeKindName, kindsBehindOneBalancer, usesKind } from "../settings/compute-kinds";
import { httpApiNames } from "../settings/http-api/checks";
import type { ComputeArgs } from "./compute";
import { FargateCompute } from "./fargate-compute";
import { InstancesCompute } from "./instances-compute";

/** Name of the VPC link to the load balancer that APIs share. No API has it: their names have no underscore. */
const linkName = "shared_nlb";

/** The same for the load balancer of the HTTP API. */
const httpLinkName = "http_alb";

/** Arguments of the kinds of compute whose APIs are behind one load balancer. */
export interface PlacedKindsArgs extends ComputeArgs {
    readonly existing?: { readonly ecsCluster?: EcsCluster | undefined } | undefined;
    /** The HTTP API of the stack. Default: none. */
    readonly httpApi?: { readonly bases: Readonly<Record<string, HttpBase>> } | undefined;
}

/** The kinds of compute whose APIs are behind one load balancer, as far as a stack uses them. */
export interface PlacedKinds {
    readonly fargate: FargateCompute | undefined;
    readonly instances: InstancesCompute | undefined;
    /** The load balancer of the HTTP API. */
    readonly httpBalancer: ApplicationLoadBalancer | undefined;
}

/** Creates the load balancers that APIs share, one for the REST API and one for the HTTP API, and what runs the APIs behind them. */
export function createPlacedKinds(args: PlacedKindsArgs, network: StackNetwork | undefined): PlacedKinds {
    const { name, settings, existing, httpApi, parent } = args;
    const { apis } = settings;
    if (network === undefined || !kindsBehindOneBalancer.some((kind) => usesKind(kind, apis)))
        return { fargate: undefined, instances: undefined, httpBalancer: undefined };
    const { vpcId, privateSubnetIds: subnetIds } = network;
    const isRest = ({ runsOn, publishedBy }: (typeof apis)[string]) =>
        publishedBy === "rest" && kindsBehindOneBalancer.includes(runsOn);
    const loadBalancer = Object.values(apis).some(isRest)
        ? new NetworkLoadBalancer(name, { vpcId, subnetIds, linkName }, { parent })
        : undefined;
    const httpBalancer =
        httpApiNames(apis).length > 0
            ? new ApplicationLoadBalancer(httpName(name), { vpcId, subnetIds, linkName: httpLinkName }, { parent })
            : undefined;
    const placed = { ...args, network };
    const uses = (kind: ComputeKindName) => usesKind(kind, apis);
    const http = httpBalancer && httpApi && { loadBalancer: httpBalancer, bases: httpApi.bases };
    return {
        fargate: uses("fargate")
            ? new FargateCompute({ ...placed, loadBalancer, http, ecsCluster: existing?.ecsCluster })
            : undefined,
        instances: uses("instances") && loadBalancer ? new InstancesCompute({ ...placed, loadBalancer }) : undefined,
        httpBalancer,
    };
}
