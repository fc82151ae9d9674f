import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { program } from "../../stacks/program";
import { serverKindNames } from "../../stacks/settings/compute-kinds";
import { projectFolder, readStack } from "../../tools/cli/project/project";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { scenarios } from "../../tools/cli/rehearsal/scenarios/scenarios";
import { serveCommand } from "../../tools/cli/serve/serve-command";
import { engines, hasJava } from "../app/orders/software";
import { childApps } from "../tools/cli/serve/child-apps";
import { assertHolds, preview } from "./previewed-stack";
import { assertPassed, silent } from "./rehearsed-stack";

const file = "stacks/examples/Pulumi.every-kind.yaml";

describe("the example stack with an API on each kind of compute", function () {
    this.timeout(20 * 60_000);

    const stack = readStack({ name: "every-kind", file });

    it("has each kind, and both exposures on Kubernetes", () => {
        const apis = Object.values(stack.settings.apis);
        assert.deepEqual([...new Set(apis.map(({ runsOn }) => runsOn))].sort(), [...serverKindNames].sort());
        const onKubernetes = apis.filter(({ runsOn }) => runsOn === "kubernetes");
        assert.deepEqual(onKubernetes.map(({ exposure }) => exposure).sort(), ["own", "shared"]);
    });

    it("holds at the first preview, with preset strict, behind one REST API and a link for each load balancer", async () => {
        const result = await preview(stack);
        assertHolds(result);
        const { resources } = result;
        const count = (type: string) => resources.filter((resource) => resource.type === type).length;
        assert.equal(count("aws:apigateway/restApi:RestApi"), 1);
        // Those of the API by itself, of the shared gateway, and of Fargate and EC2 together.
        assert.equal(count("aws:apigateway/vpcLink:VpcLink"), 3);
    });

    it("holds in a stack whose name has an underscore, which not every name at AWS may have", async () => {
        const result = await preview(readStack({ name: "prod_eu-1", file }));
        assertHolds(result);
        assert.match(result.resources.map(({ urn }) => urn).join(), /:LoadBalancer::gatehouse-prod--[0-9a-f]{8},/);
    });

    it("is created, changed by nothing, and destroyed to nothing", async () => {
        const scenario = scenarios.find(({ name }) => name === "lifecycle");
        assert.ok(scenario);
        const { signal } = new AbortController();
        const result = await runScenario({
            scenario,
            stack,
            program: async (folder) => program(folder),
            exhaustive: false,
            progress: silent,
            signal,
        });
        assertPassed(result);
    });

    it("is served: each API responds to clients with a key only", async () => {
        const stop = new AbortController();
        let output = "";
        let ended: Promise<number> = Promise.resolve(1);
        const ready = new Promise<void>((resolve) => {
            const write = (text: string) => {
                output += text;
                if (output.includes("Ctrl-C")) resolve();
            };
            ended = serveCommand(["--config-file", file, "--port", "0"], stop.signal, projectFolder, write);
        });
        try {
            await Promise.race([ended, ready]);
            const url = /Test +(http:\S+)/.exec(output)?.[1] ?? "";
            const headers = { "x-api-key": /^ +web +(\w+)$/m.exec(output)?.[1] ?? "" };
            // A missing JDK or database leaves out orders, with a line that says so.
            const isLeftOut = !hasJava || !engines.includes("mysql");
            const statusWithKey = async (path: string) => (await fetch(`${url}${path}`, { headers })).status;
            // On a busy machine, the first connection of a new process to its database takes longer than a call waits for it.
            const end = Date.now() + 60_000;
            while (!isLeftOut && Date.now() < end && (await statusWithKey("/orders")) === 503) await setTimeout(50);
            const statuses: Record<string, readonly number[]> = {};
            for (const [api, path] of Object.entries({
                pictures: "/pictures/all",
                books: "/books",
                authors: "/authors",
                orders: "/orders",
                quotes: "/quotes",
            }))
                statuses[api] = [(await fetch(`${url}${path}`)).status, await statusWithKey(path)];
            const served = Object.keys(stack.settings.apis).map((api) => [
                api,
                [403, api === "orders" && isLeftOut ? 503 : 200],
            ]);
            assert.deepEqual(statuses, Object.fromEntries(served));
        } finally {
            stop.abort();
            assert.equal(await ended, 0);
        }
        assert.deepEqual(childApps(), []);
    });
});
