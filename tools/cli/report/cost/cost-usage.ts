import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import { cents } from "./amount";
import type { ByType } from "./cost-fixed";
import type { Cost } from "./cost-schema";
import { type PriceTable, type Use, uses } from "./price-table";

/** Estimates the monthly cost of the usage that the price table assumes. */
export function usageCosts(run: EngineRun, of: ByType, loadBalancers: number, { usage }: PriceTable): Cost["usage"] {
    const has = (type: string) => (of(type).length > 0 ? 1 : 0);
    const hasApi = has("aws:apigateway/restApi:RestApi");
    const isAuto = of("aws:eks/nodeGroup:NodeGroup").length === 0;
    const tables = of("aws:dynamodb/table:Table");
    const byRequest = tables.filter(({ urn }) => textAt(run.inputs.get(urn), ["billingMode"]) === "PAY_PER_REQUEST");
    // Number of resources to which each assumption applies.
    const times: Readonly<Record<Use, number>> = {
        requestsMillion: hasApi,
        loadBalancerCapacityHours: loadBalancers,
        autoModeNodeHours: isAuto ? of("aws:eks/cluster:Cluster").length : 0,
        natGb: of("aws:ec2/natGateway:NatGateway").length,
        logGb: has("aws:cloudwatch/logGroup:LogGroup"),
        dataOutGb: hasApi,
        tableWritesMillion: byRequest.length,
        tableReadsMillion: byRequest.length,
        tableGb: tables.length,
        filteredRequestsMillion: of("aws:wafv2/webAcl:WebAcl").length,
    };
    return (Object.keys(uses) as Use[]).flatMap((name) => {
        const { assumed, source, usd } = usage[name];
        const count = assumed * times[name];
        if (times[name] === 0) return [];
        const monthly = tiered(count, usage[name]);
        const each = count === 0 ? usd : monthly / count;
        return [{ what: uses[name], assumption: name, count, each, monthly: cents(monthly), source }];
    });
}

function tiered(count: number, { usd, tiers = [] }: PriceTable["usage"][Use]): number {
    const steps = [{ above: 0, usd }, ...tiers];
    return steps.reduce((sum, { above, usd: price }, index) => {
        const upTo = steps[index + 1]?.above ?? Number.POSITIVE_INFINITY;
        return sum + Math.max(0, Math.min(count, upTo) - above) * price;
    }, 0);
}
