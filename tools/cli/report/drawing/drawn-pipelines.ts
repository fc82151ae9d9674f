import type { PreviewedResource } from "../../preview/preview-result";
import type { EngineRun } from "../facts/engine-run";
import type { Architecture } from "../facts/report-schema";
import type { DrawnNode } from "./drawn-resources";
import { isWebSocket, nodeOf, within } from "./drawn-services";

type Edge = Architecture["edges"][number];

const pipelineType = "gatehouse:pipelines:PhotoPipeline";

/** A part of a photo pipeline that a photo, or the message of it, passes through. */
export type PipelinePart = "bucket" | "queue" | "thumbnails" | "machine" | "table" | "topic";

/** Each part: the resource that it is, its first line, and the types of resources that belong to it. */
const parts: Readonly<
    Record<
        PipelinePart,
        { readonly type: string; readonly name?: RegExp; readonly title: string; readonly own: RegExp }
    >
> = {
    bucket: { type: "aws:s3/bucket:Bucket", title: "bucket of photos", own: /^aws:s3\// },
    queue: {
        type: "aws:sqs/queue:Queue",
        // Not the dead letters.
        name: /(?<!_dead-letters)$/,
        title: "queue of uploads",
        own: /^aws:sqs\//,
    },
    thumbnails: {
        type: "aws:lambda/function:Function",
        name: /thumbnail$/,
        title: "thumbnail function",
        own: /^aws:lambda\/eventSourceMapping:/,
    },
    machine: { type: "aws:sfn/stateMachine:StateMachine", title: "state machine of filters", own: /^aws:sfn\// },
    table: { type: "aws:dynamodb/table:Table", title: "table of photos", own: /^aws:dynamodb\// },
    topic: { type: "aws:sns/topic:Topic", title: "topic of announcements", own: /^aws:sns\// },
};

/** Draws the way of a photo through each pipeline: a node for each part of it. */
export function pipelineNodes({ resources }: EngineRun): DrawnNode[] {
    const live = resources.filter(({ op }) => op !== "delete");
    return live
        .filter(({ type }) => type === pipelineType)
        .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
        .flatMap(({ urn, name }) => {
            const own = within(live, urn);
            return (Object.keys(parts) as PipelinePart[]).flatMap((part) => partNode(part, name, own));
        });
}

function partNode(part: PipelinePart, api: string, own: readonly PreviewedResource[]): DrawnNode[] {
    const { type, name, title } = parts[part];
    const found = own.find((each) => each.type === type && (name?.test(each.name) ?? true));
    if (found === undefined) return [];
    const { urn } = found;
    return [{ ...nodeOf({ urn, name: api }, [title, api]), part }];
}

/**
 * The ways of photos: a client asks the API for a signed form and posts it to the bucket, which is the only way past the gateway; the bucket
 * tells the queue, which calls the function; what has become of a photo is announced to the WebSocket API. The API's functions read
 * and write bucket and table, and start the state machine.
 * @param callers ids of the nodes that run the operations of an API.
 */
export function pipelineEdges(
    nodes: readonly DrawnNode[],
    callers: (api: string | undefined) => readonly string[],
): Edge[] {
    const clients = nodes.filter(({ node }) => node.kind === "clients");
    return nodes
        .filter(({ part }) => part === "bucket")
        .flatMap((bucket) => {
            const of = (part: PipelinePart) => nodes.find((each) => each.part === part && each.api === bucket.api);
            const sockets = nodes.filter((each) => isWebSocket(each) && each.api === bucket.api);
            const join = (from: readonly (string | undefined)[], to: PipelinePart, label?: string): Edge[] =>
                from.flatMap((id) => edge(id, of(to)?.node.id, label));
            const inside = (from: PipelinePart, to: PipelinePart) => join([of(from)?.node.id], to);
            const ofApi = callers(bucket.api);
            return [
                ...join(ofApi, "machine"),
                ...join(
                    clients.map(({ node }) => node.id),
                    "bucket",
                    "signed form",
                ),
                ...join(ofApi, "bucket"),
                ...join(ofApi, "table"),
                ...inside("bucket", "queue").map(down),
                ...inside("queue", "thumbnails").map(down),
                ...inside("thumbnails", "table"),
                ...inside("thumbnails", "topic"),
                ...inside("machine", "table"),
                ...inside("machine", "topic"),
                ...sockets.flatMap(({ node }) => edge(of("topic")?.node.id, node.id).map(down)),
            ];
        });
}

const down = (way: Edge): Edge => ({ ...way, isDown: true });

function edge(from: string | undefined, to: string | undefined, label?: string): Edge[] {
    if (from === undefined || to === undefined) return [];
    return [{ from, to, broken: false, ...(label !== undefined && { label }) }];
}

/**
 * Id of the node of a pipeline that represents a resource in it: that of its service, or that of the function or the state machine whose
 * role it is. For anything else it is the bucket, which the pipeline begins with.
 */
export function pipelinePartOf({ resources }: EngineRun, nodes: readonly DrawnNode[], urn: string): string | undefined {
    const resource = resources.find((each) => each.urn === urn);
    if (resource === undefined) return undefined;
    const parents = new Map(resources.map((each) => [each.urn, each]));
    let component: PreviewedResource | undefined = resource;
    while (component !== undefined && component.type !== pipelineType)
        component = component.parent === undefined ? undefined : parents.get(component.parent);
    if (component === undefined) return undefined;
    const own = nodes.filter(({ part, api }) => part !== undefined && api === component.name);
    const byType = own.find(({ part }) => part !== undefined && parts[part].own.test(resource.type));
    // The function with its role and its log.
    const siblings = own.find(
        ({ node }) => parents.get(node.id)?.parent === resource.parent && resource.parent !== component.urn,
    );
    return (byType ?? siblings ?? own[0])?.node.id;
}
