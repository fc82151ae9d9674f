import type * as pulumi from "@pulumi/pulumi";
import { blockedRequests, distributionMetric, type WatchedDistribution, type WatchedWebAcl } from "../edge-alarms";
import type { Watched } from "../planned-alarms";
import { graph, type Line, type Widget } from "./widgets";

/** Region of the metrics of CloudFront and of a distribution's web ACL. */
const edgeRegion = "us-east-1";

/** Name of the rule that rejects calls that bypass the distribution. */
const lockRule = "origin-lock";

/** The golden signals of a distribution and what the firewalls block; nothing for a stack without either. */
export function edgeWidgets(
    { distributions = [], webAcls = [] }: Pick<Watched, "distributions" | "webAcls">,
    region: pulumi.Input<string>,
): Widget[] {
    const atEdge = webAcls.filter((acl) => acl.region === undefined);
    const atStages = webAcls.filter((acl) => acl.region !== undefined);
    const locks = distributions.length > 0 ? atStages : [];
    return [
        ...distributions.flatMap(signals),
        ...blocked("Edge: requests that the firewall blocked", edgeRegion, atEdge, "ALL"),
        ...blocked("Stages: requests that the firewall blocked", region, atStages, "ALL"),
        ...blocked("R1: calls past the distribution, blocked", region, locks, lockRule),
    ];
}

function signals(distribution: WatchedDistribution): Widget[] {
    const { name } = distribution;
    const line = (metricName: string, statistic: string, label: string): Line => ({
        ...distributionMetric(distribution, metricName, statistic),
        label,
    });
    const errors = [line("4xxErrorRate", "Average", "4xx"), line("5xxErrorRate", "Average", "5xx")];
    return [
        graph({
            title: `${name}: requests a minute`,
            region: edgeRegion,
            lines: [line("Requests", "Sum", "requests")],
        }),
        graph({ title: `${name}: errors in % of requests`, region: edgeRegion, lines: errors, max: 100 }),
    ];
}

function blocked(
    title: string,
    region: pulumi.Input<string>,
    webAcls: readonly WatchedWebAcl[],
    rule: string,
): Widget[] {
    if (webAcls.length === 0) return [];
    const lines = webAcls.map((acl): Line => ({ ...blockedRequests(acl, rule), label: acl.name }));
    return [graph({ title, region, lines })];
}
