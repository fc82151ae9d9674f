import { nameOf } from "../../../cloud-simulator/state/urn";
import {
    balancedBackends,
    functionBackends,
    type RegisteredBalanced,
} from "../../../gateway-emulator/state/registered-backends";
import type { PreviewedResource } from "../../preview/preview-result";
import type { EngineRun } from "../facts/engine-run";
import { numberAt, textAt, valueAt } from "../facts/inputs";
import type { Architecture } from "../facts/report-schema";
import { clientNodes, isOfClient } from "./drawn-clients";
import { databaseNodes } from "./drawn-databases";
import { domainNodes, domainOfMapping } from "./drawn-domains";
import { edgeNodes, ownerAtEdge } from "./drawn-edge";
import { httpNodes, ownerAtHttpApi } from "./drawn-http";
import { groupsOf, zoneNodes } from "./drawn-network";
import { type PipelinePart, pipelineNodes, pipelinePartOf } from "./drawn-pipelines";
import { containerOf, serviceNodes, webSocketNodes } from "./drawn-services";

type Node = Architecture["nodes"][number];

/** A node, and the name of the load balancer that it targets or is behind; empty for other nodes. */
export interface DrawnNode {
    readonly node: Node;
    readonly loadBalancer: string;
    /** Name of the API that it runs, or whose data it has. */
    readonly api?: string;
    /** The part of a photo pipeline that it is. */
    readonly part?: PipelinePart;
    /** Id of the proxy between the load balancer and this node. */
    readonly proxy?: string;
}

/** The nodes and groups of a stack. */
export interface Drawn {
    readonly nodes: readonly DrawnNode[];
    readonly groups: readonly Omit<Architecture["groups"][number], "broken">[];
    /** Finds the node or the group that represents a resource. */
    ownerOf(urn: string): { readonly node?: string; readonly group?: string };
}

/** Draws a node for each resource that a request passes through, one for all clients and one for each zone. */
export function drawResources(run: EngineRun): Drawn {
    const live = run.resources.filter(({ op }) => op !== "delete").sort(byName);
    const of = (type: string) => live.filter((resource) => resource.type === type);
    const drawn = (node: Node, loadBalancer = ""): DrawnNode => ({ node, loadBalancer });
    const one = (kind: Node["kind"], { urn }: PreviewedResource, ...label: string[]): Node => {
        return { id: urn, kind, label: label.filter((line) => line !== ""), urn, broken: [] };
    };
    const backends = backendNodes(run);
    const links = of("aws:apigateway/vpcLink:VpcLink").map((link) =>
        // The component of a link has the name of the load balancer.
        drawn(one("link", link, "VPC link", link.name), link.parent && nameOf(link.parent)),
    );
    const http = httpNodes(run);
    const nodes = [
        ...clientNodes(live).map((node) => drawn(node)),
        ...[...edgeNodes(run), ...domainNodes(run)].map((node) => drawn(node)),
        ...of("aws:apigateway/stage:Stage").map((stage) =>
            drawn(one("stage", stage, `stage ${stage.name}`, ...stageFacts(run, stage))),
        ),
        ...of("aws:apigateway/restApi:RestApi").map((api) =>
            drawn(one("api", api, "REST API", api.name, endpointFact(run, api))),
        ),
        ...http.filter(({ node }) => node.kind === "api"),
        ...clusterFirst([...links, ...http.filter(({ node }) => node.kind === "link")], backends),
        ...backends,
        ...functionNodes(run),
        ...serviceNodes(run),
        ...pipelineNodes(run),
        ...webSocketNodes(run),
        ...http.filter(({ node }) => node.kind !== "api" && node.kind !== "link"),
        ...databaseNodes(run),
        ...zoneNodes(run).map((node) => drawn(node)),
    ];
    return { nodes, groups: groupsOf(run), ownerOf: (urn) => owner(run, nodes, urn) };
}

// A regional endpoint is what the others are compared with.
function endpointFact(run: EngineRun, { urn }: PreviewedResource): string {
    const type = textAt(run.inputs.get(urn), ["endpointConfiguration", "types"]);
    if (type === "PRIVATE") return "private: called from VPC endpoints only";
    return type === "EDGE" ? "edge-optimized" : "";
}

// A link between two that lead into the cluster would cross the way of one of them.
function clusterFirst(links: readonly DrawnNode[], backends: readonly DrawnNode[]): DrawnNode[] {
    const isInside = ({ loadBalancer }: DrawnNode) =>
        backends.some(({ node, loadBalancer: own }) => own === loadBalancer && node.group === "cluster");
    return [...links.filter(isInside), ...links.filter((link) => !isInside(link))];
}

// All load balancers and proxies, each once, and then what runs behind them.
function backendNodes(run: EngineRun): DrawnNode[] {
    const backends = balancedBackends(run.backends.values()).sort((a, b) => inOrder(a.backend.api, b.backend.api));
    const shared = new Map<string, DrawnNode>();
    const computes = backends.map(({ backend: { api, compute }, loadBalancer, proxy }): DrawnNode => {
        const node = (urn: string, kind: Node["kind"], ...label: string[]): DrawnNode => ({
            node: { id: urn, kind, label, urn, group: compute.location, broken: [] },
            loadBalancer: loadBalancer.name,
        });
        shared.set(loadBalancer.urn, node(loadBalancer.urn, "backend", ...balancerLabel(loadBalancer, backends)));
        if (proxy) shared.set(proxy.urn, node(proxy.urn, "compute", nameOf(proxy.urn), countOf(proxy)));
        const own = { ...node(compute.urn, "compute", nameOf(compute.urn), countOf(compute)), api };
        return proxy ? { ...own, proxy: proxy.urn } : own;
    });
    return [...shared.values(), ...computes];
}

function balancerLabel({ urn, form }: RegisteredBalanced["loadBalancer"], backends: readonly RegisteredBalanced[]) {
    if (form === "network") return ["load balancer", nameOf(urn)];
    const groups = backends.filter(({ loadBalancer }) => loadBalancer.urn === urn).length;
    return ["application load balancer", nameOf(urn), groups === 1 ? "1 target group" : `${groups} target groups`];
}

function countOf({ unit, min, max }: { readonly unit: string; readonly min: number; readonly max: number }): string {
    return min === max ? `${min} ${unit}` : `${min} to ${max} ${unit}`;
}

// Outside of the network, and so in no group, unless they have a database.
function functionNodes(run: EngineRun): DrawnNode[] {
    const functions = functionBackends(run.backends.values()).sort((a, b) => inOrder(a.backend.api, b.backend.api));
    return functions.map(({ backend: { api }, function: { urn, memory, provisioned } }) => {
        const ready = provisioned === 0 ? [] : [`${provisioned} ready at each stage`];
        const label = ["function", api, `${memory} MB`, ...ready];
        const isInside = valueAt(run.inputs.get(urn), ["vpcConfig"]) !== undefined;
        const node: Node = { id: urn, kind: "function", label, urn, broken: [] };
        return { node: isInside ? { ...node, group: "network" } : node, loadBalancer: "", api };
    });
}

function byName(a: PreviewedResource, b: PreviewedResource): number {
    return inOrder(a.name, b.name);
}

function inOrder(a: string, b: string): number {
    return a.localeCompare(b, "en", { numeric: true });
}

function owner(run: EngineRun, nodes: readonly DrawnNode[], urn: string): { node?: string; group?: string } {
    const own = nodes.find(({ node }) => node.id === urn);
    if (own) return { node: urn };
    const type = run.resources.find((resource) => resource.urn === urn)?.type ?? "";
    if (isOfClient(type) && nodes.some(({ node }) => node.id === "clients")) return { node: "clients" };
    const stage = textAt(run.inputs.get(urn), ["stageName"]);
    const staged = nodes.find(
        ({ node }) => node.kind === "stage" && textAt(run.inputs.get(node.id), ["stageName"]) === stage,
    );
    if (type === "aws:apigateway/methodSettings:MethodSettings" && staged) return { node: staged.node.id };
    const drawnAt = domainOfMapping(run, urn) ?? ownerAtEdge(run, urn);
    if (drawnAt !== undefined) return { node: drawnAt };
    const apis = nodes.filter(({ node }) => node.kind === "api");
    if (type === "aws:apigateway/deployment:Deployment" && apis[0]) return { node: apis[0].node.id };
    if (type === "aws:eks/cluster:Cluster") return { group: "cluster" };
    if (type === "aws:ec2/vpc:Vpc") return { group: "network" };
    const container =
        pipelinePartOf(run, nodes, urn) ?? containerOf(run, nodes, urn) ?? ownerAtHttpApi(run, nodes, urn);
    return container === undefined ? {} : { node: container };
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
