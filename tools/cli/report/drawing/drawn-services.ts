import type { EngineRun } from "../facts/engine-run";
import type { DrawnNode } from "./drawn-resources";

/** Resources that the gateway itself calls, by their type: the words for one and for several. */
const words: Readonly<Record<string, readonly [one: string, several: string]>> = {
    "aws:cloudwatch/eventBus:EventBus": ["event bus", "event buses"],
    "aws:kinesis/stream:Stream": ["stream", "streams"],
    "aws:lambda/function:Function": ["function", "functions"],
    "aws:s3/bucket:Bucket": ["bucket", "buckets"],
    "aws:sfn/stateMachine:StateMachine": ["state machine", "state machines"],
    "aws:sns/topic:Topic": ["topic", "topics"],
    "aws:sqs/queue:Queue": ["queue", "queues"],
};

/** Draws a node for each API whose operations the gateway answers by services, with the number of resources of each kind. */
export function serviceNodes({ resources }: EngineRun): DrawnNode[] {
    const live = resources.filter(({ op }) => op !== "delete");
    return live
        .filter(({ type }) => type === "gatehouse:gateway:ServiceTargets")
        .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }))
        .map(({ urn, name }) => {
            // A function is the child of a component.
            const children = live.filter(({ parent }) => parent === urn);
            const parents = new Set([urn, ...children.map((child) => child.urn)]);
            const own = live.filter(({ parent = "", name: child }) => parents.has(parent) && !isDeadLetters(child));
            const counts = Object.entries(words).flatMap(([type, [one, several]]) => {
                const count = own.filter((resource) => resource.type === type).length;
                return count === 0 ? [] : [count === 1 ? one : `${count} ${several}`];
            });
            const label = ["services", name, ...counts];
            return { node: { id: urn, kind: "service", label, urn, broken: [] }, loadBalancer: "" };
        });
}

function isDeadLetters(name: string): boolean {
    return name.endsWith("_dead-letters");
}
