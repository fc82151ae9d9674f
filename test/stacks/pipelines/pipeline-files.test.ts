import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { functionFileProblem } from "../../../stacks/apis/authorizer-files";
import { namedFunctions } from "../../../stacks/apis/documents";
import { pipelineProblems } from "../../../stacks/pipelines/pipeline-files";
import { hasPipelines, pageOrigins } from "../../../stacks/pipelines/stack-pipelines";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { SettingsError } from "../../../stacks/settings/problems";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";

const common = {
    stages: { Test: {} },
    plans: { standard: { requestsPerSecond: 1, burst: 1 } },
    clients: { web: "standard" },
};
const settingsOf = (api: object, others: object = {}) =>
    parseSettings({ ...common, ...others, apis: { photos: { runsOn: "gateway", ...api } } });

function problemsOf(api: object): readonly string[] {
    try {
        settingsOf(api);
        return [];
    } catch (error) {
        if (error instanceof SettingsError) return error.problems;
        throw error;
    }
}

describe("the files of a photo pipeline", () => {
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    function find(files: Readonly<Record<string, string>>, api: object = { photoPipeline: {} }): string[] {
        const folder = folders.make();
        for (const [file, text] of Object.entries(files)) {
            const path = join(folder, "app/photos", file);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, text);
        }
        return pipelineProblems(folder, settingsOf(api), functionFileProblem, (name) => namedFunctions(folder, name));
    }

    const code = "export const handler = () => 1;";

    it("are three, each of which exports `handler`", () => {
        const all = { "pipeline/thumbnail.ts": code, "pipeline/filter.ts": code, "pipeline/finish.ts": code };
        assert.deepEqual(find(all), []);
        assert.deepEqual(find({ ...all, "pipeline/finish.ts": "export const run = 1;" }), [
            'gatehouse:apis.photos.photoPipeline: got "app/photos/pipeline/finish.ts", want a file that exports `handler`',
        ]);
        assert.deepEqual(find({ "openapi.yaml": "" }), [
            'gatehouse:apis.photos.photoPipeline: got "app/photos/pipeline/thumbnail.ts", want a file that exists',
            'gatehouse:apis.photos.photoPipeline: got "app/photos/pipeline/filter.ts", want a file that exists',
            'gatehouse:apis.photos.photoPipeline: got "app/photos/pipeline/finish.ts", want a file that exists',
        ]);
    });

    it("are not asked for where the API has no folder, which its document is missed in", () => {
        assert.deepEqual(find({}), []);
    });

    it("are rejected without a pipeline, where the functions of the API would have no bucket", () => {
        assert.deepEqual(find({ "pipeline/thumbnail.ts": code, "pipeline/other.ts": code }, {}), [
            '"app/photos/pipeline/thumbnail.ts": got a function of a photo pipeline, want gatehouse:apis.photos.photoPipeline too, such as {}, or no such file',
        ]);
        const onLambda = { runsOn: "lambda", build: "app/photos", port: 8080 };
        assert.deepEqual(find({ "pipeline/thumbnail.ts": code }, onLambda), []);
    });

    it("may be functions of integrations and of WebSocket routes of an API without a pipeline", () => {
        const all = { "pipeline/thumbnail.ts": code, "pipeline/filter.ts": code, "pipeline/finish.ts": code };
        const named = {
            "integrations.yaml":
                "price:\n  lambda: { function: pipeline/filter.ts }\nother: { lambda: { proxy: false } }\n",
            "websocket.yaml": "routes:\n  finish: { function: ./pipeline/finish.ts, response: true }\n",
        };
        assert.deepEqual(find({ ...all, ...named }, {}), [
            '"app/photos/pipeline/thumbnail.ts": got a function of a photo pipeline, want gatehouse:apis.photos.photoPipeline too, such as {}, or no such file',
        ]);
        // Which functions it names is unknown until its syntax error, which is reported elsewhere, is fixed.
        assert.deepEqual(find({ ...all, "integrations.yml": "price: [" }, {}), []);
    });

    it("are not needed by an API without a pipeline", () => {
        assert.deepEqual(find({ "openapi.yaml": "" }, {}), []);
        assert.deepEqual(
            [hasPipelines(settingsOf({})), hasPipelines(settingsOf({ photoPipeline: {} }))],
            [false, true],
        );
    });
});

describe("the settings of a photo pipeline", () => {
    it("are only of an API on the gateway", () => {
        const problems = problemsOf({ runsOn: "lambda", build: "app/photos", port: 8080, photoPipeline: {} });
        assert.deepEqual(problems, [
            "gatehouse:apis.photos.photoPipeline: got an empty map, want no such key on Lambda: the gateway has it, with runsOn: gateway",
        ]);
    });

    it("say where the API runs, which is the only problem if that is forgotten", () => {
        const forgotten = { runsOn: undefined, photoPipeline: {}, webSocket: {} };
        assert.deepEqual(problemsOf(forgotten), [
            "gatehouse:apis.photos.runsOn: got nothing, want gateway, as the gateway alone has photoPipeline",
        ]);
        const [, ...others] = problemsOf({ runsOn: undefined, photoPipeline: { formMinutes: 0 } });
        assert.deepEqual(others, [
            "gatehouse:apis.photos.runsOn: got nothing, want gateway, as the gateway alone has photoPipeline",
        ]);
        // Meant for Kubernetes, the default.
        assert.match(
            problemsOf({ ...forgotten, build: "app/photos", port: 8080 }).join("\n"),
            /^gatehouse:apis\.photos\.photoPipeline: got an empty map, want no such key on Kubernetes: the gateway has it/,
        );
    });

    it("have different sizes of thumbnails", () => {
        assert.deepEqual(problemsOf({ photoPipeline: { thumbnailPixels: [640, 160, 160] } }), [
            "gatehouse:apis.photos.photoPipeline.thumbnailPixels.2: got 160, want another size, as it is in the list already",
        ]);
        assert.deepEqual(problemsOf({ photoPipeline: { thumbnailPixels: [160, 161] } }), []);
    });
});

describe("the pages that may send photos", () => {
    const edge = { name: "www.example.com", hostedZone: "example.com", aliases: ["example.com"] };

    it("are those of the settings, and of the stack's own site under each of its names", () => {
        const originsOf = (others: object) => pageOrigins(settingsOf({}, others));
        assert.deepEqual(originsOf({}), []);
        assert.deepEqual(originsOf({ gateway: { cors: { allowOrigin: "https://a.example" } } }), ["https://a.example"]);
        assert.deepEqual(originsOf({ edge, site: { build: "app/books-react" } }), [
            "https://www.example.com",
            "https://example.com",
        ]);
        assert.deepEqual(originsOf({ edge }), []);
        assert.deepEqual(
            originsOf({ edge, site: { build: "app/books-react" }, gateway: { cors: { allowOrigin: "*" } } }),
            ["*"],
        );
    });
});
