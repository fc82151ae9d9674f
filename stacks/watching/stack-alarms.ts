import type * as pulumi from "@pulumi/pulumi";
import type { WebAcl } from "../../infra/edge/firewall/web-acl";
import type { Gateway } from "../../infra/gateway/rest/gateway";
import { Alarms } from "../../infra/watching/alarms";
import type { WatchedCanary } from "../../infra/watching/canary-alarms";
import { planAlarms, type Watched } from "../../infra/watching/planned-alarms";
import { SlackChannel } from "../../infra/watching/slack-channel";
import type { WatchedStage } from "../../infra/watching/stage-alarms";
import { countThrottledRequests } from "../../infra/watching/throttled-requests";
import { AlarmTopic } from "../../infra/watching/topic";
import type { AwsPlace } from "../../openapi/aws-place";
import type { StackEdge } from "../edge/stack-edge";
import type { AlarmSettings } from "../settings/alarms/schema";
import { edgeRegion } from "../settings/edge/schema";
import { statusField } from "../settings/gateway/access-log";
import type { Settings } from "../settings/schema";
import { watchedStage } from "./watched-http-api";
import { type ResourcesOfStack, watchedResources } from "./watched-resources";

/** Arguments of the alarms of a stack. */
export interface StackAlarmsArgs extends ResourcesOfStack {
    /** Name of the stack at AWS. */
    readonly name: string;
    readonly settings: Settings;
    readonly place?: AwsPlace | undefined;
    /** The gateway of the REST API. Default: none. */
    readonly gateway?: Pick<Gateway, "stageNames" | "accessLogGroups"> | undefined;
    /** The web ACL of the stages. Default: none. */
    readonly stageFirewall?: Pick<WebAcl, "aclName"> | undefined;
    /** The distribution and its web ACL. Default: none. */
    readonly edge?: Pick<StackEdge, "distributionId" | "firewall"> | undefined;
    /** Canaries that call the stages. Default: none. */
    readonly canaries?: readonly WatchedCanary[];
    readonly parent: pulumi.Resource;
}

/** The topic and the alarms of a stack, and those in us-east-1 for what has its metrics only there. */
export class StackAlarms {
    /** ARN of the topic in the stack's region. */
    readonly topicArn: pulumi.Output<string>;
    /** ARNs of the alarms in the stack's region. */
    readonly alarmArns: readonly pulumi.Output<string>[];
    /** The resources that alarms watch, in both regions. */
    readonly watched: Watched;

    private constructor(args: StackAlarmsArgs, alarms: AlarmSettings, place: AwsPlace) {
        const regional = regionalOf(args, place);
        const global = globalOf(args);
        this.watched = joined(regional, global);
        const isOneRegion = place.region === edgeRegion;
        const here = createAlarms(args, alarms, place, isOneRegion ? this.watched : regional);
        const there =
            isOneRegion || Object.keys(global).length === 0
                ? []
                : [createAlarms(args, alarms, place, global, edgeRegion)];
        this.topicArn = here.topicArn;
        this.alarmArns = here.alarmArns;
        createSlackChannel(
            args,
            alarms,
            place,
            [here, ...there].map(({ topicArn }) => topicArn),
        );
    }

    /** Creates the alarms of a stack; undefined for a stack without any. */
    static create(args: StackAlarmsArgs): StackAlarms | undefined {
        const { alarms } = args.settings;
        if (alarms === undefined) return undefined;
        if (args.place === undefined) throw new Error("the place of the alarms was not looked up");
        return new StackAlarms(args, alarms, args.place);
    }
}

function watchedStages({ name, settings, gateway, parent }: StackAlarmsArgs): WatchedStage[] {
    if (gateway === undefined) return [];
    const field = statusField(settings.gateway.accessLog);
    return Object.entries(gateway.stageNames).map(([stage, stageName]) => ({
        ...{ name: stage, apiName: name, stageName },
        isCached: settings.stages[stage]?.cache.enabled ?? false,
        throttled:
            field === undefined
                ? undefined
                : countThrottledRequests(
                      { stackName: name, stage, logGroups: gateway.accessLogGroups[stage] ?? [], statusField: field },
                      parent,
                  ),
    }));
}

function regionalOf(args: StackAlarmsArgs, { region }: AwsPlace): Watched {
    const { name, http, stageFirewall, canaries = [], parent } = args;
    return {
        ...watchedResources(args),
        stages: watchedStages(args),
        httpApis: http ? watchedStage(http, name, parent) : [],
        canaries,
        webAcls: stageFirewall ? [{ name: "stages", metricName: stageFirewall.aclName, region }] : [],
    };
}

function globalOf({ edge, http }: StackAlarmsArgs): Watched {
    // No web ACL is in front of an HTTP API.
    const ofHttpApi = http?.api.edge;
    if (ofHttpApi) return { distributions: [{ name: "edge", distributionId: ofHttpApi.distributionId }] };
    if (edge === undefined) return {};
    const { distributionId, firewall } = edge;
    return {
        distributions: [{ name: "edge", distributionId }],
        webAcls: firewall ? [{ name: "edge", metricName: firewall.aclName }] : [],
    };
}

// Web ACLs are the only kind that both have.
function joined(regional: Watched, global: Watched): Watched {
    return { ...regional, ...global, webAcls: [...(regional.webAcls ?? []), ...(global.webAcls ?? [])] };
}

function createAlarms(
    { name, parent }: StackAlarmsArgs,
    { email, https, notify, thresholds }: AlarmSettings,
    place: AwsPlace,
    watched: Watched,
    region?: string,
) {
    const label = region === undefined ? name : `${name}-${region}`;
    const topic = new AlarmTopic(label, { topicName: `${name}-alarms`, place, region, email, https }, { parent });
    const { alarmArns } = new Alarms(
        label,
        { stackName: name, alarms: planAlarms(watched, thresholds), topicArn: topic.arn, notify, region },
        { parent },
    );
    return { topicArn: topic.arn, alarmArns };
}

function createSlackChannel(
    { name, parent }: StackAlarmsArgs,
    { slack }: AlarmSettings,
    { partition }: AwsPlace,
    topicArns: readonly pulumi.Output<string>[],
): void {
    if (slack === undefined) return;
    new SlackChannel(name, { ...slack, configurationName: name, topicArns, partition }, { parent });
}
