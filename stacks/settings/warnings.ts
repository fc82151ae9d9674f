import { alarmWarnings } from "./alarms/checks";
import { supportWarning } from "./cluster/kubernetes-support";
import { defaultVersion, versionWarning } from "./database/versions";
import { basePathsOf } from "./domain/base-paths";
import { edgeWarnings } from "./edge/warnings";
import { capacityWarnings } from "./firewall/capacity";
import { accountThrottleWarnings } from "./gateway/account-throttle";
import { defaultSupportType } from "./kubernetes-versions";
import { functionApis } from "./lambda/function-names";
import { minZoneMask, type SubnetSettings } from "./network/subnets";
import { placeholderProblems } from "./placeholders";
import type { ClusterSettings, Settings } from "./schema";

/**
 * Warns of settings that a preview accepts but `up` or AWS rejects, that AWS will not support for long, or that limit later changes.
 * @param values the values under `gatehouse:`, without that prefix, that `settings` were parsed from.
 * @param day the current day, such as `2026-11-28`.
 * @param region region of the stack. Default: not known.
 * @returns one line for each.
 */
export function settingsWarnings(
    values: unknown,
    settings: Partial<
        Pick<
            Settings,
            | "apis"
            | "cluster"
            | "network"
            | "domain"
            | "stages"
            | "edge"
            | "gateway"
            | "authorizers"
            | "firewall"
            | "alarms"
            | "httpApi"
            | "plans"
        >
    >,
    day: string,
    region?: string,
): string[] {
    const { apis = {}, cluster, network, domain, httpApi } = settings;
    const createdCluster = cluster && "name" in cluster ? undefined : cluster;
    const createdNetwork = network && "vpcId" in network ? undefined : network;
    const isClosed =
        createdCluster?.publicEndpointCidrs.length === 0 && createdCluster.privateEndpointCidrs.length === 0;
    return [
        ...placeholderProblems(values).map((problem) => `${problem}, and "pulumi up" rejects it`),
        ...(isClosed
            ? [
                  'gatehouse:cluster: got neither publicEndpointCidrs nor privateEndpointCidrs, so no machine outside the cluster reaches its API server, and "pulumi up" cannot create the resources in it unless you add a security group rule by hand',
              ]
            : []),
        ...(createdNetwork ? subnetWarnings(createdNetwork) : []),
        ...(createdCluster ? supportWarnings(createdCluster, day) : []),
        ...(domain?.mutualTls && domain.defaultEndpoint === "enabled"
            ? [
                  'gatehouse:domain.defaultEndpoint: got "enabled" with mutualTls, so clients without a certificate call the APIs at the default endpoint',
              ]
            : []),
        ...(httpApi?.domain?.mutualTls && httpApi.defaultEndpoint === "enabled"
            ? [
                  'gatehouse:httpApi.defaultEndpoint: got "enabled" with mutualTls, so clients without a certificate call the APIs at the default endpoint',
              ]
            : []),
        ...accountThrottleWarnings(values, settings, region),
        ...edgeWarnings(settings),
        ...basePathWarnings(settings),
        ...capacityWarnings({ ...settings, stages: settings.stages ?? {} }),
        ...databaseWarnings(apis, day),
        ...alarmWarnings(settings),
    ];
}

// The path of an event has the base path of a mapping, and the Lambda Web Adapter removes no more than one text from it
// (CodeGenieApp/serverless-express#86, localstack/localstack#12296).
function basePathWarnings({ apis = {}, domain, stages = {} }: Partial<Pick<Settings, "apis" | "domain" | "stages">>) {
    const [first] = functionApis({ apis });
    if (domain === undefined || first === undefined) return [];
    return Object.entries(basePathsOf(domain.basePaths, Object.keys(stages))).flatMap(([stage, path]) =>
        path === ""
            ? []
            : [
                  `gatehouse:domain.basePaths.${stage}: got "${path}", which API Gateway passes to functions: that of API "${first}" gets /${path}/${first}/… there, and returns 404 unless it serves such paths too. Without a base path, "/", it does not`,
              ],
    );
}

// The subnets of a stack without the mask are as large as its number of zones allows.
function subnetWarnings(network: SubnetSettings): string[] {
    if (network.availabilityZoneCidrMask !== undefined) return [];
    const mask = minZoneMask(network);
    const maxZones = 2 ** (mask - minZoneMask({ ...network, availabilityZones: 1 }));
    return [
        `gatehouse:network.availabilityZoneCidrMask: not set, so the size of the subnets depends on the number of zones, and there can be no more than ${maxZones} later. ` +
            `${mask} keeps the subnets of an existing stack; a new one wants room for more zones, such as 19 in a /16`,
    ];
}

function supportWarnings({ kubernetesVersion, ...cluster }: ClusterSettings, day: string): string[] {
    const { supportType = defaultSupportType(kubernetesVersion) } = cluster;
    const warning = supportWarning(kubernetesVersion, supportType, day);
    return warning === undefined ? [] : [`gatehouse:cluster.kubernetesVersion: ${warning}`];
}

function databaseWarnings(apis: Settings["apis"], day: string): string[] {
    return Object.entries(apis).flatMap(([name, { database }]) => {
        if (database === undefined) return [];
        const { engine, version = defaultVersion(engine) } = database;
        const warning = versionWarning(engine, version, day);
        return warning === undefined ? [] : [`gatehouse:apis.${name}.database.version: ${warning}`];
    });
}
