import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DocumentError } from "../../../openapi/problem";
import { readWebSockets } from "../../../stacks/apis/web-socket-files";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { SettingsError } from "../../../stacks/settings/problems";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";

const others = {
    stages: { Test: {} },
    plans: { standard: { requestsPerSecond: 1, burst: 1 } },
    clients: { web: "standard" },
};
const settingsOf = (webSocket: object | undefined, gateway: object = {}) =>
    parseSettings({ ...others, gateway, apis: { shop: { runsOn: "gateway", ...(webSocket && { webSocket }) } } });

function problemsOf(run: () => unknown): readonly string[] {
    try {
        run();
    } catch (error) {
        if (error instanceof SettingsError || error instanceof DocumentError) return error.problems;
        throw error;
    }
    return [];
}

const handler = "export const handler = async () => ({ statusCode: 200 });";

describe("the settings of a WebSocket API", () => {
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const read = (files: Readonly<Record<string, string>>, webSocket: object | null = {}) => {
        const folder = folders.make();
        for (const [file, text] of Object.entries(files)) {
            const path = join(folder, "app/shop", file);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, text);
        }
        return readWebSockets(folder, settingsOf(webSocket ?? undefined));
    };

    it("need an authorizer that returns the key, and have none beside Gatehouse's own", () => {
        const key =
            'gatehouse:apis.shop.webSocket.key: got "authorizer", want `authorizer`, the file of a function that';
        assert.deepEqual(
            problemsOf(() => settingsOf({ key: "authorizer" })),
            [
                `${key} returns the key, and identitySources such as [header.Authorization], beside it, or header or subprotocol`,
            ],
        );
        assert.deepEqual(
            problemsOf(() => settingsOf({ key: "authorizer", identitySources: ["header.A"] })),
            [`${key} returns the key beside it, or header or subprotocol`],
        );
        const [problem] = problemsOf(() => settingsOf({ key: "subprotocol", authorizer: "functions/a.ts" }));
        assert.match(
            problem ?? "",
            /^gatehouse:apis\.shop\.webSocket\.authorizer: got "functions\/a\.ts", want no such key beside/,
        );
        const withoutSources = problemsOf(() => settingsOf({ key: "authorizer", authorizer: "functions/a.ts" }));
        assert.deepEqual(withoutSources, [
            "gatehouse:apis.shop.webSocket.identitySources: got nothing, want a list such as [header.Authorization], as the authorizer returns the key",
        ]);
        assert.match(
            problemsOf(() => settingsOf({ identitySources: ["header.A"] }))[0] ?? "",
            /want no such key without/,
        );
        for (const valid of [
            { key: "authorizer", authorizer: "functions/a.ts", identitySources: ["header.Authorization"] },
            { authorizer: "functions/a.ts" },
        ])
            assert.deepEqual(
                problemsOf(() => settingsOf(valid)),
                [],
            );
    });

    it("do not go with a private REST API", () => {
        const problems = problemsOf(() =>
            settingsOf({}, { endpoint: { type: "private", vpcEndpointIds: ["vpce-0123456789abcdef0"] } }),
        );
        assert.ok(
            problems.some((problem) => problem.includes("as a WebSocket API is always public")),
            problems.join(),
        );
    });

    it("may have no routes, and limit only those that exist", () => {
        assert.deepEqual(read({}), { shop: {} });
        const limits = { requestsPerSecond: 1, burst: 1 };
        const files = {
            "websocket.yaml": "routes:\n  status: { function: functions/a.ts }",
            "functions/a.ts": handler,
        };
        assert.deepEqual(Object.keys(read(files, { throttles: { status: limits } }).shop ?? {}), ["status"]);
        assert.deepEqual(
            problemsOf(() => read(files, { throttles: { statsu: limits } })),
            [
                'gatehouse:apis.shop.webSocket.throttles.statsu: got a map, want a route of app/shop/websocket.yaml: status; did you mean "status"?',
            ],
        );
    });

    it("name functions that exist and export a handler", () => {
        const routes = "routes:\n  status: { function: functions/a.ts }\n  note: { function: functions/a.js }";
        assert.deepEqual(
            problemsOf(() =>
                read({
                    "websocket.yaml": routes,
                    "functions/a.ts": "export const main = 1;",
                    "functions/a.js": handler,
                }),
            ),
            [
                '"app/shop/websocket.yaml" line 2: routes.status.function: got "functions/a.ts", want a file that exports `handler`',
                '"app/shop/websocket.yaml" line 3: routes.note.function: got "functions/a.js", want another name than that of "functions/a.ts", as both functions would be "functions-a"',
            ],
        );
        assert.deepEqual(
            problemsOf(() => read({}, { authorizer: "functions/authorize.ts" })),
            ['gatehouse:apis.shop.webSocket.authorizer: got "functions/authorize.ts", want a file that exists'],
        );
    });

    it("have the problems of files and of settings together", () => {
        const problems = problemsOf(() =>
            read(
                { "websocket.yaml": "routes:\n  status: { function: functions/a.ts }", "functions/a.ts": "" },
                {
                    authorizer: "functions/nope.ts",
                    throttles: { statsu: { requestsPerSecond: 1, burst: 1 } },
                },
            ),
        );
        assert.deepEqual(
            problems.map((problem) => problem.split(": got ")[0]),
            [
                "gatehouse:apis.shop.webSocket.authorizer",
                '"app/shop/websocket.yaml" line 2: routes.status.function',
                "gatehouse:apis.shop.webSocket.throttles.statsu",
            ],
        );
    });

    it("are missing where a file has routes", () => {
        assert.deepEqual(
            problemsOf(() => read({ "websocket.yaml": "routes: {}" }, null)),
            [
                '"app/shop/websocket.yaml": got routes, want gatehouse:apis.shop.webSocket too, such as {}, or no such file',
            ],
        );
    });
});
