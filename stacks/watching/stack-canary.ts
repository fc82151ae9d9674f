import * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import { Canary } from "../../infra/watching/canary";
import type { WatchedCanary } from "../../infra/watching/canary-alarms";
import type { CanaryCode } from "../../infra/watching/canary-bucket";
import type { PublishedOperation } from "../../openapi/operations";
import type { Settings } from "../settings/schema";
import { canaryPaths } from "./canary-paths";

/** Arguments of the canary of a stack. */
export interface StackCanaryArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    /** The operations of all APIs. */
    readonly operations: readonly PublishedOperation[];
    readonly gateway: Gateway;
    /** URL of each stage as clients call it: below the distribution's name or the domain name, if the stack has one. */
    readonly stageUrls: Readonly<Record<string, pulumi.Input<string>>>;
    /** Resources without which clients do not reach the stages at these URLs. */
    readonly follows: readonly pulumi.Resource[];
    /** Bundles a function by its file below `functions`. */
    readonly codeOf: (entry: string) => CanaryCode;
    readonly parent: pulumi.Resource;
}

/** Creates the canary of a stack, if its settings have one, and lists it for its alarm. */
export function createCanary(args: StackCanaryArgs): WatchedCanary[] {
    const { name, settings, operations, gateway, stageUrls, follows, codeOf, parent } = args;
    const { alarms, logRetentionDays } = settings;
    if (alarms?.canary === undefined) return [];
    const { minutes } = alarms.canary;
    const { paths, skipped } = canaryPaths(settings, operations);
    if (pulumi.runtime.isDryRun()) for (const api of skipped) void pulumi.log.warn(warning(api));
    if (Object.keys(paths).length === 0) return [];
    const { restApiId, stageNames } = gateway;
    const { canaryName } = new Canary(
        name,
        {
            ...{ code: codeOf("canary/canary"), minutes, logRetentionDays },
            ...{ apiName: name, restApiId, stageNames, stageUrls, paths },
        },
        // Before, stages might not have all of their settings.
        { parent, dependsOn: [gateway, ...follows] },
    );
    return [{ name: "canary", canaryName, minutes }];
}

function warning(api: string): string {
    return (
        `gatehouse:alarms.canary.paths.${api}: not set, and no GET operation of API "${api}" needs an API key alone, so the canary ` +
        "does not call it. A path such as /books?limit=1 is called with the key and nothing else"
    );
}
