import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import type { PreviewResult } from "../../../tools/cli/preview/preview-result";
import { runPreview } from "../../../tools/cli/preview/run-preview";
import { readStack } from "../../../tools/cli/project/project";
import { bringUp } from "../../../tools/cli/serve/bring-up";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { documentFile, frameworks, stackName, writeProject } from "./project";
import { operationsIn } from "./raw-document";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

/** Operations that take a list that can be repeated in the query, so that no cache key distinguishes their responses. */
const undecided = [
    "/fastapi/items",
    "/nestjs/api/cats",
    "/petstore-2-0/pet/findByStatus",
    "/petstore-2-0/pet/findByTags",
    "/petstore-3-0/pet/findByStatus",
    "/petstore-3-0/pet/findByTags",
    "/petstore-3-1/pet/findByStatus",
    "/petstore-3-1/pet/findByTags",
    "/springdoc/orders",
    "/swag/articles",
    "/swashbuckle/api/ToDo/search",
];

describe("a stack with the documents of the frameworks, on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const project = (overlays: boolean): string => {
        const folder = folders.make();
        writeProject(folder, { overlays });
        return folder;
    };
    const preview = (folder: string): Promise<PreviewResult> =>
        runPreview({ stack: readStack(stackName, folder), program: async () => program(folder) });

    it("breaks R2 at the GET operations whose caching nobody has decided, and no other rule", async () => {
        const { errors, exitCode, rules } = await preview(project(false));
        assert.deepEqual([errors, exitCode], [[], 1]);
        const findings = rules.flatMap(({ id, findings }) => findings.map(({ message }) => `${id} ${message}`));
        assert.deepEqual(
            findings.map((finding) => /^(R\d) [\s\S]*?GET (\/\S+)/.exec(finding)?.slice(1).join(" ") ?? finding).sort(),
            undecided.map((path) => `R2 ${path}`),
        );
    });

    it("holds with the overlays that mark these as volatile", async () => {
        const { errors, exitCode, rules } = await preview(project(true));
        assert.deepEqual([errors, rules.flatMap(({ findings }) => findings), exitCode], [[], [], 0]);
    });

    it("comes up with every operation of every document", async () => {
        const folder = project(true);
        const stack = readStack(stackName, folder);
        const { api } = await bringUp(stack, folder, silent, new AbortController().signal);
        const published = api.operations.filter(({ method }) => method !== "OPTIONS");
        assert.equal(published.length, frameworks.flatMap((name) => operationsIn(documentFile(name))).length);
        assert.ok(published.every(({ apiKeyRequired }) => apiKeyRequired));
    });
});
