import {
    type ComputeSection,
    computeKinds,
    type ServerKindName,
    serverKindNames,
} from "../../../../stacks/settings/compute-kinds";
import type { Settings } from "../../../../stacks/settings/schema";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";
import { firstApi, sampleApi, withoutRestServer } from "../stack-apis";

/** The type that runs an API on each kind of compute. */
const runners: Readonly<Record<ServerKindName, string>> = {
    kubernetes: "kubernetes:apps/v1:Deployment",
    fargate: "aws:ecs/service:Service",
    instances: "aws:autoscaling/group:Group",
    lambda: "aws:lambda/function:Function",
};

const api = "nomads";
const table = { partitionKey: "id" };

/** A walk from one kind of compute over the kinds of a stack. */
export type Walk = (
    start: ServerKindName,
    kinds: readonly ServerKindName[],
) => readonly (readonly [from: ServerKindName, to: ServerKindName])[];

/** An API moves from each kind of compute to each other. */
export const move: Scenario = moveAlong(everyPair);

/** The scenario `move` on another walk. */
export function moveAlong(walk: Walk): Scenario {
    return {
        name: "move",
        statement:
            "An API moves from each kind of compute to each other that the stack can have: the stages switch once the new backend serves, and only then does the old one go.",
        doesNotApply: (settings) =>
            kindsFor((section) => settings[section] !== undefined).length > 1
                ? withoutRestServer(settings)
                : "without a network an API can run on Lambda alone",
        async run(rehearsal) {
            const { kind } = firstApi(rehearsal, "rest");
            const place = (runsOn: ServerKindName) =>
                rehearsal.set(["gatehouse:apis", api], {
                    ...sampleApi(rehearsal, { kind: runsOn, publishedBy: "rest" }, api),
                    table,
                });
            // Its paths at the backend are those at the gateway, as Lambda needs them.
            rehearsal.project.addDocument(api, "quotes");
            const kinds = kindsFor((section) => rehearsal.setting(`gatehouse:${section}`) !== undefined);
            await place(kind);
            await rehearsal.up(`"${api}" on ${computeKinds[kind].title}`);
            const done: string[] = [];
            for (const [from, to] of walk(kind, kinds)) {
                await place(to);
                const title = `from ${computeKinds[from].title} to ${computeKinds[to].title}`;
                expectOrder(rehearsal, await rehearsal.up(title), from, to);
                done.push(title);
            }
            rehearsal.notes.push(`${done.length} moves: ${done.join(", ")}`);
            await rehearsal.checkInventory();
        },
    };
}

/** The kinds of compute for which a stack's file has the sections. */
export function kindsFor(has: (section: ComputeSection & keyof Settings) => boolean): ServerKindName[] {
    return serverKindNames.filter((name) => computeKinds[name].needs.every(has));
}

/**
 * A walk from one kind that takes each ordered pair of kinds once, and ends where it began. Kinds that are not the start are visited in
 * a star: back and forth between two of them before the next one.
 */
export function everyPair(
    start: ServerKindName,
    kinds: readonly ServerKindName[],
): [from: ServerKindName, to: ServerKindName][] {
    const others = kinds.filter((kind) => kind !== start);
    const left = new Set(kinds.flatMap((from) => kinds.filter((to) => to !== from).map((to) => `${from} ${to}`)));
    const walk: [ServerKindName, ServerKindName][] = [];
    let at = start;
    while (left.size > 0) {
        // The start last: a walk that returns there too early could not leave it again.
        const next = [...others, start].find((to) => left.has(`${at} ${to}`));
        if (next === undefined) throw new Error(`no way leads on from ${at}`);
        left.delete(`${at} ${next}`);
        walk.push([at, next]);
        at = next;
    }
    return walk;
}

function expectOrder(
    rehearsal: Rehearsal,
    { title, operations }: Step,
    from: ServerKindName,
    to: ServerKindName,
): void {
    const at = (op: string, type: string, name?: string) =>
        operations.findIndex((own) => own.op === op && own.type === type && (name === undefined || own.name === name));
    const [created, deleted] = [at("create", runners[to], api), at("delete", runners[from], api)];
    const switched = at("update", "aws:apigateway/stage:Stage");
    rehearsal.expect(
        created >= 0 && created < switched && switched < deleted,
        `"${title}": got the new backend, the stage and the end of the old one at ${[created, switched, deleted].join(", ")}, want them in this order`,
    );
}
