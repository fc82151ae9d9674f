import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import type { PreviewResult } from "../../../tools/cli/preview/preview-result";
import { runPreview } from "../../../tools/cli/preview/run-preview";
import { readStack } from "../../../tools/cli/project/project";
import { bringUp, requireRestApi } from "../../../tools/cli/serve/bring-up";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { documentFile, frameworks, stackName, undecided, writeProject } from "./project";
import { operationsIn } from "./raw-document";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

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

    it("breaks R2 at the GET operations with an undecided cache, and no other rule", async () => {
        const { errors, exitCode, rules } = await preview(project(false));
        assert.deepEqual([errors, exitCode], [[], 1]);
        assert.deepEqual(
            rules.filter(({ findings }) => findings.length > 0).map(({ id }) => id),
            ["R2"],
        );
        const paths = rules.flatMap(({ findings }) => findings.map(({ message }) => pathIn(message)));
        assert.deepEqual([...new Set(paths)].sort(), undecided);
    });

    it("holds with the overlays that mark these as volatile", async () => {
        const { errors, exitCode, rules } = await preview(project(true));
        assert.deepEqual([errors, rules.flatMap(({ findings }) => findings), exitCode], [[], [], 0]);
    });

    it("comes up with every operation of every document", async () => {
        const folder = project(true);
        const stack = readStack(stackName, folder);
        const api = requireRestApi(await bringUp(stack, folder, silent, new AbortController().signal));
        const published = api.operations.filter(({ method }) => method !== "OPTIONS");
        assert.equal(published.length, frameworks.flatMap((name) => operationsIn(documentFile(name))).length);
        assert.ok(published.every(({ apiKeyRequired }) => apiKeyRequired));
    });
});

/** The path of the GET operation that a finding is about, which it names itself or by its method settings. */
function pathIn(message: string): string {
    const [, path, methodPath] = /: GET (\S+) |^MethodSettings "Test-(\S+)\/GET"/.exec(message) ?? [];
    return path ?? methodPath?.replaceAll("~1", "/") ?? message;
}
