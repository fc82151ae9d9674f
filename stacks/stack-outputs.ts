import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../infra/gateway/rest/gateway";
import { mapValues } from "../infra/map-values";
import { httpApiOutputs } from "./http/stack-http";
import type { Platform } from "./platform";
import type { Settings } from "./settings/schema";

/** The outputs of a stack: what clients, operators and other programs need of it. Those that are secrets are marked. */
export function stackOutputs(settings: Settings, platform: Platform) {
    const { cluster, http, tableNames, databases, targets, authorizers, pipelines, webSockets } = platform;
    const pushes = Object.fromEntries(
        Object.entries(webSockets).flatMap(([api, { push }]) => (push ? [[api, push] as const] : [])),
    );

    return {
        ...urlOutputs(settings, platform),
        ...(http && httpApiOutputs(http)),
        ...(Object.keys(webSockets).length > 0 && {
            /** URL of the WebSocket API of each API that has one, at each stage: `webSocketUrls.Test.photos`. */
            webSocketUrls: mapValues(settings.stages, (_, stage) =>
                mapValues(webSockets, ({ endpoint }) => pulumi.interpolate`${endpoint}/${stage}`),
            ),
        }),
        ...(Object.keys(pushes).length > 0 && {
            /** The URLs of the queue of announcements of each WebSocket API that gets some, and of its dead-letter queue. */
            announcementQueues: mapValues(pushes, ({ queueUrl, deadLetterQueueUrl }) => ({
                queueUrl,
                deadLetterQueueUrl,
            })),
        }),
        ...(platform.gateway && keyOutputs(platform.gateway)),
        /** Name of the DynamoDB table of each API that has one. */
        tableNames,
        ...(Object.keys(targets.components).length > 0 && {
            /** The URL of each queue, the name of each bucket and the ARN of any other resource that the gateway calls, by API and name. */
            targets: mapValues(targets.components, ({ outputs }) => outputs),
        }),
        ...(Object.keys(pipelines).length > 0 && {
            /** Name of the bucket and the table, and the URLs and ARNs of the rest of each API's photo pipeline. */
            photoPipelines: mapValues(pipelines, ({ outputs }) => outputs),
        }),
        ...(Object.keys(databases).length > 0 && {
            /** Host of each API's database, and the ARN of the secret of its master user. */
            databases: mapValues(databases, ({ host, masterSecretArn }) => ({ host, masterSecretArn })),
        }),
        ...(authorizers.userPool && {
            /** Id of the user pool that issues tokens. */
            userPoolId: authorizers.userPool.userPoolId,
            /** Id of each application that gets tokens from it. */
            appClientIds: authorizers.userPool.appClientIds,
        }),
        ...(cluster && {
            /** Name of the EKS cluster. */
            clusterName: cluster.clusterName,
            /** Kubeconfig of the cluster as JSON, as a secret. */
            kubeconfig: cluster.kubeconfig,
        }),
    };
}

function urlOutputs({ apis }: Settings, { gateway, domain, edge }: Platform) {
    if (gateway === undefined) return {};
    const published = Object.keys(apis).filter((api) => apis[api]?.publishedBy === "rest");
    const urlsOf = (stageUrls: Readonly<Record<string, pulumi.Input<string>>>) =>
        mapValues(stageUrls, (url) =>
            Object.fromEntries(published.map((api) => [api, pulumi.interpolate`${url}/${api}`])),
        );
    const domainUrls = domain && urlsOf(domain.stageUrls);
    const edgeUrls = edge && urlsOf(edge.stageUrls);
    const directUrls = domainUrls && !domain.defaultEndpoint.enabled ? domainUrls : urlsOf(gateway.stageUrls);
    return {
        /** URL of each API at each stage: `invokeUrls.Test.pictures`; below the name of the distribution or the domain if only that serves. */
        invokeUrls: edge?.isLocked ? edgeUrls : directUrls,
        ...(domainUrls && {
            /** The same below the domain name. */
            domainUrls,
        }),
        ...(edge && {
            /** The same below the name of the distribution. */
            edgeUrls,
            /** Id of the distribution, for commands of the AWS CLI. */
            distributionId: edge.distributionId,
        }),
        ...(edge?.siteUrl && {
            /** URL of the site. */
            siteUrl: edge.siteUrl,
        }),
    };
}

function keyOutputs({ restApiId, keys }: Gateway) {
    return {
        /** Id of the REST API, for commands of the AWS CLI. */
        restApiId,
        /** Id of each client's API key. */
        apiKeyIds: mapValues(keys, (key) => key.id),
        /** Value of each client's API key, as a secret. */
        apiKeyValues: mapValues(keys, (key) => pulumi.secret(key.value)),
    };
}
