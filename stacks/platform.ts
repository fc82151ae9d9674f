import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../infra/aws-credentials";
import type { Backend } from "../infra/backends/backend";
import { NetworkLoadBalancer } from "../infra/backends/network-load-balancer";
import { AdoptedCluster } from "../infra/cluster/adopted-cluster";
import type { StackCluster } from "../infra/cluster/stack-cluster";
import type { Database } from "../infra/database/database";
import type { Gateway } from "../infra/gateway/rest/gateway";
import type { Releases } from "../infra/gateway/rest/release";
import { AdoptedNetwork } from "../infra/network/adopted-network";
import { Network } from "../infra/network/network";
import type { StackNetwork } from "../infra/network/stack-network";
import type { AwsPlace } from "../openapi/aws-place";
import { type ApiImagesArgs, imageOf } from "./api-images";
import { createTargets, type StackTargets } from "./api-targets";
import type { Compute, RunnableApi } from "./compute/compute";
import { createCluster } from "./compute/created-cluster";
import { FargateCompute } from "./compute/fargate-compute";
import { FunctionCompute } from "./compute/function-compute";
import { InstancesCompute } from "./compute/instances-compute";
import { KubernetesCompute } from "./compute/kubernetes-compute";
import { createDatabasePlace } from "./database-place";
import type { DomainZone } from "./edge/domain-zone";
import { StackDomain } from "./edge/stack-domain";
import type { ExistingResources } from "./existing/existing-resources";
import type { RestApiDefinition } from "./rest-api-definition";
import { RunnableApis, tableName } from "./runnable-apis";
import {
    type ComputeKindName,
    computeKinds,
    hasServer,
    kindsBehindOneBalancer,
    needsNetwork,
    needsSection,
    type ServerKindName,
    usesKind,
} from "./settings/compute-kinds";
import { createAuthorizers, type StackAuthorizers } from "./stack-authorizers";
import { createGateway } from "./stack-gateway";
import type { StackZones } from "./stack-zones";
import { StackAlarms } from "./watching/stack-alarms";

/** Arguments of a platform. */
export interface PlatformArgs extends ApiImagesArgs {
    /** Zones of the network and of the cluster; ignored if no API needs a network. */
    zones: StackZones;
    /** The resources that the settings name and that exist already. Default: none. */
    existing?: Pick<ExistingResources, "network" | "cluster" | "ecsCluster"> | undefined;
    /** Where its functions are; needed if an API runs on Lambda or has integrations. */
    place?: AwsPlace | undefined;
    /** Hosted zone of its domain name; needed if it has one. */
    domainZone?: DomainZone | undefined;
    /** The REST API that publishes its APIs. */
    restApi: RestApiDefinition;
    /** The snapshots that its stages serve in place of the newest body. Default: none. */
    releases?: Releases | undefined;
    /** Credentials that the stack configures for the AWS provider. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    podIdentitySeconds?: number | undefined;
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
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Readonly<Record<string, pulumi.Output<string>>>;
    /** The resources that the gateway itself calls. */
    readonly targets: StackTargets;
    /** Database of each API that has one, by the API's name. */
    readonly databases: Readonly<Record<string, Database>>;

    /** Creates the components in the order in which they depend on each other. */
    constructor(args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:stacks:Platform", args.name, {}, opts);

        const network = this.createNetwork(args);
        this.cluster = network && this.createCluster(args, network);
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
        this.targets = createTargets({ settings, integrations, place: args.place, tables, parent: this });
        this.domain = StackDomain.create(args, this);
        this.authorizers = createAuthorizers({ ...args, parent: this });
        const { targets, authorizers, domain } = this;
        this.gateway = createGateway({ ...args, network, backends, targets, authorizers, domain, parent: this });
        this.domain?.publish(this.gateway);
        const { gateway, databases } = this;
        StackAlarms.create({ ...args, gateway, backends, targets, authorizers, databases, parent: this });

        this.registerOutputs();
    }

    private createNetwork({ name, settings, zones, existing }: PlatformArgs): StackNetwork | undefined {
        const { network, deletionProtection, logRetentionDays } = settings;
        if (network === undefined || !needsNetwork(settings)) return undefined;
        if ("vpcId" in network) return new AdoptedNetwork(found(existing?.network, "VPC"));
        const shared = { deletionProtection, logRetentionDays, tableNamePrefix: tableName(name, "") };
        const { isolatedCidrBlock: _, networkAcls: __, ...own } = network;
        const args = { ...own, availabilityZones: zones.network, ...shared };
        return new Network(name, args, { parent: this });
    }

    private createCluster({ existing, ...args }: PlatformArgs, network: StackNetwork): StackCluster | undefined {
        const { name, settings, zones, credentials, podIdentitySeconds } = args;
        const { apis, cluster } = settings;
        if (cluster === undefined || !needsSection("cluster", apis)) return undefined;
        if ("name" in cluster)
            return new AdoptedCluster(name, { ...found(existing?.cluster, "cluster"), credentials }, { parent: this });
        const shared = { name, settings, credentials, podIdentitySeconds, parent: this };
        const networkZones = existing?.network?.privateSubnets.map(({ zone }) => zone) ?? [];
        return createCluster({
            ...shared,
            cluster,
            network,
            zones: zones.cluster.length > 0 ? zones.cluster : networkZones,
        });
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

function found<Resource>(resource: Resource | undefined, what: string): Resource {
    if (resource === undefined) throw new Error(`the existing ${what} was not looked up`);
    return resource;
}
