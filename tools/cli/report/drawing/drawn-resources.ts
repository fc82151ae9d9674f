import { nameOf } from "../../../cloud-simulator/state/urn";
import type { PreviewedResource } from "../../preview/preview-result";
import type { EngineRun } from "../facts/engine-run";
import { numberAt, textAt } from "../facts/inputs";
import type { Architecture } from "../facts/report-schema";
import { groupsOf, zoneNodes } from "./drawn-network";

type Node = Architecture["nodes"][number];

/** A node, and the name of the component that holds its resource: the API's name in our stacks. */
export interface DrawnNode {
    readonly node: Node;
    readonly owner: string;
}

/** The nodes and groups of a stack, and which of them stands for a resource. */
export interface Drawn {
    readonly nodes: readonly DrawnNode[];
    readonly groups: readonly Omit<Architecture["groups"][number], "broken">[];
    ownerOf(urn: string): { readonly node?: string; readonly group?: string };
}

const clientTypes = [
    "apigateway/apiKey:ApiKey",
    "apigateway/usagePlan:UsagePlan",
    "apigateway/usagePlanKey:UsagePlanKey",
];

/** Makes a node for each resource that a request passes, one for all clients and one for each zone. */
export function drawResources(run: EngineRun): Drawn {
    const live = run.resources.filter(({ op }) => op !== "delete").sort(byName);
    const of = (type: string) => live.filter((resource) => resource.type === type);
    const drawn = (node: Node, resource?: PreviewedResource): DrawnNode => {
        return { node, owner: resource?.parent ? nameOf(resource.parent) : "" };
    };
    const one = (kind: Node["kind"], resource: PreviewedResource, ...label: string[]) =>
        drawn(
            { id: resource.urn, kind, label: label.filter((line) => line !== ""), urn: resource.urn, broken: [] },
            resource,
        );
    const nodes = [
        ...clients(of("aws:apigateway/apiKey:ApiKey")).map((node) => drawn(node)),
        ...of("aws:apigateway/stage:Stage").map((stage) =>
            one("stage", stage, `stage ${stage.name}`, ...stageFacts(run, stage)),
        ),
        ...of("aws:apigateway/restApi:RestApi").map((api) => one("api", api, "REST API", api.name)),
        ...of("aws:apigateway/vpcLink:VpcLink").map((link) => one("link", link, "VPC link", link.name)),
        ...of("kubernetes:core/v1:Service").map((service) =>
            one("service", service, serviceForm(run, service), service.name),
        ),
        ...of("kubernetes:apps/v1:Deployment").map((pods) => one("pods", pods, pods.name, podCount(run, pods))),
        ...zoneNodes(run).map((node) => drawn(node)),
    ];
    return { nodes, groups: groupsOf(run), ownerOf: (urn) => owner(run, nodes, urn) };
}

function byName(a: PreviewedResource, b: PreviewedResource): number {
    return a.name.localeCompare(b.name, "en", { numeric: true });
}

function owner(run: EngineRun, nodes: readonly DrawnNode[], urn: string): { node?: string; group?: string } {
    const own = nodes.find(({ node }) => node.id === urn);
    if (own) return { node: urn };
    const type = run.resources.find((resource) => resource.urn === urn)?.type ?? "";
    if (clientTypes.some((suffix) => type === `aws:${suffix}`) && nodes.some(({ node }) => node.id === "clients")) {
        return { node: "clients" };
    }
    const stage = textAt(run.inputs.get(urn), ["stageName"]);
    const staged = nodes.find(
        ({ node }) => node.kind === "stage" && textAt(run.inputs.get(node.id), ["stageName"]) === stage,
    );
    if (type === "aws:apigateway/methodSettings:MethodSettings" && staged) return { node: staged.node.id };
    const apis = nodes.filter(({ node }) => node.kind === "api");
    if (type === "aws:apigateway/deployment:Deployment" && apis[0]) return { node: apis[0].node.id };
    if (type === "aws:eks/cluster:Cluster") return { group: "cluster" };
    if (type === "aws:ec2/vpc:Vpc") return { group: "network" };
    return {};
}

function clients(keys: readonly PreviewedResource[]): Node[] {
    if (keys.length === 0) return [];
    const names = keys.map(({ name }) => name);
    const [first] = keys;
    const shown = names.slice(0, 5);
    if (names.length > shown.length) shown.push(`… and ${names.length - shown.length} more`);
    return [
        {
            id: "clients",
            kind: "clients",
            label: ["clients, by API key", ...shown],
            broken: [],
            ...(first && { urn: first.urn }),
        },
    ];
}

function stageFacts(run: EngineRun, { urn }: PreviewedResource): string[] {
    const inputs = run.inputs.get(urn);
    const name = textAt(inputs, ["stageName"]);
    const settings = run.resources
        .filter(({ type }) => type === "aws:apigateway/methodSettings:MethodSettings")
        .map((resource) => run.inputs.get(resource.urn))
        .find((settings) => textAt(settings, ["stageName"]) === name && textAt(settings, ["methodPath"]) === "*/*");
    const size = textAt(inputs, ["cacheClusterSize"]);
    const seconds = numberAt(settings, ["settings", "cacheTtlInSeconds"]);
    const rate = numberAt(settings, ["settings", "throttlingRateLimit"]);
    return [
        size === undefined ? "no cache" : `cache ${size} GB${seconds === undefined ? "" : `, ${seconds} s`}`,
        rate === undefined ? "no throttle known" : `${rate.toLocaleString("en")} requests/s`,
    ];
}

function serviceForm(run: EngineRun, { urn }: PreviewedResource): string {
    const form = textAt(run.inputs.get(urn), ["spec", "type"]) ?? "ClusterIP";
    return form === "LoadBalancer" ? "load balancer" : `Service ${form}`;
}

function podCount(run: EngineRun, { urn, parent, name }: PreviewedResource): string {
    const scaler = run.resources.find(
        (resource) =>
            resource.type === "kubernetes:autoscaling/v2:HorizontalPodAutoscaler" &&
            resource.parent === parent &&
            resource.name === name,
    );
    const least = numberAt(scaler && run.inputs.get(scaler.urn), ["spec", "minReplicas"]);
    const most = numberAt(scaler && run.inputs.get(scaler.urn), ["spec", "maxReplicas"]);
    if (least !== undefined && most !== undefined) return `${least} to ${most} pods`;
    const replicas = numberAt(run.inputs.get(urn), ["spec", "replicas"]);
    return replicas === undefined ? "pods" : `${replicas} pods`;
}
