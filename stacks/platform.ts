import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { BuiltImage } from "../infra/backends/built-image";
import { PodIdentity } from "../infra/backends/kubernetes/pod-identity";
import { Workload } from "../infra/backends/kubernetes/workload";
import { Cluster } from "../infra/cluster/cluster";
import { type Backend, Gateway } from "../infra/gateway/rest/gateway";
import { mapValues } from "../infra/map-values";
import { Network } from "../infra/network/network";
import { Table } from "../infra/storage/table";
import { tableAccess } from "../infra/storage/table-access";
import { stageVariableNames } from "../openapi/stage-variables";
import type { RestApiDefinition } from "./rest-api-definition";
import type { Settings } from "./settings/schema";

/** What a platform is made of. */
export interface PlatformArgs {
    /** Name of everything at AWS that has a fixed name, such as "gatehouse-dev". */
    name: string;
    /** The stack's settings. */
    settings: Settings;
    /** The REST API that publishes its APIs. */
    restApi: RestApiDefinition;
    /** Folder that holds the `build` folders, as seen from the program's folder: the same on every machine. */
    buildRoot: string;
}

/** The whole of a stack: network, cluster, workloads, gateway, joined. */
export class Platform extends pulumi.ComponentResource {
    /** The cluster that runs the APIs. */
    readonly cluster: Cluster;
    /** The gateway that publishes them. */
    readonly gateway: Gateway;

    /** Creates everything in the order of dependence. */
    constructor(args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:stacks:Platform", args.name, {}, opts);

        const network = this.createNetwork(args);
        this.cluster = this.createCluster(args, network);
        const workloads = this.runWorkloads(args, network);
        this.gateway = this.publish(args, workloads);

        this.registerOutputs();
    }

    private createNetwork({ name, settings }: PlatformArgs) {
        const { network, deletionProtection, logRetentionDays } = settings;
        const shared = { deletionProtection, logRetentionDays, tableNamePrefix: tableName(name, "") };
        return new Network(name, { ...network, ...shared }, { parent: this });
    }

    private createCluster({ name, settings }: PlatformArgs, { vpcId, privateSubnetIds }: Network) {
        const { cluster, deletionProtection, logRetentionDays } = settings;
        return new Cluster(
            name,
            { ...cluster, clusterName: name, vpcId, privateSubnetIds, deletionProtection, logRetentionDays },
            { parent: this },
        );
    }

    private runWorkloads(args: PlatformArgs, network: Network): Record<string, Workload> {
        const { settings } = args;
        const inCluster = { parent: this, provider: this.cluster.provider };
        const namespace = new k8s.core.v1.Namespace(
            settings.namespace,
            {
                metadata: {
                    name: settings.namespace,
                    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
                },
            },
            // Load balancers need routes and nodes for as long as they live, also while they are taken down.
            { ...inCluster, dependsOn: [network, this.cluster] },
        ).metadata.name;
        // A proxy integration passes answers through as they are: CORS headers on them are the backend's to set.
        const { cors } = settings.gateway;
        const environment: Record<string, string> = cors ? { CORS_ALLOW_ORIGIN: cors.allowOrigin } : {};
        return mapValues(settings.apis, ({ replicas, maxReplicas = 3 * replicas, table, ...api }, name) => {
            const image = this.imageOf(args, name);
            const store = table && this.createTable(args, name, table, namespace);
            const shared = {
                namespace,
                environment: { ...environment, ...store?.environment },
                serviceAccountName: store?.serviceAccountName,
                nodes: settings.cluster.nodes,
                vpcCidrBlock: settings.network.cidrBlock,
            };
            return new Workload(name, { ...api, ...shared, image, replicas, maxReplicas }, inCluster);
        });
    }

    // The table of an API, and the identity by which its pods, and nobody else's, may use it.
    private createTable(
        { name, settings }: PlatformArgs,
        api: string,
        keys: NonNullable<Settings["apis"][string]["table"]>,
        namespace: pulumi.Input<string>,
    ) {
        const { deletionProtection } = settings;
        const table = new Table(tableName(name, api), { ...keys, deletionProtection }, { parent: this });
        const { serviceAccountName } = new PodIdentity(
            api,
            { clusterName: this.cluster.clusterName, namespace, policy: tableAccess(table.tableArn) },
            { parent: this, provider: this.cluster.provider },
        );
        const { region } = aws.getRegionOutput({}, { parent: this });
        return { serviceAccountName, environment: { TABLE_NAME: table.tableName, AWS_REGION: region } };
    }

    private imageOf({ name, settings, buildRoot }: PlatformArgs, api: string): pulumi.Input<string> {
        const { image, build } = settings.apis[api] ?? {};
        if (image !== undefined) return image;
        if (build === undefined) throw new Error(`API "${api}" has neither image nor build`);
        const context = join(buildRoot, build);
        return new BuiltImage(
            api,
            { repositoryName: `${name}/${api}`, context, platform: "linux/amd64" },
            { parent: this },
        ).uri;
    }

    private publish({ name, settings, restApi }: PlatformArgs, workloads: Record<string, Workload>) {
        const { gateway, stages, plans, clients, deletionProtection, logRetentionDays } = settings;
        const backends = mapValues(workloads, ({ hostname }, api): Backend => {
            const variables = stageVariableNames(api);
            return { hostname, linkVariable: variables.link, hostVariable: variables.backend };
        });
        const uncachedMethodPaths = restApi.operations
            .filter(({ method, cached }) => method === "get" && !cached)
            .map(({ methodPath }) => methodPath);
        const { accountRole, tracing } = gateway;
        const shared = { stages, plans, clients, accountRole, tracing, deletionProtection, logRetentionDays };
        return new Gateway(
            name,
            { apiName: name, body: restApi.body, backends, uncachedMethodPaths, ...shared },
            { parent: this },
        );
    }
}

function tableName(stack: string, api: string): string {
    return `${stack}-${api}`;
}
