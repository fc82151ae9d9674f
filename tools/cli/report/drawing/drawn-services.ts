import type { PreviewedResource } from "../../preview/preview-result";
import type { EngineRun } from "../facts/engine-run";
import { numberAt } from "../facts/inputs";
import type { DrawnNode } from "./drawn-resources";

/** Resources that the gateway or the functions of an API call, by their type: the words for one and for several. */
const words: Readonly<Record<string, readonly [one: string, several: string]>> = {
    "aws:cloudwatch/eventBus:EventBus": ["event bus", "event buses"],
    "aws:dynamodb/table:Table": ["table", "tables"],
    "aws:kinesis/stream:Stream": ["stream", "streams"],
    "aws:lambda/function:Function": ["function", "functions"],
    "aws:s3/bucket:Bucket": ["bucket", "buckets"],
    "aws:sfn/stateMachine:StateMachine": ["state machine", "state machines"],
    "aws:sns/topic:Topic": ["topic", "topics"],
    "aws:sqs/queue:Queue": ["queue", "queues"],
};

/** Components that are drawn as one node, by their type: its first line. */
const components: Readonly<Record<string, string>> = {
    "gatehouse:gateway:ServiceTargets": "services",
};

const socketType = "gatehouse:gateway:WebSocketApi";

/** Draws a node for each API whose operations call services, with the number of resources of each kind. */
export function serviceNodes({ resources }: EngineRun): DrawnNode[] {
    const live = resources.filter(({ op }) => op !== "delete");
    return live
        .filter(({ type }) => components[type] !== undefined)
        .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }) || a.type.localeCompare(b.type))
        .map((component) => {
            const { urn, type, name } = component;
            const own = within(live, urn).filter((each) => !isDeadLetters(each.name));
            const counts = Object.entries(words).flatMap(([kind, [one, several]]) => {
                const count = own.filter((resource) => resource.type === kind).length;
                return count === 0 ? [] : [count === 1 ? one : `${count} ${several}`];
            });
            return nodeOf(component, [components[type] ?? "", name, ...counts]);
        });
}

/** Draws a node for each WebSocket API, with its stages, the limit of a route, and that of announcements. */
export function webSocketNodes({ resources, inputs }: EngineRun): DrawnNode[] {
    const live = resources.filter(({ op }) => op !== "delete");
    return live
        .filter(({ type }) => type === socketType)
        .map((component) => {
            const own = within(live, component.urn);
            const stages = own.filter(({ type }) => type === "aws:apigatewayv2/stage:Stage");
            const mappings = own.filter(({ type }) => type === "aws:lambda/eventSourceMapping:EventSourceMapping");
            const announcements = mappings.flatMap(({ urn }) => {
                const count = numberAt(inputs.get(urn), ["scalingConfig", "maximumConcurrency"]);
                return count === undefined ? [] : [`${count} announcements at once`];
            });
            const facts = stages.flatMap(({ urn, name }) => {
                const rate = numberAt(inputs.get(urn), ["defaultRouteSettings", "throttlingRateLimit"]);
                const stage = `stage ${name.slice(name.lastIndexOf("_") + 1)}`;
                return [rate === undefined ? stage : `${stage}: ${rate.toLocaleString("en")} messages/s a route`];
            });
            return nodeOf(component, ["WebSocket API", component.name, ...facts, ...announcements]);
        });
}

/** Whether a node is a WebSocket API, which clients call directly. */
export const isWebSocket = ({ node }: DrawnNode): boolean => node.label[0] === "WebSocket API";

/** Id of the node whose component contains a resource. */
export function containerOf({ resources }: EngineRun, nodes: readonly DrawnNode[], urn: string): string | undefined {
    const ids = new Set(nodes.filter(({ node }) => node.kind === "service").map(({ node }) => node.id));
    const parents = new Map(resources.map(({ urn: own, parent }) => [own, parent]));
    let at: string | undefined = urn;
    while (at !== undefined && !ids.has(at)) at = parents.get(at);
    return at;
}

/** The node of a resource of an API, or of one of its components. */
export const nodeOf = (
    { urn, name: api }: Pick<PreviewedResource, "urn" | "name">,
    label: readonly string[],
): DrawnNode => ({
    node: { id: urn, kind: "service", label: [...label], urn, broken: [] },
    loadBalancer: "",
    api,
});

/** All resources in a component, which may contain others, such as a function with its role. */
export function within(live: readonly PreviewedResource[], component: string): PreviewedResource[] {
    const children = live.filter(({ parent }) => parent === component);
    return children.flatMap((child) => [child, ...within(live, child.urn)]);
}

function isDeadLetters(name: string): boolean {
    return name.endsWith("_dead-letters");
}
