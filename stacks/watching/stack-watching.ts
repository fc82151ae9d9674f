import * as pulumi from "@pulumi/pulumi";
import type { WebAcl } from "../../infra/edge/firewall/web-acl";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import { mapValues } from "../../infra/map-values";
import { Budget } from "../../infra/watching/budget";
import type { CanaryCode } from "../../infra/watching/canary-bucket";
import type { PublishedOperation } from "../../openapi/operations";
import { stackTags } from "../config/default-tags";
import type { StackDomain } from "../edge/stack-domain";
import type { StackEdge } from "../edge/stack-edge";
import { StackAlarms, type StackAlarmsArgs } from "./stack-alarms";
import { createCanary } from "./stack-canary";
import { createDashboard } from "./stack-dashboard";

/** Arguments of what watches a stack. */
export interface StackWatchingArgs extends Omit<StackAlarmsArgs, "canaries"> {
    /** The definition of the REST API. Default: none. */
    readonly restApi?: { readonly operations: readonly PublishedOperation[] } | undefined;
    readonly gateway: Gateway | undefined;
    readonly domain: StackDomain | undefined;
    /** The mappings of the domain name, if the stack has one. */
    readonly published: pulumi.Resource | undefined;
    readonly edge: StackEdge | undefined;
    readonly stageFirewall: WebAcl | undefined;
    /** Bundles a function by its file below `functions`. */
    readonly codeOf: (entry: string) => CanaryCode;
}

/** Creates the canary, the alarms, the dashboard, the saved queries and the budget of a stack; nothing without `alarms`. */
export function createWatching(args: StackWatchingArgs): void {
    const { name, settings, place, gateway, http, edge, stageFirewall, parent } = args;
    const canaries = gateway ? createCanaryOf({ ...args, gateway }) : [];
    const alarms = StackAlarms.create({ ...args, canaries });
    if (alarms === undefined || place === undefined) return;
    const { topicArn, alarmArns, watched } = alarms;
    createDashboard({
        ...{ name, settings, place, gateway, http, watched, alarmArns, parent },
        firewallLogs: { stages: stageFirewall?.logGroupName, edge: edge?.firewall?.logGroupName },
        edgeLog: edge?.accessLogGroup ?? http?.api.edge?.accessLogGroup,
    });
    createBudget(args, topicArn);
}

function createCanaryOf(args: StackWatchingArgs & { readonly gateway: Gateway }) {
    const { name, settings, restApi, gateway, published, codeOf, parent } = args;
    return createCanary({
        ...{ name, settings, operations: restApi?.operations ?? [], gateway, codeOf, parent },
        stageUrls: stageUrls(args),
        follows: published ? [published] : [],
    });
}

// URLs as clients call the stages. Those of a distribution are known once it serves, so that the canary is created after it.
function stageUrls({
    gateway,
    domain,
    edge,
}: StackWatchingArgs & { readonly gateway: Gateway }): Readonly<Record<string, pulumi.Input<string>>> {
    if (edge !== undefined) return mapValues(edge.stageUrls, (url) => edge.distributionId.apply(() => url));
    return domain?.stageUrls ?? gateway.stageUrls;
}

// The budget counts the costs of resources with all of the stack's default tags: AWS knows no other sign of a stack.
function createBudget(
    { name, settings: { alarms }, parent }: StackWatchingArgs,
    topicArn: pulumi.Output<string>,
): void {
    if (alarms?.budget === undefined) return;
    const tags = stackTags(new pulumi.Config("aws").getObject("defaultTags"));
    if (pulumi.runtime.isDryRun() && Object.keys(tags).length === 0) void pulumi.log.warn(wholeAccount);
    new Budget(name, { budgetName: name, ...alarms.budget, tags, topicArn }, { parent });
}

const wholeAccount =
    "gatehouse:alarms.budget: got no aws:defaultTags, so the budget counts the costs of the whole account. With tags such as " +
    '{ "tags": { "stack": "prod" } } it counts those of the stack, once they are activated as cost allocation tags';
