import { kubernetesSupport } from "../../../../stacks/settings/kubernetes-versions";
import type { EngineRun } from "../facts/engine-run";
import { listAt, numberAt, textAt } from "../facts/inputs";
import { databases } from "./cost-databases";
import { edgeCosts } from "./cost-edge";
import { type ByType, type Estimated, hourly, type LoadBalancers, priced } from "./cost-line";
import { machines, singleMachines } from "./cost-machines";
import { methodMetrics, routeMetrics } from "./cost-metrics";
import { nodes } from "./cost-nodes";
import { pollingCosts } from "./cost-pipelines";
import type { Cost } from "./cost-schema";
import { fargateTasks } from "./cost-tasks";
import { memoryGb } from "./cost-usage";
import { watchingCosts } from "./cost-watching";
import type { Price, PriceTable } from "./price-schema";

/**
 * Estimates the costs of a stack by the hour or month, regardless of usage, and lists items that cannot be estimated.
 * @param day day such as `2026-11-28`, by which a Kubernetes version is in standard or extended support.
 */
export function fixedCosts(
    run: EngineRun,
    of: ByType,
    loadBalancers: LoadBalancers,
    prices: PriceTable,
    day: string,
): { readonly lines: Cost["fixed"]; readonly notEstimated: string[] } {
    const at = prices.fixed;
    const count = (type: string) => of(type).length;
    const estimated: Estimated[] = [
        ...hourly("EKS control plane", count("aws:eks/cluster:Cluster"), at.eksClusterHour),
        ...extendedSupport(run, of, at.eksExtendedSupportHour, day),
        ...nodes(run, of, prices),
        ...fargateTasks(run, of, prices),
        ...machines(run, of, prices),
        ...singleMachines(run, of, prices),
        ...databases(run, of, prices),
        ...hourly("NAT gateway", count("aws:ec2/natGateway:NatGateway"), at.natGatewayHour),
        ...hourly("public IPv4 address", count("aws:ec2/eip:Eip"), at.publicAddressHour),
        ...hourly("load balancer", loadBalancers.network, at.loadBalancerHour),
        ...hourly("application load balancer", loadBalancers.application, at.applicationBalancerHour),
        ...endpoints(run, of, at.interfaceEndpointHour),
        ...caches(run, of, prices.cacheHour),
        ...methodMetrics(run, of, at.metricMonth),
        ...routeMetrics(run, of, at.metricMonth),
        ...priced("KMS key", count("aws:kms/key:Key"), at.kmsKeyMonth),
        ...edgeCosts(run, of, prices),
        ...watchingCosts(run, of, prices),
        ...provisionedInstances(run, of, at.provisionedGbHour),
        ...provisionedTables(run, of),
        ...streams(run, of, at.streamHour),
        ...pollingCosts(of, prices),
    ];
    return {
        lines: estimated.flatMap((one) => ("line" in one ? [one.line] : [])),
        notEstimated: estimated.flatMap((one) => ("missing" in one ? [one.missing] : [])),
    };
}

// EKS upgrades a cluster whose policy is STANDARD instead of charging for extended support.
function extendedSupport(run: EngineRun, of: ByType, price: Price, day: string): Estimated[] {
    return of("aws:eks/cluster:Cluster").flatMap(({ urn }) => {
        const inputs = run.inputs.get(urn);
        const version = textAt(inputs, ["version"]);
        const isExtended = version !== undefined && kubernetesSupport(version, day) === "extended";
        if (!isExtended || textAt(inputs, ["upgradePolicy", "supportType"]) === "STANDARD") return [];
        return hourly(`extended support of Kubernetes ${version}`, 1, price);
    });
}

function caches(run: EngineRun, of: ByType, prices: PriceTable["cacheHour"]): Estimated[] {
    return of("aws:apigateway/stage:Stage").flatMap(({ urn, name }): Estimated[] => {
        const size = textAt(run.inputs.get(urn), ["cacheClusterSize"]);
        if (size === undefined) return [];
        const price = prices[size];
        if (price) return hourly(`cache of ${size} GB, stage ${name}`, 1, price);
        return [{ missing: `the cache of ${size} GB of stage ${name}, whose price is not in the table` }];
    });
}

// The default type of an endpoint is Gateway, which is free.
function endpoints(run: EngineRun, of: ByType, price: Price): Estimated[] {
    const all = of("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ urn, name }) => ({ name, inputs: run.inputs.get(urn) }));
    const isGateway = ({ inputs }: (typeof all)[number]) =>
        (textAt(inputs, ["vpcEndpointType"]) ?? "Gateway") === "Gateway";
    const free = { usd: 0, source: "free (docs.aws.amazon.com, VPC, gateway endpoints)" };
    const paid = all.filter((endpoint) => !isGateway(endpoint));
    return [
        ...priced("VPC gateway endpoint", all.filter(isGateway).length, free),
        ...paid.flatMap(({ name, inputs }): Estimated[] => {
            const subnets = listAt(inputs, ["subnetIds"]).length;
            if (subnets === 0) return [{ missing: `the VPC endpoint ${name}, whose number of zones is unknown` }];
            return hourly(`VPC endpoint ${name}, in each zone`, subnets, price);
        }),
    ];
}

// Of the same stack: the name of a function is known at preview.
function provisionedInstances(run: EngineRun, of: ByType, price: Price): Estimated[] {
    const functions = of("aws:lambda/function:Function").map(({ urn }) => run.inputs.get(urn));
    return of("aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig").flatMap(
        ({ urn, name }): Estimated[] => {
            const inputs = run.inputs.get(urn);
            const own = functions.find((own) => textAt(own, ["name"]) === textAt(inputs, ["functionName"]));
            const instances = numberAt(inputs, ["provisionedConcurrentExecutions"]);
            if (own === undefined || instances === undefined)
                return [{ missing: `the instances of a function that ${name} keeps ready, whose memory is unknown` }];
            return hourly(`GB of instances kept ready, ${name}`, instances * memoryGb(own), price);
        },
    );
}

// Its data is billed by usage besides.
function streams(run: EngineRun, of: ByType, price: Price): Estimated[] {
    const all = of("aws:kinesis/stream:Stream").map(({ urn, name }) => ({ name, inputs: run.inputs.get(urn) }));
    const mode = ({ inputs }: (typeof all)[number]) => textAt(inputs, ["streamModeDetails", "streamMode"]);
    const onDemand = all.filter((stream) => mode(stream) === "ON_DEMAND");
    const data: Estimated = { missing: "data in and out of Kinesis streams" };
    return [
        ...hourly("Kinesis stream on demand", onDemand.length, price),
        ...all
            .filter((stream) => mode(stream) !== "ON_DEMAND")
            .map(({ name }) => ({ missing: `the shards of Kinesis stream ${name}` })),
        ...(all.length > 0 ? [data] : []),
    ];
}

function provisionedTables(run: EngineRun, of: ByType): Estimated[] {
    return of("aws:dynamodb/table:Table").flatMap(({ urn, name }) =>
        textAt(run.inputs.get(urn), ["billingMode"]) === "PAY_PER_REQUEST"
            ? []
            : [{ missing: `the provisioned capacity of DynamoDB table ${name}` }],
    );
}
