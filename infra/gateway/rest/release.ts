import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Snapshot } from "../../../openapi/snapshot";

/** A share of a stage's requests that another snapshot serves. */
export interface Canary {
    /** Share of the requests in percent, from 0 to 100; each request is assigned at random. */
    percent: number;
    /** Name of the snapshot. Default: the newest one. */
    snapshot?: string | undefined;
    /** Stage variables in place of the stage's own. */
    variables: Readonly<Record<string, string>>;
    /** Whether its responses are cached apart from the stage's; then they are not cached by the stage. */
    ownCache: boolean;
}

/** The snapshots that a stage serves. */
export interface StageRelease {
    /** Name of the snapshot. */
    snapshot: string;
    /** Default: none. */
    canary?: Canary | undefined;
    /** GET operations of its snapshots that the stage does not cache, as in `StageOptions`. */
    uncachedMethodPaths: readonly string[];
}

/** The snapshots that the stages of a gateway serve in place of the newest body. */
export interface Releases {
    /** Snapshots whose deployments are kept. */
    kept: readonly Snapshot[];
    /** By the name of the stage; any other stage serves the newest body. */
    stages: Readonly<Record<string, StageRelease>>;
    /**
     * Whether a kept deployment that does not exist is created from the newest body. Only for a gateway on localhost, which serves
     * kept bodies from the stack's state. Default: it is rejected.
     */
    recreates?: boolean | undefined;
}

/** Every stage serves the newest body. */
export const noReleases: Releases = { kept: [], stages: {} };

/** The canary of a stage with its deployment. */
export interface StageCanary extends Canary {
    deployment: aws.apigateway.Deployment;
}

/** The settings of a stage that send a share of its requests to its canary. */
export function canarySettings(canary: StageCanary | undefined): Pick<aws.apigateway.StageArgs, "canarySettings"> {
    if (canary === undefined) return {};
    const { percent, deployment, variables, ownCache } = canary;
    return {
        canarySettings: {
            deploymentId: deployment.id,
            percentTraffic: percent,
            ...(Object.keys(variables).length > 0 && { stageVariableOverrides: variables }),
            useStageCache: !ownCache,
        },
    };
}

/**
 * The log groups of canaries, which have the name of the stage's group and `/Canary`
 * (docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html).
 */
export function canaryLogGroups(
    name: string,
    groups: Readonly<Record<string, aws.cloudwatch.LogGroup>>,
    retentionInDays: number,
    parent: pulumi.Resource,
): aws.cloudwatch.LogGroup[] {
    return Object.entries(groups).map(
        ([kind, group]) =>
            new aws.cloudwatch.LogGroup(
                `${name}-${kind}-canary`,
                { name: pulumi.interpolate`${group.name}/Canary`, retentionInDays },
                { parent },
            ),
    );
}
