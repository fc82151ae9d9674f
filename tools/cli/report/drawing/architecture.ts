import type { RuleId } from "../../../../policy/contract/rules";
import type { EngineRun } from "../facts/engine-run";
import type { Architecture, Report } from "../facts/report-schema";
import { hasDefaultEndpoint, stagesBehind } from "./drawn-domains";
import { type Drawn, type DrawnNode, drawResources } from "./drawn-resources";

type Node = Architecture["nodes"][number];
type Edge = Architecture["edges"][number];

/**
 * Draws the architecture that a preview would create: clients, domain names, stages, REST API, VPC links, load balancers, compute,
 * functions, the services that the gateway calls, and databases, with the network around them. A broken rule is shown on the node or group that breaks it; a node behind the gateway
 * that breaks R1 gets an edge from the public network.
 */
export function drawArchitecture(run: EngineRun, rules: Report["rules"]): Architecture {
    const drawn = drawResources(run);
    const nodes: Node[] = drawn.nodes.map(({ node }) => node);
    const unrelated = new Map<string, Node>();
    const groupRules = new Map<string, Set<RuleId>>();
    for (const { id, findings } of rules) {
        for (const { urn } of findings) {
            const at = drawn.ownerOf(urn);
            if (at.group) groupRules.set(at.group, (groupRules.get(at.group) ?? new Set<RuleId>()).add(id));
            else {
                const node = nodes.find((node) => node.id === at.node) ?? unrelated.get(urn) ?? unrelatedNode(run, urn);
                if (!nodes.includes(node)) unrelated.set(urn, node);
                if (!node.broken.includes(id)) node.broken.push(id);
            }
        }
    }
    const extra = [...unrelated.values()];
    const bypassed = [...extra, ...nodes].filter(
        ({ kind, broken }) => !gatewayKinds.has(kind) && broken.includes("R1"),
    );
    const internet: Node[] =
        bypassed.length === 0 ? [] : [{ id: "internet", kind: "internet", label: ["public network"], broken: [] }];
    return {
        nodes: [...internet, ...nodes, ...extra],
        groups: drawn.groups.map((group) => ({ ...group, broken: [...(groupRules.get(group.id) ?? [])] })),
        edges: [...edgesOf(run, drawn), ...bypassed.map(({ id }) => ({ from: "internet", to: id, broken: true }))],
    };
}

const gatewayKinds: ReadonlySet<string> = new Set(["clients", "domain", "stage", "api", "link"]);

// Follows a request. Ids are unknown at preview, so that links and backends are joined by the load balancer's name.
function edgesOf(run: EngineRun, { nodes }: Drawn): Edge[] {
    const of = (kind: Node["kind"]) => nodes.filter(({ node }) => node.kind === kind);
    const edges: Edge[] = [];
    const join = (from: string, to: string) => edges.push({ from, to, broken: false });
    const [api, ...others] = of("api");
    const stages = of("stage").map(({ node }) => node);
    for (const { node: domain } of of("domain")) {
        for (const clients of of("clients")) join(clients.node.id, domain.id);
        for (const stage of stagesBehind(run, domain, stages)) join(domain.id, stage);
    }
    const isDirect = of("api").every(({ node }) => hasDefaultEndpoint(run, node));
    for (const stage of of("stage")) {
        if (isDirect) for (const clients of of("clients")) join(clients.node.id, stage.node.id);
        if (api && others.length === 0) join(stage.node.id, api.node.id);
    }
    const joinAll = ({ node, loadBalancer }: DrawnNode, kind: Node["kind"]) => {
        const behind = of(kind).filter((next) => next.loadBalancer === loadBalancer);
        for (const next of behind) join(next.proxy ?? node.id, next.node.id);
    };
    for (const link of of("link")) {
        if (api && others.length === 0) join(api.node.id, link.node.id);
        joinAll(link, "backend");
    }
    for (const backend of of("backend")) joinAll(backend, "compute");
    if (api && others.length === 0)
        for (const own of [...of("function"), ...of("service")]) join(api.node.id, own.node.id);
    const programs = [...of("compute"), ...of("function")];
    for (const { node, api: owner } of of("database").filter((database) => database.api !== undefined))
        for (const program of programs.filter((each) => each.api === owner)) join(program.node.id, node.id);
    return edges;
}

function unrelatedNode(run: EngineRun, urn: string): Node {
    const resource = run.resources.find((resource) => resource.urn === urn);
    const label = resource ? [resource.type.split(":").at(-1) ?? "", resource.name] : [run.stack];
    return { id: `other-${urn}`, kind: "other", label, broken: [], ...(urn !== "" && { urn }) };
}
