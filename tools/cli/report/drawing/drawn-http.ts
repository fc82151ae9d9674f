import { nameOf } from "../../../cloud-simulator/state/urn";
import { balancedBackends } from "../../../gateway-emulator/state/registered-backends";
import type { EngineRun } from "../facts/engine-run";
import { listAt, numberAt, textAt, valueAt } from "../facts/inputs";
import type { Architecture, Report } from "../facts/report-schema";
import { isMappedTo } from "./drawn-domains";
import { edgesOfStack } from "./drawn-edge";
import type { DrawnNode } from "./drawn-resources";
import { within } from "./drawn-services";

type Node = Architecture["nodes"][number];
type Edge = Architecture["edges"][number];
type Resources = EngineRun["resources"];

const apiType = "gatehouse:gateway:HttpApi";
const keysType = "gatehouse:gateway:HttpApiKeys";
const canaryType = "gatehouse:gateway:CanaryCall";
const bastionType = "gatehouse:network:Bastion";

const componentTypes = [apiType, keysType, canaryType, bastionType];

/** First lines of the nodes, by which they are known. */
const title = { api: "HTTP API", keys: "check of keys", canary: "canary call", bastion: "bastion" } as const;

/** Draws a node for each HTTP API, its VPC link, the check of its keys, the call that keeps it awake, and a bastion. */
export function httpNodes(run: EngineRun): DrawnNode[] {
    const live = run.resources.filter(({ op }) => op !== "delete");
    const application = balancedBackends(run.backends.values()).find(
        ({ loadBalancer }) => loadBalancer.form === "application",
    );
    const own = (type: string) => live.filter((resource) => resource.type === type);
    const drawn = (kind: Node["kind"], { urn }: Resources[number], label: readonly string[], loadBalancer = "") => ({
        node: { id: urn, kind, label: label.filter((line) => line !== ""), urn, broken: [] },
        loadBalancer,
    });
    return own(apiType)
        .flatMap((component): DrawnNode[] => {
            const links = own("aws:apigatewayv2/vpcLink:VpcLink").filter(({ parent }) => parent === component.urn);
            return [
                drawn("api", component, [title.api, component.name, ...apiFacts(run, live, component)]),
                ...links.map((link) => drawn("link", link, ["VPC link V2", link.name], application?.loadBalancer.name)),
                ...own(keysType).map((keys) => drawn("service", keys, [title.keys, ...keyFacts(live, keys)])),
                ...own(canaryType).map((call) => drawn("service", call, [title.canary, scheduleOf(run, live, call)])),
            ];
        })
        .concat(
            own(bastionType).map((bastion) => {
                const { node, loadBalancer } = drawn("compute", bastion, [
                    title.bastion,
                    ...bastionFacts(run, live, bastion),
                ]);
                return { node: { ...node, group: "network" }, loadBalancer };
            }),
        );
}

/** Whether a node belongs to an HTTP API, and not to a REST API of the stack. */
export const isOfHttpApi = ({ node: { kind, label } }: DrawnNode): boolean =>
    (kind === "api" && label[0] === title.api) ||
    (kind === "link" && label[0] === "VPC link V2") ||
    (kind === "service" && (label[0] === title.keys || label[0] === title.canary));

/** Id of the node at which a part of an HTTP API, its keys, its canary call or a bastion is drawn; undefined for any other resource. */
export function ownerAtHttpApi({ resources }: EngineRun, nodes: readonly DrawnNode[], urn: string): string | undefined {
    const ids = new Set(nodes.map(({ node }) => node.id));
    const parents = new Map(resources.map((resource) => [resource.urn, resource.parent]));
    const types = new Map(resources.map((resource) => [resource.urn, resource.type]));
    let at: string | undefined = urn;
    while (at !== undefined && !(componentTypes.includes(types.get(at) ?? "") && ids.has(at))) at = parents.get(at);
    return at;
}

/** The ways to and from the HTTP APIs: clients, names, the check of keys, the link, and operators past all of them. */
export function httpEdges(run: EngineRun, nodes: readonly DrawnNode[], rules: Report["rules"]): Edge[] {
    const first = (kind: Node["kind"], line: string) =>
        nodes.filter(({ node }) => node.kind === kind && node.label[0] === line);
    const edges: Edge[] = [];
    const join = (from: string, { node }: DrawnNode, label?: string) =>
        edges.push({ from, to: node.id, broken: false, ...(label !== undefined && { label }) });
    const names = first("domain", "domain name").filter(({ node }) => isMappedTo(run, node, "http"));
    const closed = edgesOfStack(run, rules)
        .filter(({ isOpen }) => !isOpen)
        .flatMap(({ hosts }) => hosts);
    const open = names.filter(({ node }) => !closed.includes(node.label[1] ?? ""));
    const clients = nodes.filter(({ node }) => node.kind === "clients");
    for (const api of first("api", title.api)) {
        for (const { node } of clients) for (const name of open) join(node.id, name);
        for (const { node } of names) join(node.id, api);
        if (hasDefaultEndpoint(run, api)) for (const { node } of clients) join(node.id, api);
        // As clients: a name that only a distribution may call requires its certificate.
        const [way = names[0] ?? api] = open.length > 0 ? open : first("edge", "CloudFront");
        for (const call of first("service", title.canary)) join(call.node.id, way);
        for (const to of [...first("link", "VPC link V2"), ...first("service", title.keys)]) join(api.node.id, to);
    }
    const balancers = nodes.filter(
        ({ node }) => node.kind === "backend" && node.label[0] === "application load balancer",
    );
    for (const { node } of first("compute", title.bastion)) for (const to of balancers) join(node.id, to, "operators");
    return edges;
}

function hasDefaultEndpoint({ resources, inputs }: EngineRun, { node }: DrawnNode): boolean {
    const api = resources.find(({ type, parent }) => type === "aws:apigatewayv2/api:Api" && parent === node.id);
    return valueAt(api && inputs.get(api.urn), ["disableExecuteApiEndpoint"]) !== true;
}

function apiFacts(run: EngineRun, live: Resources, { urn }: Resources[number]): string[] {
    const own = live.filter(({ parent }) => parent === urn);
    const routes = own.filter(({ type }) => type === "aws:apigatewayv2/route:Route").length;
    const stage = own.find(({ type }) => type === "aws:apigatewayv2/stage:Stage");
    const inputs = stage && run.inputs.get(stage.urn);
    const rate = numberAt(inputs, ["defaultRouteSettings", "throttlingRateLimit"]);
    const others = listAt(inputs, ["routeSettings"]).length;
    const hasKeys = own.some(
        ({ type, name }) => type === "aws:apigatewayv2/authorizer:Authorizer" && name.endsWith("-key"),
    );
    return [
        `${routes === 1 ? "1 route" : `${routes} routes`}, ${hasKeys ? "by key" : "no keys"}`,
        rate === undefined
            ? "no throttle known"
            : `${rate.toLocaleString("en")} requests/s a route${others === 0 ? "" : `, ${others} with others`}`,
    ];
}

function keyFacts(live: Resources, { urn }: Resources[number]): string[] {
    const count = (type: string) => within(live, urn).filter((resource) => resource.type === type).length;
    const tables = count("aws:dynamodb/table:Table");
    return [
        count("aws:lambda/function:Function") > 0 ? "function" : "",
        tables === 1 ? "table" : `${tables} tables`,
        `${count("aws:dynamodb/tableItem:TableItem")} keys`,
    ];
}

function scheduleOf(run: EngineRun, live: Resources, { urn }: Resources[number]): string {
    const rule = live.find(({ type, parent }) => type === "aws:cloudwatch/eventRule:EventRule" && parent === urn);
    return textAt(rule && run.inputs.get(rule.urn), ["scheduleExpression"]) ?? "";
}

function bastionFacts(run: EngineRun, live: Resources, { urn }: Resources[number]): string[] {
    const machine = live.find(({ type, parent }) => type === "aws:ec2/instance:Instance" && parent === urn);
    return [nameOf(urn), textAt(machine && run.inputs.get(machine.urn), ["instanceType"]) ?? "", "by Session Manager"];
}
