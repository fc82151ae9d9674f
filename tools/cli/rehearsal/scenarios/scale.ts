import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

interface Size {
    readonly apis: number;
    readonly stages: number;
    readonly clients: number;
}

/** As much as the quotas of an account take without asking: 20 VPC links, 10 stages of an API. */
const largest: Size = { apis: 20, stages: 10, clients: 500 };
const smaller: Size = { apis: 10, stages: 5, clients: 250 };

// Noise of a busy machine included; a quadratic program would take twice the time a resource.
const tolerance = 1.5;

/** Many of everything. */
export const scale: Scenario = {
    name: "scale",
    statement:
        "20 APIs, the settings of 40 methods on 10 stages and 500 clients go up and down in a time that grows linearly.",
    stack: "dev",
    alone: true,
    async play(rehearsal) {
        const small = await measure(rehearsal, smaller);
        const large = await measure(rehearsal, largest);
        const growth = large.seconds / large.resources / (small.seconds / small.resources);
        rehearsal.notes.push(`time a resource, twice the size against once: ${growth.toFixed(2)}`);
        rehearsal.expect(
            growth <= tolerance,
            `time a resource grew ${growth.toFixed(2)} times, want at most ${tolerance}`,
        );
    },
};

async function measure(rehearsal: Rehearsal, size: Size): Promise<{ resources: number; seconds: number }> {
    await enlarge(rehearsal, size);
    const title = `${size.apis} APIs, ${size.stages} stages, ${size.clients} clients`;
    const { operations, seconds } = await rehearsal.up(title);
    const { heapUsed } = process.memoryUsage();
    const settings = rehearsal.cloud.store.ofType("aws:apigateway/methodSettings:MethodSettings").length;
    await rehearsal.destroy(title);
    rehearsal.notes.push(
        `${title}, ${settings} method settings: ${operations.length} operations in ${seconds.toFixed(0)} s, ${Math.round(heapUsed / 2 ** 20)} MB`,
    );
    return { resources: operations.length, seconds };
}

async function enlarge(rehearsal: Rehearsal, { apis, stages, clients }: Size): Promise<void> {
    const names = Array.from({ length: apis }, (_, index) => `api-${index + 1}`);
    // Each copy of the one with a volatile operation brings one more method setting to each stage.
    for (const [index, name] of names.entries()) rehearsal.project.addDocument(name, index < 3 ? "pictures" : "books");
    const map = (length: number, name: string, value: unknown) =>
        Object.fromEntries(Array.from({ length }, (_, index) => [`${name}${index + 1}`, value]));
    const stage = { throttle: { requestsPerSecond: 100, burst: 50 } };
    await rehearsal.set(
        ["gatehouse:apis"],
        Object.fromEntries(names.map((name) => [name, { image: "registry/api:1", port: 8080 }])),
    );
    await rehearsal.set(["gatehouse:stages"], map(stages, "stage", stage));
    await rehearsal.set(["gatehouse:clients"], map(clients, "client", "standard"));
}
