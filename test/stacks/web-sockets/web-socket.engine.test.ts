import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { program } from "../../../stacks/program";
import { runPreview } from "../../../tools/cli/preview/run-preview";
import { readStack, type Stack } from "../../../tools/cli/project/project";
import type { Rehearsal } from "../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import { parseUrn } from "../../../tools/cloud-simulator/state/urn";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { assertPassed, dependenciesOf, silent } from "../rehearsed-stack";

const document = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /channel:
    get:
      operationId: channel
      x-content-freshness: volatile
      responses: { "200": { description: The URL of the channel. } }
`;
const handler = "export const handler = async () => ({ statusCode: 200, body: '{}' });\n";
const files = {
    "openapi.yaml": document,
    "integrations.yaml": "channel:\n  lambda: { function: functions/channel.ts }\n",
    "functions/channel.ts": handler,
    "websocket.yaml": "routes:\n  status: { function: functions/status.ts, response: true }\n",
    "functions/status.ts": handler,
};
const types = {
    deployment: "aws:apigatewayv2/deployment:Deployment",
    stage: "aws:apigatewayv2/stage:Stage",
    plan: "aws:apigateway/usagePlan:UsagePlan",
    account: "aws:apigateway/account:Account",
} as const;

describe("a stack with a WebSocket API", function () {
    this.timeout(20 * 60_000);
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const folder = folders.make();
    const write = (own: Readonly<Record<string, string>>) => {
        for (const [file, text] of Object.entries(own)) {
            const path = join(folder, "app/shop", file);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, text);
        }
    };
    write(files);

    const example = readStack({ name: "toolbox", file: "stacks/examples/Pulumi.toolbox.yaml" });
    const stack: Stack = {
        ...example,
        config: {
            "aws:region": "eu-central-1",
            "gatehouse:apis": { shop: { runsOn: "gateway", webSocket: {} } },
            "gatehouse:gateway": { accountRole: true },
            "gatehouse:stages": { Test: {}, Prod: {} },
            "gatehouse:plans": {
                standard: { requestsPerSecond: 10, burst: 5 },
                testers: { requestsPerSecond: 1, burst: 1, stages: ["Test"] },
            },
            "gatehouse:clients": { web: "standard", tester: "testers" },
        },
    };
    const play = (run: (rehearsal: Rehearsal) => Promise<void>) =>
        runScenario({
            scenario: { name: "web-socket", statement: "The routes of a WebSocket API change.", run },
            stack,
            program: async () => program(folder),
            progress: silent,
        });

    it("holds at the first preview", async () => {
        const { errors, rules, exitCode } = await runPreview({ stack, program: async () => program(folder) });
        assert.deepEqual(errors, []);
        assert.deepEqual(
            rules.flatMap(({ findings }) => findings.map(({ message }) => message)),
            [],
        );
        assert.equal(exitCode, 0);
    });

    it("is created in order, deploys new routes in place, and is deleted", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("with one route");
            const resources = await rehearsal.stack.resources();
            const outputsOf = (type: string, name: string) =>
                resources.find(({ urn }) => parseUrn(urn).type === type && parseUrn(urn).name === name)?.outputs ?? {};
            const stages = (name: string) =>
                (outputsOf(types.plan, name).apiStages as { stage: string }[]).map(({ stage }) => stage).sort();
            assert.deepEqual(
                [stages("standard"), stages("testers")],
                [
                    ["Prod", "Prod", "Test", "Test"],
                    ["Test", "Test"],
                ],
            );
            const waited = dependenciesOf(resources, types.stage, "shop_Test");
            assert.ok(
                [...waited].some((own) => own.startsWith(types.account)),
                [...waited].join(),
            );
            const variables = (name: string) =>
                (outputsOf("aws:lambda/function:Function", name).environment as { variables: Record<string, string> })
                    .variables;
            assert.match(
                variables("shop_functions-channel").WEB_SOCKET_ENDPOINT ?? "",
                /^wss:\/\/[a-z0-9]+\.execute-api\./,
            );
            assert.match(
                variables("shop_websocket_route_functions-status").WEB_SOCKET_CONNECTIONS_ENDPOINT ?? "",
                /^https:\/\/[a-z0-9]+\.execute-api\./,
            );
            assert.deepEqual((await rehearsal.up("nothing")).operations, []);

            write({
                "websocket.yaml": `${files["websocket.yaml"]}  note: { function: functions/status.ts }\n`,
            });
            const changed = await rehearsal.up("with two routes");
            assert.deepEqual(
                changed.replaced.map(({ type }) => type),
                [types.deployment],
            );
            await rehearsal.set(["gatehouse:apis", "shop", "webSocket", "throttles"], {
                note: { requestsPerSecond: 1, burst: 1 },
            });
            assert.deepEqual((await rehearsal.up("with a limit of one")).replaced, []);
        });
        assertPassed(result);
    });
});
