import { servingTypes } from "../../../cloud-simulator/providers/known-types";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";

/** Edits that a team makes every week, one at a time. */
export const harmlessEdits: Scenario = {
    name: "harmless-edits",
    statement: "Everyday edits replace nothing that serves traffic, and no stage is ever without a deployment.",
    async run(rehearsal) {
        const api = firstOf(rehearsal, "gatehouse:apis");
        await rehearsal.set(["gatehouse:apis", api, "build"], undefined);
        await rehearsal.set(["gatehouse:apis", api, "image"], "registry.example.com/api:1");
        await rehearsal.up("everything");
        const stage = firstOf(rehearsal, "gatehouse:stages");
        const plan = firstOf(rehearsal, "gatehouse:plans");
        const settings: readonly [title: string, path: string[], value: unknown][] = [
            ["another image", ["gatehouse:apis", api, "image"], "registry.example.com/api:2"],
            ["more replicas", ["gatehouse:apis", api, "replicas"], 4],
            ["another TTL", ["gatehouse:stages", stage, "cache", "ttlSeconds"], 120],
            ["another throttle", ["gatehouse:stages", stage, "throttle", "requestsPerSecond"], 500],
            ["a new client", ["gatehouse:clients", "newcomer"], plan],
            ["a new plan", ["gatehouse:plans", "trial"], { requestsPerSecond: 1, burst: 1 }],
            ["another log retention", ["gatehouse:logRetentionDays"], 90],
            ["other tags", ["aws:defaultTags", "tags", "team"], "platform"],
        ];
        for (const [title, path, value] of settings) {
            await rehearsal.set(path, value);
            check(rehearsal, await rehearsal.up(title));
        }

        rehearsal.project.editDocument(api, (document) => {
            document.paths["/rehearsed"] = { get: { responses: { "200": { description: "OK" } } } };
        });
        check(rehearsal, await rehearsal.up("a new operation"));

        rehearsal.project.addDocument("newcomers", api);
        await rehearsal.set(["gatehouse:apis", "newcomers"], { image: "registry.example.com/new:1", port: 8080 });
        check(rehearsal, await rehearsal.up("a new API"));
    },
};

function check(rehearsal: Rehearsal, { title, operations, replaced }: Step): void {
    rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
    // A deployment is a snapshot: each change of the API creates a new one, to which the stages move before the old one is
    // deleted.
    const serving = replaced.filter(
        ({ type }) => servingTypes().includes(type) && !type.endsWith("deployment:Deployment"),
    );
    for (const { type, name, because } of serving) {
        rehearsal.problems.push(`"${title}" replaced ${type} "${name}", because of ${because.join(", ")}`);
    }
}

function firstOf(rehearsal: Rehearsal, key: string): string {
    return Object.keys(rehearsal.setting(key) as object)[0] ?? "";
}
