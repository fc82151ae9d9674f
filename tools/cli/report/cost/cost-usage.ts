import type { EngineRun } from "../facts/engine-run";
import { type Inputs, listAt, numberAt, textAt, valueAt } from "../facts/inputs";
import { cents } from "./amount";
import { edgeUses } from "./cost-edge";
import { httpApis, isOfCanaryCall, isOfKeys, keyChecks } from "./cost-http";
import type { ByType, LoadBalancers } from "./cost-line";
import { autoModeNodeHour } from "./cost-nodes";
import { pipelineUses } from "./cost-pipelines";
import type { Cost } from "./cost-schema";
import { type PriceTable, type Use, uses } from "./price-schema";
import { priceOfUse, type UsagePrice } from "./tiered";

/** Estimates the monthly cost of the usage that the price table assumes. */
export function usageCosts(
    run: EngineRun,
    of: ByType,
    loadBalancers: LoadBalancers,
    prices: PriceTable,
): Cost["usage"] {
    const times = timesOf(run, of, loadBalancers);
    const lines = (Object.keys(uses) as Use[]).flatMap((name) => {
        const price = usagePrice(name, run, of, prices);
        if (times[name] === 0 || price === undefined) return [];
        const { assumed, source, region } = price;
        const count = assumed * times[name];
        const { monthly, each } = priceOfUse(count, price);
        const line = { what: uses[name], assumption: name, count, each, monthly: cents(monthly), source };
        return [{ ...line, ...(region && { region }) }];
    });
    return [...lines, ...keysOf(run, of, prices)];
}

// Every call of an HTTP API with keys is checked, so that the number of calls is the only assumption.
function keysOf(run: EngineRun, of: ByType, prices: PriceTable): Cost["usage"] {
    return of("aws:lambda/function:Function")
        .filter(isOfKeys)
        .flatMap(({ urn }) => {
            const clients = of("aws:dynamodb/tableItem:TableItem").filter(isOfKeys).length;
            const gigabytes = memoryGb(run.inputs.get(urn));
            return keyChecks(prices.usage.httpRequestsMillion.assumed, { gigabytes, clients }, prices);
        });
}

// Number of resources to which each assumption applies.
function timesOf(run: EngineRun, of: ByType, loadBalancers: LoadBalancers): Readonly<Record<Use, number>> {
    const isAuto = of("aws:eks/nodeGroup:NodeGroup").length === 0;
    const clusters = of("aws:eks/cluster:Cluster");
    const tables = of("aws:dynamodb/table:Table").filter((table) => !isOfKeys(table));
    const onDemand = tables.filter(({ urn }) => textAt(run.inputs.get(urn), ["billingMode"]) === "PAY_PER_REQUEST");
    const functions = of("aws:lambda/function:Function").filter((each) => !isOfKeys(each) && !isOfCanaryCall(each));
    const hasRestApi = of("aws:apigateway/restApi:RestApi").length > 0 ? 1 : 0;
    const hasHttpApi = httpApis(run, of).length > 0 ? 1 : 0;
    const hasApi = Math.max(hasRestApi, hasHttpApi);
    const inputsOf = (type: string) => of(type).map(({ urn }) => run.inputs.get(urn));
    const count = (type: string, property: readonly string[], value: string) =>
        inputsOf(type).filter((inputs) => textAt(inputs, property) === value).length;
    const stages = [...inputsOf("aws:apigateway/stage:Stage"), ...inputsOf("aws:apigatewayv2/stage:Stage")];
    const hasAccessLog = stages.some((inputs) => valueAt(inputs, ["accessLogSettings"]));
    const edge = edgeUses(run, of);
    return {
        requestsMillion: hasRestApi,
        httpRequestsMillion: hasHttpApi,
        loadBalancerCapacityHours: loadBalancers.network,
        applicationCapacityHours: loadBalancers.application,
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
        tableWritesMillion: onDemand.length,
        tableReadsMillion: onDemand.length,
        tableGb: tables.length,
        ...edge,
        ...pipelineUses(run, of),
        functionRequestsMillion: functions.length,
        functionThousandGbSeconds: sum(functions.map(({ urn }) => memoryGb(run.inputs.get(urn)))),
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
