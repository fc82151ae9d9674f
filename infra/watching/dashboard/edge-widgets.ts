import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../planned-alarms";
import { graph, type Line, type Widget } from "./widgets";

type WatchedDistribution = NonNullable<Watched["distributions"]>[number];
type WatchedWebAcl = NonNullable<Watched["webAcls"]>[number];

/** Region of the metrics of CloudFront and of a distribution's web ACL. */
const edgeRegion = "us-east-1";

/** Name of the rule that rejects calls past the distribution. */
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

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
function signals({ name, distributionId }: WatchedDistribution): Widget[] {
    const line = (metricName: string, statistic: string, label: string): Line => ({
        ...{ namespace: "AWS/CloudFront", metricName, statistic, label },
        dimensions: { DistributionId: distributionId, Region: "Global" },
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

// docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html: a distribution's web ACL has no dimension `Region`.
function blocked(
    title: string,
    region: pulumi.Input<string>,
    webAcls: readonly WatchedWebAcl[],
    rule: string,
): Widget[] {
    if (webAcls.length === 0) return [];
    const lines = webAcls.map(
        (acl): Line => ({
            ...{ namespace: "AWS/WAFV2", metricName: "BlockedRequests", statistic: "Sum", label: acl.name },
            dimensions: { WebACL: acl.metricName, Rule: rule, ...(acl.region !== undefined && { Region: acl.region }) },
        }),
    );
    return [graph({ title, region, lines })];
}
