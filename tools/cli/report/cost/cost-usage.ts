import type { EngineRun } from "../facts/engine-run";
import { type Inputs, listAt, numberAt, textAt, valueAt } from "../facts/inputs";
import { cents } from "./amount";
import { edgeUses } from "./cost-edge";
import type { ByType } from "./cost-line";
import { autoModeNodeHour } from "./cost-nodes";
import { pipelineUses } from "./cost-pipelines";
import type { Cost } from "./cost-schema";
import { type PriceTable, type Use, uses } from "./price-schema";

type UsagePrice = PriceTable["usage"][keyof PriceTable["usage"]];

/** Estimates the monthly cost of the usage that the price table assumes. */
export function usageCosts(run: EngineRun, of: ByType, loadBalancers: number, prices: PriceTable): Cost["usage"] {
    const times = timesOf(run, of, loadBalancers);
    return (Object.keys(uses) as Use[]).flatMap((name) => {
        const price = usagePrice(name, run, of, prices);
        if (times[name] === 0 || price === undefined) return [];
        const { assumed, source, usd, region } = price;
        const count = assumed * times[name];
        const monthly = tiered(count, price);
        const each = count === 0 ? usd : monthly / count;
        const line = { what: uses[name], assumption: name, count, each, monthly: cents(monthly), source };
        return [{ ...line, ...(region && { region }) }];
    });
}

// Number of resources to which each assumption applies.
function timesOf(run: EngineRun, of: ByType, loadBalancers: number): Readonly<Record<Use, number>> {
    const isAuto = of("aws:eks/nodeGroup:NodeGroup").length === 0;
    const clusters = of("aws:eks/cluster:Cluster");
    const tables = of("aws:dynamodb/table:Table");
    const hasApi = of("aws:apigateway/restApi:RestApi").length > 0 ? 1 : 0;
    const inputsOf = (type: string) => of(type).map(({ urn }) => run.inputs.get(urn));
    const count = (type: string, property: readonly string[], value: string) =>
        inputsOf(type).filter((inputs) => textAt(inputs, property) === value).length;
    const hasAccessLog = inputsOf("aws:apigateway/stage:Stage").some((inputs) =>
        valueAt(inputs, ["accessLogSettings"]),
    );
    const edge = edgeUses(run, of);
    return {
        requestsMillion: hasApi,
        loadBalancerCapacityHours: loadBalancers,
        autoModeNodeHours: isAuto ? clusters.length : 0,
        natGb: of("aws:ec2/natGateway:NatGateway").length,
        flowLogGb: count("aws:ec2/flowLog:FlowLog", ["logDestinationType"], "cloud-watch-logs"),
        controlPlaneLogGb: clusters.filter(
            ({ urn }) => listAt(run.inputs.get(urn), ["enabledClusterLogTypes"]).length > 0,
        ).length,
        accessLogGb: hasAccessLog ? 1 : 0,
        containerLogGb:
            containerLogGroups(run, of, "application").length +
            of("aws:ecs/cluster:Cluster").length +
            (of("aws:autoscaling/group:Group").length > 0 ? 1 : 0),
        // From AWS to CloudFront nothing is charged.
        dataOutGb: edge.edgeOutGb > 0 ? 0 : hasApi,
        tableWritesMillion: count("aws:dynamodb/table:Table", ["billingMode"], "PAY_PER_REQUEST"),
        tableReadsMillion: count("aws:dynamodb/table:Table", ["billingMode"], "PAY_PER_REQUEST"),
        tableGb: tables.length,
        ...edge,
        ...pipelineUses(run, of),
        functionRequestsMillion: of("aws:lambda/function:Function").length,
        functionThousandGbSeconds: sum(
            of("aws:lambda/function:Function").map(({ urn }) => memoryGb(run.inputs.get(urn))),
        ),
    };
}

/** Memory of a function in GB. */
export function memoryGb(inputs: Inputs | undefined): number {
    return (numberAt(inputs, ["memorySize"]) ?? defaultMemory) / 1024;
}

// docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
const defaultMemory = 128;

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}

/** Log groups of a kind to which the CloudWatch Observability add-on of a cluster sends: its logs, or its metrics. */
export function containerLogGroups(run: EngineRun, of: ByType, kind: "application" | "performance") {
    const form = new RegExp(`^/aws/containerinsights/[^/]+/${kind}$`);
    return of("aws:cloudwatch/logGroup:LogGroup").filter(({ urn }) =>
        form.test(textAt(run.inputs.get(urn), ["name"]) ?? ""),
    );
}

function usagePrice(name: Use, run: EngineRun, of: ByType, prices: PriceTable): UsagePrice | undefined {
    if (name !== "autoModeNodeHours") return prices.usage[name];
    const price = autoModeNodeHour(run, of, prices);
    return price && { ...price, assumed: prices.autoModeNode.assumedHours };
}

function tiered(count: number, { usd, tiers = [] }: UsagePrice): number {
    const steps = [{ above: 0, usd }, ...tiers];
    return steps.reduce((sum, { above, usd: price }, index) => {
        const upTo = steps[index + 1]?.above ?? Number.POSITIVE_INFINITY;
        return sum + Math.max(0, Math.min(count, upTo) - above) * price;
    }, 0);
}
