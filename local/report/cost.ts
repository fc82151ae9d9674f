import type { EngineRun } from "./engine-run";
import { numberAt, textAt } from "./inputs";
import type { PriceTable } from "./price-table";
import type { Cost } from "./report-schema";

type Line = Cost["fixed"][number];

const hoursPerMonth = 730;

/** What is billed but has no price here. */
const unpriced: Readonly<Record<string, string>> = {
    "aws:kms/key:Key": "KMS keys and their use",
    "aws:ecr/repository:Repository": "storage of images in ECR",
    "aws:lb/loadBalancer:LoadBalancer": "load balancers that the program makes itself",
    "aws:ec2/instance:Instance": "EC2 instances that the program makes itself",
};

/** Estimates what a stack costs in a month once it is up: what is paid by the hour, and what use would add. */
export function estimateCost(run: EngineRun, prices: PriceTable): Cost {
    const of = (type: string) => run.resources.filter((resource) => resource.type === type && resource.op !== "delete");
    const loadBalancers = of("kubernetes:core/v1:Service").filter(
        ({ urn }) => textAt(run.inputs.get(urn), ["spec", "type"]) === "LoadBalancer",
    ).length;
    const gateways = of("aws:ec2/natGateway:NatGateway").length;
    const { fixed: at, usage } = prices;
    const notEstimated = Object.entries(unpriced).flatMap(([type, what]) => (of(type).length > 0 ? [what] : []));
    const hourly = (what: string, count: number, { usd, source }: { usd: number; source: string }) =>
        count > 0 ? [line(what, count, usd * hoursPerMonth, source)] : [];
    const acls = of("aws:wafv2/webAcl:WebAcl").length;
    const fixed = [
        ...hourly("EKS control plane", of("aws:eks/cluster:Cluster").length, at.eksClusterHour),
        ...nodes(run, prices, notEstimated),
        ...hourly("NAT gateway", gateways, at.natGatewayHour),
        ...hourly("public IPv4 address", of("aws:ec2/eip:Eip").length, at.publicAddressHour),
        ...hourly("load balancer", loadBalancers, at.loadBalancerHour),
        ...caches(run, prices, notEstimated),
        ...(acls > 0 ? [line("web ACL", acls, at.webAclMonth.usd, at.webAclMonth.source)] : []),
    ];
    const used = (what: string, { usd, assumed, source }: PriceTable["usage"]["natGb"], count = 1) =>
        count > 0 ? [line(what, assumed * count, usd, source)] : [];
    const hasApi = of("aws:apigateway/restApi:RestApi").length > 0 ? 1 : 0;
    const byUse = [
        ...used("million requests to the gateway", usage.requestsMillion, hasApi),
        ...used("capacity unit hours of load balancers", usage.loadBalancerCapacityHours, loadBalancers),
        ...used("GB through NAT gateways", usage.natGb, gateways),
        ...used("GB of logs", usage.logGb, of("aws:cloudwatch/logGroup:LogGroup").length > 0 ? 1 : 0),
        ...used("GB to the internet", usage.dataOutGb, hasApi),
    ];
    return {
        currency: prices.currency,
        pricesOf: prices.region,
        asOf: prices.asOf,
        ...(run.region !== undefined && { region: run.region }),
        fixed,
        fixedTotal: total(fixed),
        usage: byUse,
        usageTotal: total(byUse),
        addedApi: cents(at.loadBalancerHour.usd * hoursPerMonth),
        notEstimated: [...notEstimated, "storage of logs, traffic between zones, taxes and discounts"],
    };
}

function caches(run: EngineRun, { cacheHour }: PriceTable, notEstimated: string[]): Line[] {
    const stages = run.resources.filter(({ type, op }) => type === "aws:apigateway/stage:Stage" && op !== "delete");
    return stages.flatMap(({ urn, name }) => {
        const size = textAt(run.inputs.get(urn), ["cacheClusterSize"]);
        if (size === undefined) return [];
        const usd = cacheHour.usdBySizeGb[size];
        if (usd !== undefined)
            return [line(`cache of ${size} GB, stage ${name}`, 1, usd * hoursPerMonth, cacheHour.source)];
        notEstimated.push(`the cache of ${size} GB of stage ${name}, whose price is not in the table`);
        return [];
    });
}

function nodes(run: EngineRun, { instanceHour }: PriceTable, notEstimated: string[]): Line[] {
    const groups = run.resources.filter(({ type, op }) => type === "aws:eks/nodeGroup:NodeGroup" && op !== "delete");
    const hasCluster = run.resources.some(({ type, op }) => type === "aws:eks/cluster:Cluster" && op !== "delete");
    if (groups.length === 0 && hasCluster) {
        notEstimated.push("the EC2 instances that EKS Auto Mode starts for the pods, and its fee on them");
    }
    return groups.flatMap(({ urn, name }) => {
        const inputs = run.inputs.get(urn);
        const type = textAt(inputs, ["instanceTypes", "0"]);
        const count = numberAt(inputs, ["scalingConfig", "minSize"]);
        const usd = type === undefined ? undefined : instanceHour.usdByType[type];
        if (type !== undefined && count !== undefined && usd !== undefined) {
            return [line(`${type} node of ${name}, at least`, count, usd * hoursPerMonth, instanceHour.source)];
        }
        notEstimated.push(`the ${type ?? ""} nodes of ${name}, whose price or number is not known`);
        return [];
    });
}

function line(what: string, count: number, each: number, source: string): Line {
    return { what, count, each, monthly: cents(count * each), source };
}

function total(lines: readonly Line[]): number {
    return cents(lines.reduce((sum, { monthly }) => sum + monthly, 0));
}

/** Rounds an amount to whole cents. */
export function cents(amount: number): number {
    return Math.round(amount * 100) / 100;
}
