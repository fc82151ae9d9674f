import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkDefinition } from "../../../../stacks/definition";
import { readStack } from "../../../../tools/cli/project/project";
import { valuesIn } from "../../../../tools/cli/project/stack-file";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";
import { TemporaryFolders } from "../../cloud-simulator/engine/temporary-folder";

const handler = "export const handler = async () => ({ statusCode: 200 });";
const document = (operations: string) =>
    `openapi: 3.0.3\ninfo: { title: A, version: 1.0.0 }\npaths:\n  /a:\n${operations}`;
const get = '    get: { operationId: get, responses: { "200": { description: Fine. } } }\n';

const valid: Readonly<Record<string, string>> = {
    "app/shop/openapi.yaml": document(get),
    "app/shop/integrations.yaml": "get:\n  lambda: { function: functions/get.ts }",
    "app/shop/functions/get.ts": handler,
    "app/shop/websocket.yaml": "routes:\n  status: { function: functions/status.ts }",
    "app/shop/functions/status.ts": handler,
};
const config = {
    "aws:region": "eu-central-1",
    "gatehouse:apis": { shop: { runsOn: "gateway", webSocket: {} } },
    "gatehouse:gateway": { accountRole: true },
    "gatehouse:stages": { Test: {} },
    "gatehouse:plans": { standard: { requestsPerSecond: 1, burst: 1 } },
    "gatehouse:clients": { web: "standard" },
};
const shop = (settings: object) => ({ "gatehouse:apis": { shop: { runsOn: "gateway", ...settings } } });

describe("the definition of a stack", () => {
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const write = (files: Readonly<Record<string, string>>) => {
        const folder = folders.make();
        for (const [file, text] of Object.entries({ ...valid, ...files })) {
            const path = join(folder, file);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, text);
        }
        return folder;
    };

    // As the commands find it, before an engine starts.
    const problemsOf = (change: object, files: Readonly<Record<string, string>> = {}): readonly string[] => {
        const folder = write({ "Pulumi.x.yaml": JSON.stringify({ config: { ...config, ...change } }), ...files });
        try {
            readStack("x", folder);
        } catch (error) {
            if (error instanceof UsageError) return error.problems;
            throw error;
        }
        return [];
    };

    it("is its settings, its REST API and its WebSocket APIs", () => {
        const values = valuesIn("gatehouse", config);
        const input = { project: "gatehouse", stack: "x", values, aws: { region: "eu-central-1" } };
        const { definition, problems } = checkDefinition({ folder: write({}), ...input });
        assert.deepEqual(problems, []);
        assert.equal(definition?.name, "gatehouse-x");
        assert.deepEqual(Object.keys(definition?.settings.apis ?? {}), ["shop"]);
        assert.deepEqual(Object.keys(definition?.restApi?.integrations ?? {}), ["shop"]);
        assert.deepEqual(Object.keys(definition?.webSockets.shop ?? {}), ["status"]);
    });

    const limits = { requestsPerSecond: 1, burst: 1 };
    const routes = '"app/shop/websocket.yaml": got routes, want gatehouse:apis.shop.webSocket too';
    const faults: readonly [
        title: string,
        change: object,
        files: Readonly<Record<string, string>>,
        begins: string[],
    ][] = [
        ["no fault", {}, {}, []],
        [
            "an authorizer of a WebSocket API without its file",
            shop({ webSocket: { authorizer: "functions/nope.ts" } }),
            {},
            ['gatehouse:apis.shop.webSocket.authorizer: got "functions/nope.ts", want a file that exists'],
        ],
        [
            "a limit of a route that does not exist",
            shop({ webSocket: { throttles: { statsu: limits } } }),
            {},
            ["gatehouse:apis.shop.webSocket.throttles.statsu: got a map, want a route of app/shop/websocket.yaml"],
        ],
        ["routes without a WebSocket API", shop({}), {}, [routes]],
        [
            "files of a photo pipeline without one",
            {},
            { "app/shop/pipeline/filter.ts": handler },
            [
                '"app/shop/pipeline/filter.ts": got a function of a photo pipeline, want gatehouse:apis.shop.photoPipeline',
            ],
        ],
        [
            "a photo pipeline without its files",
            shop({ webSocket: {}, photoPipeline: {} }),
            { "app/shop/pipeline/filter.ts": handler, "app/shop/pipeline/finish.ts": handler },
            ['gatehouse:apis.shop.photoPipeline: got "app/shop/pipeline/thumbnail.ts", want a file that exists'],
        ],
        [
            "a function of an integration that cannot be bundled",
            {},
            { "app/shop/functions/get.ts": "export const handler = (" },
            [
                '"app/shop/integrations.yaml" line 1: get.lambda.function: got "functions/get.ts", want a file that esbuild can',
            ],
        ],
        [
            "a fault in a document and one in a file of routes",
            shop({}),
            { "app/shop/openapi.yaml": "openapi: 3.0.3" },
            [routes, '"app/shop/openapi.yaml" line 1: paths: got no operation'],
        ],
    ];

    for (const [title, change, files, begins] of faults)
        it(`is checked before an engine starts: ${title}`, () => {
            const problems = problemsOf(change, files);
            assert.deepEqual(
                problems.map((problem, index) => problem.slice(0, begins[index]?.length)),
                begins,
                problems.join("\n"),
            );
        });
});
