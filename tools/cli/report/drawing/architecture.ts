import type { RuleId } from "../../../../policy/contract/rules";
import type { EngineRun } from "../facts/engine-run";
import { textAt } from "../facts/inputs";
import type { Architecture, Report } from "../facts/report-schema";
import { hasDefaultEndpoint, isMappedTo, stagesBehind } from "./drawn-domains";
import { edgesOfStack, firewallOf } from "./drawn-edge";
import { httpEdges, isOfHttpApi } from "./drawn-http";
import { pipelineEdges } from "./drawn-pipelines";
import { type Drawn, type DrawnNode, drawResources } from "./drawn-resources";
import { isWebSocket } from "./drawn-services";

type Node = Architecture["nodes"][number];
type Edge = Architecture["edges"][number];

/**
 * Draws the architecture that a preview would create: clients, names, distributions with their sites, firewalls, stages, REST and HTTP APIs, VPC links, load balancers, compute,
 * functions, the services that the gateway calls, the parts of pipelines, WebSocket APIs, and databases, with the network around them. A broken rule is shown on the node or group that breaks it; a node behind the gateway
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
        edges: [
            ...edgesOf(run, drawn, rules),
            ...bypassed.map(({ id }) => ({ from: "internet", to: id, broken: true })),
        ],
    };
}

const gatewayKinds: ReadonlySet<string> = new Set([
    ...["clients", "domain", "edge", "firewall", "stage", "api", "link"],
]);

// Follows a request. Ids are unknown at preview, so that links and backends are joined by the load balancer's name.
function edgesOf(run: EngineRun, { nodes }: Drawn, rules: Report["rules"]): Edge[] {
    const of = (kind: Node["kind"]) => nodes.filter(({ node }) => node.kind === kind);
    const edges = waysToStages(run, nodes, rules);
    const join = (from: string, to: string) => edges.push({ from, to, broken: false });
    const [api, ...others] = of("api").filter((each) => !isOfHttpApi(each));
    for (const stage of of("stage")) if (api && others.length === 0) join(stage.node.id, api.node.id);
    const joinAll = ({ node, loadBalancer }: DrawnNode, kind: Node["kind"]) => {
        const behind = of(kind).filter((next) => next.loadBalancer === loadBalancer);
        for (const next of behind) join(next.proxy ?? node.id, next.node.id);
    };
    for (const link of of("link")) {
        if (api && others.length === 0 && !isOfHttpApi(link)) join(api.node.id, link.node.id);
        joinAll(link, "backend");
    }
    edges.push(...httpEdges(run, nodes, rules));
    for (const backend of of("backend")) joinAll(backend, "compute");
    const sockets = of("service").filter(isWebSocket);
    const services = of("service").filter(
        (service) => !isWebSocket(service) && !isOfHttpApi(service) && service.part === undefined,
    );
    if (api && others.length === 0) for (const own of [...of("function"), ...services]) join(api.node.id, own.node.id);
    for (const socket of sockets) for (const { node } of of("clients")) join(node.id, socket.node.id);
    const programs = [...of("compute"), ...of("function")];
    const callers = [...programs, ...services];
    edges.push(
        ...pipelineEdges(nodes, (owner) => callers.filter((caller) => caller.api === owner).map(({ node }) => node.id)),
    );
    for (const { node, api: owner } of of("database").filter((database) => database.api !== undefined))
        for (const program of programs.filter((each) => each.api === owner)) join(program.node.id, node.id);
    return edges;
}

// From the clients to the stages: through a distribution if the stack has one, and by domain names or the APIs' own hosts.
function waysToStages(run: EngineRun, nodes: Drawn["nodes"], rules: Report["rules"]): Edge[] {
    const of = (kind: Node["kind"]) => nodes.filter(({ node }) => node.kind === kind).map(({ node }) => node);
    const distributions = edgesOfStack(run, rules);
    const [stages, clients, ways] = [of("stage"), of("clients"), new Map<string, Edge>()];
    const join = (from: string, to: string, broken = false) => ways.set(`${from} ${to}`, { from, to, broken });
    const before = (stage: Node) => firewallOf(run, stage) ?? stage.id;
    const nameOf = ({ id }: Node) => textAt(run.inputs.get(id), ["stageName"]) ?? "";
    // Whoever does not come through a distribution that is closed; past an open one, if there is one.
    const direct = (to: string, own: readonly Node[]) => {
        const before = distributions.filter((each) => own.some((stage) => each.stages.includes(nameOf(stage))));
        if (before.length === 0 || before.some(({ isOpen }) => isOpen))
            for (const { id } of clients) join(id, to, before.length > 0);
    };
    for (const { id, entry, stages: behind, hosts, sites } of distributions) {
        for (const each of clients) join(each.id, entry);
        if (entry !== id) join(entry, id);
        const domains = of("domain").filter(
            ({ label }) => label[0] === "domain name" && hosts.includes(label[1] ?? ""),
        );
        const targets = stages.filter((stage) => behind.includes(nameOf(stage))).map(before);
        for (const to of [...(domains.length > 0 ? domains.map((each) => each.id) : targets), ...sites]) join(id, to);
    }
    for (const domain of of("domain").filter(({ label }) => label[0] === "domain name")) {
        if (isMappedTo(run, domain, "http")) continue;
        const ids = stagesBehind(run, domain, stages);
        const own = stages.filter(({ id }) => ids.includes(id));
        direct(domain.id, own);
        for (const stage of own) join(domain.id, before(stage));
    }
    const isDirect = of("api").every((node) => hasDefaultEndpoint(run, node));
    for (const stage of stages) {
        if (isDirect) direct(before(stage), [stage]);
        if (before(stage) !== stage.id) join(before(stage), stage.id);
    }
    return [...ways.values()];
}

function unrelatedNode(run: EngineRun, urn: string): Node {
    const resource = run.resources.find((resource) => resource.urn === urn);
    const label = resource ? [resource.type.split(":").at(-1) ?? "", resource.name] : [run.stack];
    return { id: `other-${urn}`, kind: "other", label, broken: [], ...(urn !== "" && { urn }) };
}
