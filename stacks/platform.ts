import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../infra/aws-credentials";
import type { Backend } from "../infra/backends/backend";
import { NetworkLoadBalancer } from "../infra/backends/network-load-balancer";
import type { Cluster } from "../infra/cluster/cluster";
import type { Database, DatabasePlace } from "../infra/database/database";
import { Gateway } from "../infra/gateway/rest/gateway";
import { Network } from "../infra/network/network";
import type { AwsPlace } from "../openapi/aws-place";
import { type ApiImagesArgs, imageOf } from "./api-images";
import type { Compute, RunnableApi } from "./compute/compute";
import { FargateCompute } from "./compute/fargate-compute";
import { FunctionCompute } from "./compute/function-compute";
import { InstancesCompute } from "./compute/instances-compute";
import { KubernetesCompute } from "./compute/kubernetes-compute";
import { createDatabaseSubnets, type DatabaseSubnetsArgs } from "./database-subnets";
import type { RestApiDefinition } from "./rest-api-definition";
import { RunnableApis, tableName } from "./runnable-apis";
import {
    type ComputeKindName,
    computeKinds,
    kindsBehindOneBalancer,
    needsSection,
    usesKind,
} from "./settings/compute-kinds";
import type { StackZones } from "./stack-zones";

/** Arguments of a platform. */
export interface PlatformArgs extends ApiImagesArgs {
    /** Zones of the network and of the cluster; ignored if no API needs a network. */
    zones: StackZones;
    /** Where its functions are; needed if an API runs on Lambda. */
    place?: AwsPlace | undefined;
    /** The REST API that publishes its APIs. */
    restApi: RestApiDefinition;
    /** Credentials that the stack configures for the AWS provider. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    podIdentitySeconds?: number | undefined;
}

interface SizedNetwork {
    readonly network: Network;
    readonly vpcCidrBlock: string;
    /** Where databases are; undefined if no API has one. */
    readonly databases: DatabasePlace | undefined;
}

/** Name of the VPC link to the load balancer that APIs share. No API has it: their names have no underscore. */
const linkName = "shared_nlb";

type ComputeByKind = Readonly<Record<ComputeKindName, Compute | undefined>>;

/** Everything in a stack: network, compute, backends and gateway, joined; only what its APIs need. */
export class Platform extends pulumi.ComponentResource {
    /** The cluster, if an API runs on Kubernetes. */
    readonly cluster: Cluster | undefined;
    /** The gateway that publishes them. */
    readonly gateway: Gateway;
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Readonly<Record<string, pulumi.Output<string>>>;

    /** Database of each API that has one, by the API's name. */
    readonly databases: Readonly<Record<string, Database>>;

    /** Creates the components in the order in which they depend on each other. */
    constructor(args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:stacks:Platform", args.name, {}, opts);

        const network = this.createNetwork(args);
        const kubernetes = this.createKubernetes(args, network);
        this.cluster = kubernetes?.cluster;
        const { removedPrefixes } = args.restApi;
        const lambda = new FunctionCompute({ ...args, network: network?.network, removedPrefixes, parent: this });
        const placed = this.createKindsBehindOneBalancer(args, network);
        const apis = new RunnableApis(args, network?.databases, this);
        const backends = this.runApis(args, apis, { kubernetes, ...placed, lambda });
        this.tableNames = apis.tableNames;
        this.databases = apis.databases;
        this.gateway = this.publish(args, backends);

        this.registerOutputs();
    }

    private createNetwork({ name, settings, zones }: PlatformArgs): SizedNetwork | undefined {
        const { apis, network, deletionProtection, logRetentionDays } = settings;
        if (network === undefined || !needsSection("network", apis)) return undefined;
        const shared = { deletionProtection, logRetentionDays, tableNamePrefix: tableName(name, "") };
        const { isolatedCidrBlock: _, networkAcls: __, ...own } = network;
        const args = { ...own, availabilityZones: zones.network, ...shared };
        const created = new Network(name, args, { parent: this });
        const databases = this.createDatabasePlace({ name, settings, network, zones: zones.network }, created);
        return { network: created, vpcCidrBlock: network.cidrBlock, databases };
    }

    private createDatabasePlace(
        args: Omit<DatabaseSubnetsArgs, "vpcId" | "parent">,
        network: Network,
    ): DatabasePlace | undefined {
        const { vpcId, privateSubnetIds } = network;
        const isolated = createDatabaseSubnets({ ...args, vpcId, parent: this });
        return isolated && { vpcId, privateSubnetIds, network: [network], isolated };
    }

    private createKubernetes({ zones, ...args }: PlatformArgs, network: SizedNetwork | undefined) {
        const { apis, cluster } = args.settings;
        if (cluster === undefined || network === undefined || !needsSection("cluster", apis)) return undefined;
        return new KubernetesCompute({
            ...args,
            ...network,
            cluster,
            zones: zones.cluster,
            imageOf: (name, container) => imageOf(args, name, container, this),
            parent: this,
        });
    }

    private createKindsBehindOneBalancer({ zones: _, ...args }: PlatformArgs, sized: SizedNetwork | undefined) {
        const uses = (kind: ComputeKindName) => usesKind(kind, args.settings.apis);
        if (sized === undefined || !kindsBehindOneBalancer.some(uses))
            return { fargate: undefined, instances: undefined };
        const { network } = sized;
        const { vpcId, privateSubnetIds: subnetIds } = network;
        const loadBalancer = new NetworkLoadBalancer(args.name, { vpcId, subnetIds, linkName }, { parent: this });
        const placed = { ...args, network, loadBalancer, parent: this };
        return {
            fargate: uses("fargate") ? new FargateCompute(placed) : undefined,
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
            const compute = kinds[settings.runsOn];
            if (compute === undefined) throw new Error(`no ${computeKinds[settings.runsOn].title} for API "${name}"`);
            const api = apis.create(name, settings, compute.sharedGroupId);
            if (settings.exposure === "shared") shared[name] = api;
            else backends[name] = compute.run(name, api);
        }
        // Together, as the gateway in front of them starts after them.
        return { ...backends, ...kinds.kubernetes?.runShared?.(shared) };
    }

    private publish({ name, settings, place, restApi }: PlatformArgs, backends: Record<string, Backend>) {
        const { gateway, stages, plans, clients, deletionProtection, logRetentionDays } = settings;
        const { uncachedMethodPaths } = restApi;
        const body = restApi.body(place);
        const { accountRole, tracing } = gateway;
        const stageOptions = { uncachedMethodPaths, tracing, logRetentionDays };
        return new Gateway(
            name,
            { apiName: name, body, backends, stages, stageOptions, plans, clients, accountRole, deletionProtection },
            { parent: this },
        );
    }
}
