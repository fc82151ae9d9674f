import type * as pulumi from "@pulumi/pulumi";
import {
    type FirewallOptions,
    type FirewallRole,
    firewallRules,
    type RequiredHeader,
} from "../../infra/edge/firewall/rules";
import { WebAcl } from "../../infra/edge/firewall/web-acl";
import { edgeRegion } from "../settings/edge/schema";
import { type FirewallSettings, firewall as firewallSchema } from "../settings/firewall/schema";
import { uploadPathsOf } from "../settings/firewall/upload-paths";
import type { Settings } from "../settings/schema";

/** Arguments of the firewall of a stack's stages. */
export interface StageFirewallArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    /** Header that only the stack's distribution sends. Default: calls need not come through it. */
    readonly originSecret?: RequiredHeader | undefined;
    /** ARNs of the stages, by the stage's name. */
    readonly stageArns: Readonly<Record<string, pulumi.Input<string>>>;
    readonly parent: pulumi.Resource;
    /** Resources that have to be there before calls are rejected. Default: nothing. */
    readonly dependsOn?: readonly pulumi.Resource[];
}

/** Creates the web ACL of a stack's stages; undefined if the settings need none. */
export function createStageFirewall(args: StageFirewallArgs): WebAcl | undefined {
    const { name, settings, originSecret: lock, stageArns, parent, dependsOn = [] } = args;
    const { firewall, edge, logRetentionDays } = settings;
    // Without settings of a firewall, the lock logs the callers that it rejects, as a firewall does by default.
    const effective = firewall ?? (lock && firewallSchema.parse({}));
    if (effective === undefined) return undefined;
    const role = edge === undefined ? "stages" : "stages-behind-edge";
    if (role === "stages-behind-edge" && lock === undefined && effective.requestsPerKey === undefined) return undefined;
    return new WebAcl(
        `${name}-stages`,
        { ...aclArgs(role, effective, settings, lock), scope: "REGIONAL", logRetentionDays, stageArns },
        { parent, dependsOn: [...dependsOn] },
    );
}

/** Creates the web ACL of a stack's distribution; undefined for a stack without a distribution or a firewall. */
export function createEdgeFirewall({ name, settings, parent }: EdgeFirewallArgs): WebAcl | undefined {
    const { firewall, edge, logRetentionDays } = settings;
    if (firewall === undefined || edge === undefined) return undefined;
    const shared = aclArgs("edge", firewall, settings, undefined);
    return new WebAcl(
        `${name}-edge`,
        { ...shared, scope: "CLOUDFRONT", region: edgeRegion, logRetentionDays },
        { parent },
    );
}

/** Arguments of the firewall of a stack's distribution. */
export type EdgeFirewallArgs = Pick<StageFirewallArgs, "name" | "settings" | "parent">;

function aclArgs(role: FirewallRole, firewall: FirewallSettings, settings: Settings, lock: RequiredHeader | undefined) {
    const { allow, block, maximumBodyKilobytes, sampledRequests, log } = firewall;
    const uploadPaths = uploadPathsOf(settings);
    const options: FirewallOptions = firewall;
    const isBehindEdge = role === "stages-behind-edge";
    return {
        addresses: isBehindEdge ? { allow: [], block: [] } : { allow, block },
        rules: (addressSets: Parameters<typeof firewallRules>[0]["addressSets"]) =>
            firewallRules({ role, options, lock, addressSets, uploadPaths }),
        ...(!isBehindEdge && { bodyKilobytes: maximumBodyKilobytes }),
        hasSecrets: lock !== undefined,
        sampledRequests,
        log,
    };
}
