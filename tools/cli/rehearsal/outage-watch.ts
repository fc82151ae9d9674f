import { loadBalancers } from "../../cloud-simulator/resources/load-balancers";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { isMap, type PropertyMap, type PropertyValue, plain } from "../../cloud-simulator/state/property-values";
import type { LiveResource } from "../../cloud-simulator/state/resource-store";
import { nameOf } from "../preview/event-log";
import { shortType } from "../preview/resource-tree";
import { closedPorts } from "./closed-ports";

/** Types without which a call of a client is not answered, or not limited. */
export const servingTypes: readonly string[] = [
    "aws:apigateway/apiKey:ApiKey",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/methodSettings:MethodSettings",
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/usagePlan:UsagePlan",
    "aws:apigateway/usagePlanKey:UsagePlanKey",
    "aws:apigateway/vpcLink:VpcLink",
    "aws:dynamodb/table:Table",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/route:Route",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpc:Vpc",
    "aws:eks/cluster:Cluster",
    "aws:eks/nodeGroup:NodeGroup",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:core/v1:Namespace",
    "kubernetes:core/v1:Service",
];

/** Looks at the clouds after each call and finds what does not serve although it did before and does afterwards. */
export class OutageWatch {
    private readonly before: ReadonlySet<string>;
    private readonly missing = new Set<string>();
    private readonly broken = new Set<string>();

    /** Remembers what serves now. */
    constructor(private readonly cloud: Cloud) {
        this.before = servingUrns(cloud);
    }

    /** Looks at the clouds once, after a call for a resource of the given type; ports are of Kubernetes alone. */
    look(type = "kubernetes:"): void {
        const now = servingUrns(this.cloud);
        for (const urn of this.before) if (!now.has(urn)) this.missing.add(urn);
        for (const problem of brokenReferences(this.cloud)) this.broken.add(problem);
        if (type.startsWith("kubernetes:")) for (const problem of closedPorts(this.cloud)) this.broken.add(problem);
    }

    /** What did not serve for a while; what is gone for good was meant to go. */
    outages(): string[] {
        const after = servingUrns(this.cloud);
        const gaps = [...this.missing]
            .filter((urn) => after.has(urn))
            .map((urn) => `${label(urn)} was gone for a while`);
        return [...gaps, ...this.broken];
    }
}

/** References between what serves that lead nowhere. */
export function brokenReferences(cloud: Cloud): string[] {
    const ids = (type: string) => new Set(cloud.store.ofType(type).map(({ id }) => id));
    const [deployments, links] = [ids("aws:apigateway/deployment:Deployment"), ids("aws:apigateway/vpcLink:VpcLink")];
    const balancers = new Set(loadBalancers(cloud).map(({ arn }) => arn));
    const problemsOfStage = ({ inputs }: LiveResource) => {
        const name = `stage "${text(inputs.stageName)}"`;
        const lost = Object.entries(mapOf(inputs.variables)).filter(
            ([key, value]) => /Link$/.test(key) && !links.has(text(value)),
        );
        return [
            ...(deployments.has(text(inputs.deployment)) ? [] : [`${name} was without a deployment`]),
            ...lost.map(([key]) => `${name}: variable "${key}" named a VPC link that is gone`),
        ];
    };
    const problemsOfLink = ({ inputs, failure }: LiveResource) => {
        if (failure !== undefined) return [`VPC link "${text(inputs.name)}" carries nothing: ${failure}`];
        return balancers.has(plain(inputs.targetArn ?? null))
            ? []
            : [`VPC link "${text(inputs.name)}" led to no load balancer`];
    };
    return [
        ...cloud.store.ofType("aws:apigateway/stage:Stage").flatMap(problemsOfStage),
        ...cloud.store.ofType("aws:apigateway/vpcLink:VpcLink").flatMap(problemsOfLink),
    ];
}

function servingUrns(cloud: Cloud): Set<string> {
    return new Set(cloud.store.ofType(...servingTypes).map(({ urn }) => urn));
}

function label(urn: string): string {
    return `${shortType(urn.split("::")[2]?.split("$").at(-1) ?? "")} "${nameOf(urn)}"`;
}

function text(value: PropertyValue | undefined): string {
    return String(plain(value ?? null));
}

function mapOf(value: PropertyValue | undefined): PropertyMap {
    const bare = plain(value ?? null);
    return isMap(bare) ? bare : {};
}
