import * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../infra/backends/backend";
import { NetworkLoadBalancer } from "../infra/backends/network-load-balancer";
import type { StackCluster } from "../infra/cluster/stack-cluster";
import type { Database } from "../infra/database/database";
import type { WebAcl } from "../infra/edge/firewall/web-acl";
import type { Gateway } from "../infra/gateway/rest/gateway";
import type { Releases } from "../infra/gateway/rest/release";
import type { WebSocketApi } from "../infra/gateway/websocket/web-socket-api";
import type { StackNetwork } from "../infra/network/stack-network";
import type { PhotoPipeline } from "../infra/pipelines/photos/photo-pipeline";
import type { AwsPlace } from "../openapi/aws-place";
import { type ApiImagesArgs, imageOf } from "./api-images";
import { createTargets, type StackTargets } from "./api-targets";
import type { Compute, RunnableApi } from "./compute/compute";
import { FargateCompute } from "./compute/fargate-compute";
import { FunctionCompute } from "./compute/function-compute";
import { InstancesCompute } from "./compute/instances-compute";
import { KubernetesCompute } from "./compute/kubernetes-compute";
import { createDatabasePlace } from "./database-place";
import type { DomainZone } from "./edge/domain-zone";
import { StackDomain } from "./edge/stack-domain";
import { StackEdge } from "./edge/stack-edge";
import { createStageFirewall } from "./edge/stack-firewall";
import { functionCode } from "./function-code";
import type { RestApiDefinition } from "./rest-api-definition";
import { RunnableApis } from "./runnable-apis";
import {
    type ComputeKindName,
    computeKinds,
    hasServer,
    kindsBehindOneBalancer,
    type ServerKindName,
    usesKind,
} from "./settings/compute-kinds";
import { createAuthorizers, type StackAuthorizers } from "./stack-authorizers";
import { createGateway } from "./stack-gateway";
import { createStackCluster, createStackNetwork, type StackNetworkArgs } from "./stack-network";
import { createToldClients } from "./told-clients";
import { createWatching } from "./watching/stack-watching";
import type { WebSocketRoutesByApi } from "./web-socket-files";

/** Arguments of a platform. */
export interface PlatformArgs extends ApiImagesArgs, Omit<StackNetworkArgs, "name" | "settings"> {
    /** Where its functions are; needed if an API runs on Lambda or has integrations. */
    place?: AwsPlace | undefined;
    /** Hosted zone of its domain name; needed if it has one. */
    domainZone?: DomainZone | undefined;
    /** Hosted zone of the distribution's names; needed if it has one. */
    edgeZone?: DomainZone | undefined;
    /** Folder that contains `app`. */
    folder: string;
    /** The REST API that publishes its APIs. */
    restApi: RestApiDefinition;
    /** The snapshots that its stages serve in place of the newest body. Default: none. */
    releases?: Releases | undefined;
    /** The routes of its WebSocket APIs, by the name of the API. Default: none. */
    webSockets?: WebSocketRoutesByApi | undefined;
}

/** Name of the VPC link to the load balancer that APIs share. No API has it: their names have no underscore. */
const linkName = "shared_nlb";

type ComputeByKind = Readonly<Record<ServerKindName, Compute | undefined>>;

/** Everything in a stack: network, compute, backends and gateway, joined; only what its APIs need. */
export class Platform extends pulumi.ComponentResource {
    /** The cluster, if an API runs on Kubernetes. */
    readonly cluster: StackCluster | undefined;
    /** The functions and the user pool that check calls beside their API key. */
    readonly authorizers: StackAuthorizers;
    /** The gateway that publishes them. */
    readonly gateway: Gateway;
    /** Its domain name, if the stack has one. */
    readonly domain: StackDomain | undefined;
    /** The distribution before it, if the stack has one. */
    readonly edge: StackEdge | undefined;
    /** The web ACL of its stages, if they have one. */
    readonly stageFirewall: WebAcl | undefined;
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Readonly<Record<string, pulumi.Output<string>>>;
    /** Photo pipeline of each API that has one, by the API's name. */
    readonly pipelines: Readonly<Record<string, PhotoPipeline>>;
    /** WebSocket API of each API that has one, by the API's name. */
    readonly webSockets: Readonly<Record<string, WebSocketApi>>;
    /** The resources that the gateway itself calls. */
    readonly targets: StackTargets;
    /** Database of each API that has one, by the API's name. */
    readonly databases: Readonly<Record<string, Database>>;

    /** Creates the components in the order in which they depend on each other. */
    constructor(args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:stacks:Platform", args.name, {}, opts);

        const network = createStackNetwork(args, this);
        this.cluster = network && createStackCluster(args, network, this);
        const kubernetes = this.createKubernetes(args, network);
        const { removedPrefixes } = args.restApi;
        const lambda = new FunctionCompute({ ...args, network, removedPrefixes, parent: this });
        const placed = this.createKindsBehindOneBalancer(args, network);
        const { name, settings, zones } = args;
        const place = createDatabasePlace({ name, settings, zones: zones.network, parent: this }, network);
        const apis = new RunnableApis(args, place, this);
        const backends = this.runApis(args, apis, { kubernetes, ...placed, lambda });
        this.tableNames = apis.tableNames;
        this.databases = apis.databases;
        const { integrations } = args.restApi;
        const { tables } = apis;
        const told = createToldClients({ ...args, tables, parent: this });
        const { extras } = told;
        this.pipelines = told.pipelines;
        this.webSockets = told.webSockets;
        this.targets = createTargets({ settings, integrations, place: args.place, tables, extras, parent: this });
        this.domain = StackDomain.create(args, this);
        this.authorizers = createAuthorizers({ ...args, parent: this });
        const { targets, authorizers, domain, webSockets } = this;
        const called = { backends, targets, authorizers, domain, webSockets };
        this.gateway = createGateway({ ...args, network, ...called, parent: this });
        const published = domain?.publish(this.gateway);
        const { pipelines } = this;
        const behindEdge = { gateway: this.gateway, domain, published, pipelines, webSockets };
        this.edge = StackEdge.create({ ...args, ...behindEdge, parent: this });
        this.stageFirewall = this.edge
            ? this.edge.stageFirewall
            : createStageFirewall({ name, settings, stageArns: this.gateway.stageArns, parent: this });
        const { edge, stageFirewall, gateway, databases } = this;
        const behind = { backends, targets, authorizers, databases, pipelines, webSockets };
        const watched = { edge, stageFirewall, gateway, ...behind, domain, published };
        createWatching({ ...args, ...watched, codeOf: functionCode, parent: this });

        this.registerOutputs();
    }

    private createKubernetes({ zones: _, existing: __, ...args }: PlatformArgs, network: StackNetwork | undefined) {
        const { cluster: settings } = args.settings;
        const { cluster } = this;
        if (settings === undefined || cluster === undefined || network === undefined) return undefined;
        const { nodes, architecture } = settings;
        return new KubernetesCompute({
            ...args,
            ...{ network, cluster, nodes, architecture },
            imageOf: (name, container) => imageOf(args, name, container, this),
            parent: this,
        });
    }

    private createKindsBehindOneBalancer({ zones: _, existing, ...args }: PlatformArgs, network?: StackNetwork) {
        const uses = (kind: ComputeKindName) => usesKind(kind, args.settings.apis);
        if (network === undefined || !kindsBehindOneBalancer.some(uses))
            return { fargate: undefined, instances: undefined };
        const { vpcId, privateSubnetIds: subnetIds } = network;
        const loadBalancer = new NetworkLoadBalancer(args.name, { vpcId, subnetIds, linkName }, { parent: this });
        const placed = { ...args, network, loadBalancer, parent: this };
        const { ecsCluster } = existing ?? {};
        return {
            fargate: uses("fargate") ? new FargateCompute({ ...placed, ecsCluster }) : undefined,
            instances: uses("instances") ? new InstancesCompute(placed) : undefined,
        };
    }

    private runApis(
        { settings: { apis: all } }: PlatformArgs,
        apis: RunnableApis,
        kinds: ComputeByKind,
    ): Record<string, Backend> {
        const shared: Record<string, RunnableApi> = {};
        const backends: Record<string, Backend> = {};
        for (const [name, settings] of Object.entries(all)) {
            const { runsOn } = settings;
            if (!hasServer(runsOn)) {
                apis.createTable(name, settings);
                continue;
            }
            const compute = kinds[runsOn];
            if (compute === undefined) throw new Error(`no ${computeKinds[runsOn].title} for API "${name}"`);
            const api = apis.create(name, settings, compute.sharedGroupId);
            if (settings.exposure === "shared") shared[name] = api;
            else backends[name] = compute.run(name, api);
        }
        // Together, as the gateway in front of them starts after them.
        return { ...backends, ...kinds.kubernetes?.runShared?.(shared) };
    }
}
