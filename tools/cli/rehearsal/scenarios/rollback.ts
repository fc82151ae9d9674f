import type { ResourceStore } from "../../../cloud-simulator/state/resource-store";
import type { Scenario } from "../scenario";

/** Resources of a REST API (docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const maxResources = 300;

/** A bad document, then the former one. */
export const rollback: Scenario = {
    name: "rollback",
    statement: "A document that is refused leaves the stages as they were, and the former one takes its place again.",
    async play(rehearsal) {
        await rehearsal.up("everything");
        const served = deployed(rehearsal.cloud.store);

        const fixed = rehearsal.project.editDocument("pictures", (document) => {
            document.openapi = "3.1.0";
        });
        const rejected = await rehearsal.rejected(
            "up",
            "a document that the program refuses",
            /app\/pictures\/openapi\.yaml/,
        );
        rehearsal.expect(
            rejected.operations.length === 0,
            "a document that the program refuses was partly carried out",
        );
        fixed();

        const shortened = rehearsal.project.editDocument("pictures", (document) => {
            for (let number = 0; number <= maxResources; number += 1) {
                document.paths[`/many${number}`] = { get: { responses: { "200": { description: "OK" } } } };
            }
        });
        const words = /LimitExceededException: Maximum number of resources for this API has been reached/;
        await rehearsal.rejected("up", "a document that AWS refuses", words);
        rehearsal.expect(deployed(rehearsal.cloud.store) === served, "a refused document changed what is served");

        shortened();

        const restored = rehearsal.project.editDocument("pictures", (document) => {
            document.paths = Object.fromEntries(Object.entries(document.paths).slice(0, 1));
        });
        await rehearsal.up("a document without its operations");
        rehearsal.expect(deployed(rehearsal.cloud.store) !== served, "the changed document is not served");
        restored();
        await rehearsal.up("the former document");
        const now = deployed(rehearsal.cloud.store);
        rehearsal.expect(now === served, `the former document is not served again: ${firstDifference(now, served)}`);
    },
};

// Documents are long, and differ in a few words.
function firstDifference(found: string, expected: string): string {
    const at = [...expected].findIndex((character, index) => character !== found[index]);
    const begin = Math.max(0, (at < 0 ? expected.length : at) - 40);
    const part = (text: string) => JSON.stringify(text.slice(begin, begin + 120));
    return `at ${begin} got ${part(found)}, want ${part(expected)}`;
}

// What the deployment of each stage serves.
function deployed(store: ResourceStore): string {
    return store
        .ofType("aws:apigateway/stage:Stage")
        .map(({ inputs }) => store.find("aws:apigateway/deployment:Deployment", String(inputs.deployment))?.snapshot)
        .join("\n");
}
