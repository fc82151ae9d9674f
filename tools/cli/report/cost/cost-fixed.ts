import type { EngineRun } from "../facts/engine-run";
import { listAt, numberAt, textAt } from "../facts/inputs";
import { cents, hoursPerMonth } from "./amount";
import type { Cost } from "./cost-schema";
import type { PriceTable } from "./price-table";

type Line = Cost["fixed"][number];

/** Returns the resources of a type that are not deleted. */
export type ByType = (type: string) => EngineRun["resources"];

/** A line, or the item that cannot be estimated. */
type Estimated = { readonly line: Line } | { readonly missing: string };

/** Estimates the costs of a stack by the hour or month, regardless of usage, and lists items that cannot be estimated. */
export function fixedCosts(
    run: EngineRun,
    of: ByType,
    loadBalancers: number,
    { fixed: at, cacheHour, instanceHour }: PriceTable,
): { readonly lines: Line[]; readonly notEstimated: string[] } {
    const count = (type: string) => of(type).length;
    const hourly = (what: string, count: number, { usd, source }: Price) =>
        priced(what, count, usd * hoursPerMonth, source);
    const monthly = (what: string, count: number, { usd, source }: Price) => priced(what, count, usd, source);
    const rules = of("aws:wafv2/webAcl:WebAcl").map(({ urn }) => listAt(run.inputs.get(urn), ["rules"]).length);
    const estimated: Estimated[] = [
        ...hourly("EKS control plane", count("aws:eks/cluster:Cluster"), at.eksClusterHour),
        ...nodes(run, of, instanceHour),
        ...hourly("NAT gateway", count("aws:ec2/natGateway:NatGateway"), at.natGatewayHour),
        ...hourly("public IPv4 address", count("aws:ec2/eip:Eip"), at.publicAddressHour),
        ...hourly("load balancer", loadBalancers, at.loadBalancerHour),
        ...endpoints(run, of, at.interfaceEndpointHour),
        ...caches(run, of, cacheHour),
        ...monthly("KMS key", count("aws:kms/key:Key"), at.kmsKeyMonth),
        ...monthly("web ACL", rules.length, at.webAclMonth),
        ...monthly(
            "rule of a web ACL",
            rules.reduce((sum, each) => sum + each, 0),
            at.webAclRuleMonth,
        ),
        ...provisionedTables(run, of),
    ];
    return {
        lines: estimated.flatMap((one) => ("line" in one ? [one.line] : [])),
        notEstimated: estimated.flatMap((one) => ("missing" in one ? [one.missing] : [])),
    };
}

type Price = PriceTable["fixed"]["natGatewayHour"];

function caches(run: EngineRun, of: ByType, { usdBySizeGb, source }: PriceTable["cacheHour"]): Estimated[] {
    return of("aws:apigateway/stage:Stage").flatMap(({ urn, name }): Estimated[] => {
        const size = textAt(run.inputs.get(urn), ["cacheClusterSize"]);
        if (size === undefined) return [];
        const usd = usdBySizeGb[size];
        if (usd !== undefined) return priced(`cache of ${size} GB, stage ${name}`, 1, usd * hoursPerMonth, source);
        return [{ missing: `the cache of ${size} GB of stage ${name}, whose price is not in the table` }];
    });
}

function nodes(run: EngineRun, of: ByType, prices: PriceTable["instanceHour"]): Estimated[] {
    const groups = of("aws:eks/nodeGroup:NodeGroup");
    if (groups.length === 0 && of("aws:eks/cluster:Cluster").length > 0) {
        return [{ missing: "the number and type of instances that EKS Auto Mode starts for the pods" }];
    }
    return groups.flatMap(({ urn, name }): Estimated[] => {
        const inputs = run.inputs.get(urn);
        const type = textAt(inputs, ["instanceTypes", "0"]);
        const minSize = numberAt(inputs, ["scalingConfig", "minSize"]);
        const price = type === undefined ? undefined : prices[type];
        if (type !== undefined && minSize !== undefined && price) {
            return priced(`${type} node of ${name}, at least`, minSize, price.usd * hoursPerMonth, price.source);
        }
        return [{ missing: `the ${type ?? ""} nodes of ${name}, whose price or number is unknown` }];
    });
}

// The default type of an endpoint is Gateway, which is free.
function endpoints(run: EngineRun, of: ByType, { usd, source }: Price): Estimated[] {
    const all = of("aws:ec2/vpcEndpoint:VpcEndpoint").map(({ urn, name }) => ({ name, inputs: run.inputs.get(urn) }));
    const isGateway = ({ inputs }: (typeof all)[number]) =>
        (textAt(inputs, ["vpcEndpointType"]) ?? "Gateway") === "Gateway";
    const free = all.filter(isGateway).length;
    const paid = all.filter((endpoint) => !isGateway(endpoint));
    return [
        ...priced("VPC gateway endpoint", free, 0, "free (docs.aws.amazon.com, VPC, gateway endpoints)"),
        ...paid.flatMap(({ name, inputs }): Estimated[] => {
            const subnets = listAt(inputs, ["subnetIds"]).length;
            if (subnets === 0) return [{ missing: `the VPC endpoint ${name}, whose number of zones is unknown` }];
            return priced(`VPC endpoint ${name}, in each zone`, subnets, usd * hoursPerMonth, source);
        }),
    ];
}

function provisionedTables(run: EngineRun, of: ByType): Estimated[] {
    return of("aws:dynamodb/table:Table").flatMap(({ urn, name }) =>
        textAt(run.inputs.get(urn), ["billingMode"]) === "PAY_PER_REQUEST"
            ? []
            : [{ missing: `the provisioned capacity of DynamoDB table ${name}` }],
    );
}

function priced(what: string, count: number, each: number, source: string): Estimated[] {
    return count > 0 ? [{ line: { what, count, each, monthly: cents(count * each), source } }] : [];
}
