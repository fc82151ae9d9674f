import type { ResourceStore } from "../../../cloud-simulator/state/resource-store";
import type { Scenario } from "../scenario";
import { firstApi, withoutRestServer } from "../stack-apis";

/** Bytes of a body that is imported (docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const maxBodySize = 6_000_000;

/** An invalid document, then the former one. */
export const rollback: Scenario = {
    name: "rollback",
    statement: "A rejected document leaves the stages unchanged, and the former document can be deployed again.",
    doesNotApply: withoutRestServer,
    async run(rehearsal) {
        const { name: api } = firstApi(rehearsal, "rest");
        await rehearsal.up("everything");
        const before = deployedBodies(rehearsal.cloud.store);

        const restoreVersion = rehearsal.project.editDocument(api, (document) => {
            document.openapi = "4.0.0";
        });
        const rejected = await rehearsal.expectRejection(
            "up",
            "a document that the program rejects",
            new RegExp(`app/${api}/openapi`),
        );
        rehearsal.expect(rejected.operations.length === 0, "a document that the program rejects was partly deployed");
        restoreVersion();

        const removePaths = rehearsal.project.editDocument(api, (document) => {
            const description = "a".repeat(maxBodySize);
            document.paths["/large"] = { get: { description, responses: { "200": { description: "OK" } } } };
        });
        const words = /the API definition has [0-9,]+ bytes, more than 6 MB/;
        await rehearsal.expectRejection("up", "a document that AWS rejects", words);
        rehearsal.expect(
            deployedBodies(rehearsal.cloud.store) === before,
            "a rejected document changed the deployed API",
        );

        removePaths();

        const restorePaths = rehearsal.project.editDocument(api, (document) => {
            document.paths = Object.fromEntries(Object.entries(document.paths).slice(0, 1));
        });
        await rehearsal.up("a document without its operations");
        rehearsal.expect(deployedBodies(rehearsal.cloud.store) !== before, "the changed document is not deployed");
        restorePaths();
        await rehearsal.up("the former document");
        const now = deployedBodies(rehearsal.cloud.store);
        rehearsal.expect(now === before, `the former document is not deployed again: ${firstDifference(now, before)}`);
    },
};

// The documents are long and differ in a few words.
function firstDifference(actual: string, expected: string): string {
    const at = [...expected].findIndex((character, index) => character !== actual[index]);
    const begin = Math.max(0, (at < 0 ? expected.length : at) - 40);
    const part = (text: string) => JSON.stringify(text.slice(begin, begin + 120));
    return `at ${begin} got ${part(actual)}, want ${part(expected)}`;
}

// The body that the deployment of each stage serves.
function deployedBodies(store: ResourceStore): string {
    return store
        .ofType("aws:apigateway/stage:Stage")
        .map(({ inputs }) => store.find("aws:apigateway/deployment:Deployment", String(inputs.deployment))?.snapshot)
        .join("\n");
}
