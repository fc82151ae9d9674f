import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../infra/aws-credentials";
import type { Backend } from "../infra/backends/backend";
import { BuiltImage } from "../infra/backends/built-image";
import { ApiNamespace } from "../infra/backends/kubernetes/namespace";
import { Autoscaler } from "../infra/cluster/autoscaler";
import { Cluster } from "../infra/cluster/cluster";
import { ContainerInsights } from "../infra/cluster/container-insights";
import { Gateway } from "../infra/gateway/rest/gateway";
import { mapValues } from "../infra/map-values";
import { Network } from "../infra/network/network";
import { Table, tableAccess } from "../infra/storage/table";
import type { RestApiDefinition } from "./rest-api-definition";
import { autoscalerImage, defaultSupportType } from "./settings/kubernetes-versions";
import type { Settings } from "./settings/schema";
import type { StackZones } from "./stack-zones";

/** Arguments of a platform. */
export interface PlatformArgs {
    /** Name at AWS of whatever has a fixed name, such as "gatehouse-dev". */
    name: string;
    /** The stack's settings. */
    settings: Settings;
    /** Zones of the network and of the cluster. */
    zones: StackZones;
    /** The REST API that publishes its APIs. */
    restApi: RestApiDefinition;
    /** Credentials that the stack configures for the AWS provider. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    podIdentitySeconds?: number | undefined;
    /** Folder that holds the `build` folders, relative to the program's folder, so that it is the same on every machine. */
    buildRoot: string;
}

/** Everything in a stack: network, cluster, backends and gateway, joined. */
export class Platform extends pulumi.ComponentResource {
    /** The cluster that runs the APIs. */
    readonly cluster: Cluster;
    /** The gateway that publishes them. */
    readonly gateway: Gateway;
    /** Name of the table of each API that has one, by the API's name. */
    readonly tableNames: Record<string, pulumi.Output<string>> = {};

    /** Creates the components in the order in which they depend on each other. */
    constructor(args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:stacks:Platform", args.name, {}, opts);

        const network = this.createNetwork(args);
        this.cluster = this.createCluster(args, network);
        this.scaleNodes(args, network);
        this.observeContainers(args, network);
        const backends = this.runApis(args, this.createNamespace(args, network));
        this.gateway = this.publish(args, backends);

        this.registerOutputs();
    }

    private createNetwork({ name, settings, zones }: PlatformArgs) {
        const { network, deletionProtection, logRetentionDays } = settings;
        const shared = { deletionProtection, logRetentionDays, tableNamePrefix: tableName(name, "") };
        return new Network(name, { ...network, availabilityZones: zones.network, ...shared }, { parent: this });
    }

    private createCluster({ name, settings, zones, credentials }: PlatformArgs, network: Network) {
        const { deletionProtection, logRetentionDays } = settings;
        const { observability: _, ...cluster } = settings.cluster;
        const supportType = cluster.supportType ?? defaultSupportType(cluster.kubernetesVersion);
        const privateSubnetIds = network.privateSubnetIdsIn(zones.cluster);
        const shared = { vpcId: network.vpcId, privateSubnetIds, credentials, deletionProtection, logRetentionDays };
        return new Cluster(name, { ...cluster, ...shared, supportType, clusterName: name }, { parent: this });
    }

    // Auto Mode scales its nodes by itself.
    private scaleNodes({ name, settings, podIdentitySeconds }: PlatformArgs, network: Network) {
        const { nodes, kubernetesVersion } = settings.cluster;
        if (nodes === "auto") return;
        const { provider } = this.cluster;
        new Autoscaler(
            name,
            { clusterName: name, image: autoscalerImage(kubernetesVersion), propagationSeconds: podIdentitySeconds },
            { parent: this, provider, dependsOn: [network, this.cluster] },
        );
    }

    private observeContainers({ name, settings }: PlatformArgs, network: Network) {
        const { observability, kubernetesVersion, addOnVersions } = settings.cluster;
        const { logs, metrics, retentionDays = settings.logRetentionDays } = observability;
        if (!logs && !metrics) return;
        new ContainerInsights(
            name,
            { clusterName: name, kubernetesVersion, addOnVersions, logs, metrics, retentionDays },
            // Its pods run on nodes, which need routes. No API waits for it.
            { parent: this, dependsOn: [network, this.cluster] },
        );
    }

    private createNamespace({ settings, credentials, podIdentitySeconds }: PlatformArgs, network: Network) {
        const { clusterName, provider } = this.cluster;
        const {
            namespace,
            cluster,
            network: { cidrBlock: vpcCidrBlock },
        } = settings;
        return new ApiNamespace(
            {
                namespace,
                clusterName,
                nodes: cluster.nodes,
                architecture: cluster.architecture,
                vpcCidrBlock,
                credentials,
                propagationSeconds: podIdentitySeconds,
            },
            // Load balancers need routes and nodes as long as they exist, also while they are being deleted.
            { parent: this, provider, dependsOn: [network, this.cluster] },
        );
    }

    private runApis(args: PlatformArgs, namespace: ApiNamespace): Record<string, Backend> {
        return mapValues(args.settings.apis, ({ table, replicas, maxReplicas = 3 * replicas, ...api }, name) => {
            const image = this.imageOf(args, name);
            const store = table && this.createTable(args, name, table);
            const environment = { ...this.corsEnvironment(args), ...store?.environment };
            return namespace.run(name, { ...api, replicas, maxReplicas, image, environment, policy: store?.policy });
        });
    }

    // A proxy integration passes responses through unchanged: the backend has to set their CORS headers.
    private corsEnvironment({ settings }: PlatformArgs): Record<string, string> {
        const { cors } = settings.gateway;
        return cors ? { CORS_ALLOW_ORIGIN: cors.allowOrigin } : {};
    }

    // The table of an API, how its program finds it, and the permissions that it needs.
    private createTable(
        { name, settings }: PlatformArgs,
        api: string,
        keys: NonNullable<Settings["apis"][string]["table"]>,
    ) {
        const { deletionProtection } = settings;
        const table = new Table(tableName(name, api), { ...keys, deletionProtection }, { parent: this });
        this.tableNames[api] = table.tableName;
        const { region } = aws.getRegionOutput({}, { parent: this });
        return {
            environment: { TABLE_NAME: table.tableName, AWS_REGION: region },
            policy: tableAccess(table.tableArn),
        };
    }

    private imageOf({ name, settings, buildRoot }: PlatformArgs, api: string): pulumi.Input<string> {
        const { image, build } = settings.apis[api] ?? {};
        if (image !== undefined) return image;
        if (build === undefined) throw new Error(`API "${api}" has neither image nor build`);
        const context = join(buildRoot, build);
        const { deletionProtection, cluster } = settings;
        const platform = `linux/${cluster.architecture}`;
        return new BuiltImage(
            api,
            { repositoryName: `${name}/${api}`, context, platform, deletionProtection },
            { parent: this },
        ).uri;
    }

    private publish({ name, settings, restApi }: PlatformArgs, backends: Record<string, Backend>) {
        const { gateway, stages, plans, clients, deletionProtection, logRetentionDays } = settings;
        const { body, uncachedMethodPaths } = restApi;
        const { accountRole, tracing } = gateway;
        const stageOptions = { uncachedMethodPaths, tracing, logRetentionDays };
        return new Gateway(
            name,
            { apiName: name, body, backends, stages, stageOptions, plans, clients, accountRole, deletionProtection },
            { parent: this },
        );
    }
}

function tableName(stack: string, api: string): string {
    return `${stack}-${api}`;
}
