import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import {
    copyDocument,
    firstApi,
    firstNameIn,
    hasKeys,
    hasRestApi,
    removeHttpLimits,
    sampleApi,
    withoutServer,
} from "../stack-apis";

interface Size {
    readonly apis: number;
    readonly stages: number;
    readonly clients: number;
}

/** The default quotas of an account: 20 VPC links, 10 stages of an API. */
const maxSize: Size = { apis: 20, stages: 10, clients: 500 };
const halfSize: Size = { apis: 10, stages: 5, clients: 250 };

// Includes the noise of a busy machine; a quadratic program would take twice as long per resource.
const tolerance = 1.5;

/** Many of everything. */
export const scale: Scenario = {
    name: "scale",
    statement: "20 APIs, 40 method settings on 10 stages and 500 clients are created and destroyed in linear time.",
    stack: "dev",
    createsEverything: true,
    alone: true,
    doesNotApply: withoutServer,
    async run(rehearsal) {
        const small = await measure(rehearsal, halfSize);
        const large = await measure(rehearsal, maxSize);
        const growth = large.seconds / large.resources / (small.seconds / small.resources);
        rehearsal.notes.push(`time per resource at twice the size: ${growth.toFixed(2)} times as long`);
        rehearsal.expect(
            growth <= tolerance,
            `time per resource grew ${growth.toFixed(2)} times, want at most ${tolerance}`,
        );
    },
};

async function measure(rehearsal: Rehearsal, size: Size): Promise<{ resources: number; seconds: number }> {
    await enlarge(rehearsal, size);
    const title = counted([
        [size.apis, "APIs"],
        [hasRestApi(rehearsal) ? size.stages : 0, "stages"],
        [hasKeys(rehearsal) ? size.clients : 0, "clients"],
    ]);
    const { operations, seconds } = await rehearsal.up(title);
    const { heapUsed } = process.memoryUsage();
    const { store } = rehearsal.cloud;
    const parts = counted([
        [store.ofType("aws:apigateway/methodSettings:MethodSettings").length, "method settings"],
        [store.ofType("aws:apigatewayv2/route:Route").length, "routes"],
    ]);
    await rehearsal.destroy(title);
    rehearsal.notes.push(
        `${title}, ${parts}: ${operations.length} operations in ${seconds.toFixed(0)} s, ${Math.round(heapUsed / 2 ** 20)} MB`,
    );
    return { resources: operations.length, seconds };
}

function counted(amounts: readonly (readonly [count: number, name: string])[]): string {
    return amounts.flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`])).join(", ");
}

async function enlarge(rehearsal: Rehearsal, { apis, stages, clients }: Size): Promise<void> {
    const original = firstApi(rehearsal);
    await removeHttpLimits(rehearsal);
    const isRest = original.publishedBy === "rest";
    const names = Array.from({ length: apis }, (_, index) => `api-${index + 1}`);
    // Each copy of "pictures", which has a volatile operation, adds a method setting to each stage.
    for (const [index, name] of names.entries())
        if (isRest) rehearsal.project.addDocument(name, index < 3 ? "pictures" : "books");
        else copyDocument(rehearsal, name, original);
    const map = (length: number, name: string, value: unknown) =>
        Object.fromEntries(Array.from({ length }, (_, index) => [`${name}${index + 1}`, value]));
    const stage = { throttle: { requestsPerSecond: 100, burst: 50 } };
    await rehearsal.set(
        ["gatehouse:apis"],
        Object.fromEntries(names.map((name) => [name, sampleApi(rehearsal, original, name)])),
    );
    if (isRest) {
        await rehearsal.set(["gatehouse:stages"], map(stages, "stage", stage));
        for (const section of ["gatehouse:httpApi", "gatehouse:bastion"]) await rehearsal.set([section], undefined);
    }
    const plan = firstNameIn(rehearsal, "gatehouse:plans");
    if (hasKeys(rehearsal)) await rehearsal.set(["gatehouse:clients"], map(clients, "client", plan));
}
