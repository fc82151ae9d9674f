import * as pulumi from "@pulumi/pulumi";
import type { Backend } from "../infra/backends/backend";
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
import type { ApiDefinitions } from "./apis/define-apis";
import { functionCode } from "./apis/function-code";
import type { RestApiDefinition } from "./apis/rest-api-definition";
import type { WebSocketRoutesByApi } from "./apis/web-socket-files";
import { FunctionCompute } from "./compute/function-compute";
import { KubernetesCompute } from "./compute/kubernetes-compute";
import { createPlacedKinds } from "./compute/placed-kinds";
import { createDatabasePlace } from "./database-place";
import type { DomainZone } from "./edge/domain-zone";
import { StackDomain } from "./edge/stack-domain";
import { StackEdge } from "./edge/stack-edge";
import { createStageFirewall } from "./edge/stack-firewall";
import { createHttpApi, type StackHttp } from "./http/stack-http";
import { runApis } from "./run-apis";
import { RunnableApis } from "./runnable-apis";
import { createAuthorizers, type StackAuthorizers } from "./stack-authorizers";
import { createGateway } from "./stack-gateway";
import { createStackCluster, createStackNetwork, type StackNetworkArgs } from "./stack-network";
import { createToldClients } from "./told-clients";
import { createWatching } from "./watching/stack-watching";

/** Arguments of a platform. */
export interface PlatformArgs extends ApiDefinitions, ApiImagesArgs, Omit<StackNetworkArgs, "name" | "settings"> {
    /** Where its functions are; needed if an API runs on Lambda or has integrations. */
    place?: AwsPlace | undefined;
    /** Hosted zone of its domain name; needed if it has one. */
    domainZone?: DomainZone | undefined;
    /** Hosted zone of the distribution's names; needed if it has one. */
    edgeZone?: DomainZone | undefined;
    /** Hosted zone of the HTTP API's domain name; needed if it has one. */
    httpZone?: DomainZone | undefined;
    /** Folder that contains `app`. */
    folder: string;
    /** The snapshots that its stages serve in place of the newest body. Default: none. */
    releases?: Releases | undefined;
    /** The routes of its WebSocket APIs, by the name of the API. Default: none. */
    webSockets?: WebSocketRoutesByApi | undefined;
}

/** Everything in a stack: network, compute, backends and gateway, joined; only what its APIs need. */
export class Platform extends pulumi.ComponentResource {
    /** The cluster, if an API runs on Kubernetes. */
    readonly cluster: StackCluster | undefined;
    /** The functions and the user pool that check calls beside their API key. */
    readonly authorizers: StackAuthorizers;
    /** The REST API; undefined if it publishes no API. */
    readonly gateway: Gateway | undefined;
    /** The HTTP API, and the bastion beside it; undefined if it publishes no API. */
    readonly http: StackHttp | undefined;
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
        const { name, settings, zones, restApi, httpApi } = args;
        const { removedPrefixes = {}, integrations = {}, userPoolScopes = [] } = restApi ?? {};
        const lambda = new FunctionCompute({ ...args, network, removedPrefixes, parent: this });
        const { httpBalancer: loadBalancer, ...placed } = createPlacedKinds({ ...args, parent: this }, network);
        const place = createDatabasePlace({ name, settings, zones: zones.network, parent: this }, network);
        const apis = new RunnableApis(args, place, this);
        const { rest: backends, http } = runApis(settings, apis, { kubernetes, ...placed, lambda });
        this.tableNames = apis.tableNames;
        this.databases = apis.databases;
        const { tables } = apis;
        const told = createToldClients({ ...args, tables, parent: this });
        const { extras } = told;
        this.pipelines = told.pipelines;
        this.webSockets = told.webSockets;
        this.targets = createTargets({ settings, integrations, place: args.place, tables, extras, parent: this });
        this.domain = StackDomain.create(args, this);
        const scopes = [...new Set([...userPoolScopes, ...(httpApi?.userPoolScopes ?? [])])].sort();
        this.authorizers = createAuthorizers({ ...args, userPoolScopes: scopes, parent: this });
        const { userPool } = this.authorizers;
        this.http = createHttpApi({ ...args, network, loadBalancer, backends: http, userPool, parent: this });
        const rest = restApi && this.publish({ ...args, restApi }, network, backends);
        this.gateway = rest?.gateway;
        this.edge = rest?.edge;
        this.stageFirewall = rest?.stageFirewall;
        const { targets, authorizers, databases, pipelines, webSockets, gateway, edge, stageFirewall, domain } = this;
        const behind = { backends, targets, authorizers, databases, pipelines, webSockets };
        const published = rest?.published;
        const watched = { ...behind, gateway, http: this.http, domain, published, edge, stageFirewall };
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

    // Creates the REST API, and whatever is in front of it.
    private publish(
        args: PlatformArgs & { readonly restApi: RestApiDefinition },
        network: StackNetwork | undefined,
        backends: Readonly<Record<string, Backend>>,
    ) {
        const { name, settings } = args;
        const { targets, authorizers, domain, webSockets, pipelines } = this;
        const called = { backends, targets, authorizers, domain, webSockets };
        const gateway = createGateway({ ...args, network, ...called, parent: this });
        const published = domain?.publish(gateway);
        const edge = StackEdge.create({ ...args, gateway, domain, published, pipelines, webSockets, parent: this });
        const stageFirewall = edge
            ? edge.stageFirewall
            : createStageFirewall({ name, settings, stageArns: gateway.stageArns, parent: this });
        return { gateway, published, edge, stageFirewall };
    }
}
