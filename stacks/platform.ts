import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../infra/aws-credentials";
import type { Backend } from "../infra/backends/backend";
import { NetworkLoadBalancer } from "../infra/backends/network-load-balancer";
import type { Cluster } from "../infra/cluster/cluster";
import { Gateway } from "../infra/gateway/rest/gateway";
import { Network } from "../infra/network/network";
import type { AwsPlace } from "../openapi/aws-place";
import { type ApiImagesArgs, imageOf } from "./api-images";
import type { Compute, RunnableApi } from "./compute/compute";
import { FargateCompute } from "./compute/fargate-compute";
import { FunctionCompute } from "./compute/function-compute";
import { InstancesCompute } from "./compute/instances-compute";
import { KubernetesCompute } from "./compute/kubernetes-compute";
import type { DomainZone } from "./domain-zone";
import type { RestApiDefinition } from "./rest-api-definition";
import { RunnableApis, tableName } from "./runnable-apis";
import {
    type ComputeKindName,
    computeKinds,
    kindsBehindOneBalancer,
    needsSection,
    usesKind,
} from "./settings/compute-kinds";
import { StackDomain } from "./stack-domain";
import type { StackZones } from "./stack-zones";

/** Arguments of a platform. */
export interface PlatformArgs extends ApiImagesArgs {
    /** Zones of the network and of the cluster; ignored if no API needs a network. */
    zones: StackZones;
    /** Where its functions are; needed if an API runs on Lambda. */
    place?: AwsPlace | undefined;
    /** Hosted zone of its domain name; needed if it has one. */
    domainZone?: DomainZone | undefined;
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
    /** Its domain name, if the stack has one. */
    readonly domain: StackDomain | undefined;
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Readonly<Record<string, pulumi.Output<string>>>;

    /** Creates the components in the order in which they depend on each other. */
    constructor(args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:stacks:Platform", args.name, {}, opts);

        const network = this.createNetwork(args);
        const kubernetes = this.createKubernetes(args, network);
        this.cluster = kubernetes?.cluster;
        const { removedPrefixes } = args.restApi;
        const lambda = new FunctionCompute({ ...args, removedPrefixes, parent: this });
        const placed = this.createKindsBehindOneBalancer(args, network);
        const apis = new RunnableApis(args, this);
        const backends = this.runApis(args, apis, { kubernetes, ...placed, lambda });
        this.tableNames = apis.tableNames;
        this.domain = StackDomain.create(args, this);
        this.gateway = this.publish(args, backends);
        this.domain?.publish(this.gateway);

        this.registerOutputs();
    }

    private createNetwork({ name, settings, zones }: PlatformArgs): SizedNetwork | undefined {
        const { apis, network, deletionProtection, logRetentionDays } = settings;
        if (network === undefined || !needsSection("network", apis)) return undefined;
        const shared = { deletionProtection, logRetentionDays, tableNamePrefix: tableName(name, "") };
        const args = { ...network, availabilityZones: zones.network, ...shared };
        return { network: new Network(name, args, { parent: this }), vpcCidrBlock: network.cidrBlock };
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
            const api = apis.create(name, settings);
            const compute = kinds[settings.runsOn];
            if (compute === undefined) throw new Error(`no ${computeKinds[settings.runsOn].title} for API "${name}"`);
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
        const { defaultEndpoint, precedesGateway = [] } = this.domain ?? {};
        const shared = { apiName: name, stages, plans, clients, accountRole, deletionProtection };
        return new Gateway(
            name,
            { ...shared, body, backends, stageOptions, defaultEndpoint },
            { parent: this, dependsOn: [...precedesGateway] },
        );
    }
}
