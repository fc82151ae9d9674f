import type * as pulumi from "@pulumi/pulumi";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import { Dashboard } from "../../infra/watching/dashboard/dashboard";
import { logQueries, type QueriedLog } from "../../infra/watching/dashboard/log-queries";
import { type QueriedGroups, SavedQueries } from "../../infra/watching/dashboard/saved-queries";
import type { Watched } from "../../infra/watching/planned-alarms";
import type { AwsPlace } from "../../openapi/aws-place";
import { edgeRegion } from "../settings/edge/schema";
import { accessLogFields } from "../settings/gateway/access-log";
import type { Settings } from "../settings/schema";
import type { HttpApiOfStack } from "./watched-http-api";

/** Arguments of the dashboard and the saved queries of a stack. */
export interface StackDashboardArgs {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly place: Pick<AwsPlace, "region">;
    /** The gateway of the REST API. Default: none. */
    readonly gateway?: Pick<Gateway, "accessLogGroups"> | undefined;
    /** The HTTP API. Default: none. */
    readonly http?: HttpApiOfStack | undefined;
    /** The resources that the alarms watch, in all regions. */
    readonly watched: Watched;
    readonly alarmArns: readonly pulumi.Input<string>[];
    /** Name of the log group of the web ACL of the stages, and of that of the distribution. Default: none. */
    readonly firewallLogs?: {
        readonly stages?: pulumi.Input<string> | undefined;
        readonly edge?: pulumi.Input<string> | undefined;
    };
    /** Name of the log group of the distribution's access log. Default: none. */
    readonly edgeLog?: pulumi.Input<string> | undefined;
    readonly parent: pulumi.Resource;
}

/** Creates the dashboard and the saved queries of a stack that its settings have. */
export function createDashboard(args: StackDashboardArgs): void {
    const { name, settings, place, watched, alarmArns, parent } = args;
    const { alarms } = settings;
    if (alarms === undefined) return;
    const groups = groupsOf(args);
    const all = ["access", "firewall", "edge", "http", "keys"] as const;
    const logs = new Set(all.filter((log) => groups[log].length > 0));
    // Fields of callers are left out: no query needs them.
    const queries = logQueries(accessLogFields(settings.gateway.accessLog), logs);
    if (alarms.queries) new SavedQueries(name, { stackName: name, queries, groups }, { parent });
    if (alarms.dashboard)
        new Dashboard(
            name,
            { ...{ dashboardName: name, region: place.region, watched, queries, groups }, alarmArns },
            { parent },
        );
}

function groupsOf({ gateway, http, firewallLogs = {}, edgeLog }: StackDashboardArgs) {
    const inRegion = (region: string | undefined, ...names: (pulumi.Input<string> | undefined)[]): QueriedGroups[] => {
        const known = names.flatMap((group) => (group === undefined ? [] : [group]));
        return known.length === 0 ? [] : [{ names: known, region }];
    };
    return {
        access: inRegion(undefined, ...Object.values(gateway?.accessLogGroups ?? {}).flat()),
        firewall: [...inRegion(undefined, firewallLogs.stages), ...inRegion(edgeRegion, firewallLogs.edge)],
        edge: inRegion(edgeRegion, edgeLog),
        http: inRegion(undefined, http?.api.api.accessLogGroup),
        keys: inRegion(undefined, http?.api.keys?.function.logGroupName),
    } satisfies Record<QueriedLog, QueriedGroups[]>;
}
