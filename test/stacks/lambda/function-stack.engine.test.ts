import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { program } from "../../../stacks/program";
import { runPreview } from "../../../tools/cli/preview/run-preview";
import { programEnvironment } from "../../../tools/cli/project/program-environment";
import { projectFolder, projectName, readStack } from "../../../tools/cli/project/project";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../tools/cli/rehearsal/scenario";
import { buildReport } from "../../../tools/cli/report/build-report";
import { runOf } from "../../../tools/cli/report/facts/engine-run";
import { bringUp, requireRestApi } from "../../../tools/cli/serve/bring-up";
import { LocalGateway } from "../../../tools/cli/serve/local-gateway";
import { awsTypes } from "../../../tools/cloud-simulator/aws/resource-types";
import { withOfflineStack } from "../../../tools/cloud-simulator/engine/offline-stack";
import { documentation } from "../../../tools/cloud-simulator/resources/resource-type";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { assertHolds } from "../previewed-stack";
import { assertPassed, silent } from "../rehearsed-stack";
import { functionConfig, stackName, writeFunctionProject } from "./project";

describe("a stack whose APIs run on Lambda, on the real engine", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const stackOf = (config: object = functionConfig) => {
        const folder = folders.make();
        writeFunctionProject(folder, config);
        return { folder, stack: readStack(stackName, folder) };
    };

    it("holds in strict at the first preview, without a network, and costs nothing without traffic but the cache", async () => {
        const { folder, stack } = stackOf();
        const events: EngineEvent[] = [];
        const result = await runPreview({
            stack,
            program: async () => program(folder),
            onEvent: (event) => events.push(event),
        });
        assertHolds(result);
        const { rules, resources } = result;
        assert.deepEqual(
            rules.flatMap(({ undecided }) => undecided),
            [],
        );
        const services = new Set(resources.map(({ type }) => type.split("/")[0]));
        for (const service of ["aws:ec2", "aws:eks", "aws:lb", "awsx:ec2:Vpc", "eks:index:Cluster"])
            assert.ok(!services.has(service), service);
        const types = resources.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
        const unread = types.filter((type) => (awsTypes[type]?.source ?? documentation) === documentation);
        assert.deepEqual(unread, [], "properties that replace were not read from the provider");
        const { cost, architecture } = buildReport(runOf(result, events), { source: "offline preview", folder });
        assert.deepEqual(
            cost.fixed.map(({ what, monthly }) => [what, monthly]),
            [
                ["cache of 0.5 GB, stage Live", 14.6],
                ["cache of 0.5 GB, stage Test", 14.6],
            ],
        );
        assert.ok(
            cost.notEstimated.every((what) => !what.startsWith("aws:")),
            cost.notEstimated.join("; "),
        );
        const [own] = architecture.nodes.filter(({ kind }) => kind === "function");
        assert.deepEqual([own?.label, own?.group], [["function", "quotes", "256 MB"], undefined]);
        assert.deepEqual(architecture.groups, []);
        const from = architecture.edges.filter(({ to }) => to === own?.id).map(({ from }) => from);
        assert.deepEqual(
            from.map((id) => architecture.nodes.find((node) => node.id === id)?.kind),
            ["api"],
        );
    });

    it("holds as the example, which costs nothing without traffic but the cache", async () => {
        const stack = readStack({ name: "lambda", file: "stacks/examples/Pulumi.lambda.yaml" });
        const events: EngineEvent[] = [];
        const result = await runPreview({
            stack,
            program: async () => program(),
            onEvent: (event) => events.push(event),
        });
        assert.deepEqual([result.errors, result.exitCode], [[], 0]);
        const { fixed } = buildReport(runOf(result, events), { source: "offline preview", folder: projectFolder }).cost;
        assert.deepEqual(
            fixed.map(({ what }) => what),
            ["cache of 0.5 GB, stage Test"],
        );
    });

    it("serves its API on localhost: 403 without a key, 200 with one, at each stage", async () => {
        const { folder, stack } = stackOf();
        const { signal } = new AbortController();
        const servable = await bringUp(stack, folder, silent, signal);
        const api = requireRestApi(servable);
        const gateway = new LocalGateway({ projectFolder: folder, explains: true, log: assert.fail });
        try {
            await gateway.publish(servable, signal);
            const get = async (url: string, ...headers: [string, string][]) => {
                const served = await gateway.serve({
                    method: "GET",
                    url,
                    headers,
                    body: Buffer.alloc(0),
                    sourceIp: "192.0.2.1",
                });
                const { status, body } = served?.response ?? {};
                return [status, body?.toString()];
            };
            const key: [string, string] = ["x-api-key", api.keys[0]?.value ?? ""];
            assert.deepEqual(await get("/Test/quotes"), [403, '{"message":"Forbidden"}']);
            for (const stage of ["Test", "Live"]) {
                const [status, body] = await get(`/${stage}/quotes/4`, key);
                assert.deepEqual([status, JSON.parse(String(body)).author], [200, "Richard W. Hamming"]);
            }
            const [, list] = await get("/Live/quotes?author=Donald%20E.%20Knuth", key);
            assert.deepEqual(JSON.parse(String(list)).length, 1);
            assert.deepEqual(await get("/Live/quotes/99", key), [404, '{"message":"There is no such quote."}']);
        } finally {
            await gateway.close();
        }
    });

    it("opens no stage before it may invoke the function, and no function before it may write its log", async () => {
        const { folder, stack } = stackOf({
            ...functionConfig,
            "gatehouse:apis": {
                quotes: { build: "app/quotes", port: 8080, runsOn: "lambda", table: { partitionKey: "id" } },
            },
        });
        const options = {
            projectName,
            stackName,
            config: stack.config,
            secretPaths: stack.placeholders,
            program: async () => program(folder),
            programEnvironment,
        };
        await withOfflineStack(options, async (offline) => {
            const { succeeded, error } = await offline.up();
            assert.ok(succeeded, error);
            const resources = await offline.resources();
            // A stage waits for what its component depends on.
            const stages = resources.filter(({ type }) => type === "gatehouse:gateway:ApiStage");
            const stage = stages.find(({ urn }) => urn.endsWith("::Live"));
            const permissions = resources.filter(({ type }) => type === "aws:lambda/permission:Permission");
            assert.deepEqual(
                permissions.map(({ urn }) => [urn.split("::").at(-1), stage?.dependencies?.includes(urn)]).sort(),
                [
                    ["quotes-Live", true],
                    ["quotes-Test", false],
                ],
            );
            const own = resources.find(({ type }) => type === "aws:lambda/function:Function");
            const policies = resources.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
            assert.equal(policies.length, 2);
            for (const { urn } of policies) assert.ok(own?.dependencies?.includes(urn), urn);
            const { variables } = z.object({ variables: z.object().loose() }).parse(own?.inputs?.environment);
            assert.deepEqual(Object.keys(variables).sort(), [
                "AWS_LWA_READINESS_CHECK_PATH",
                "AWS_LWA_REMOVE_BASE_PATH",
                "CORS_ALLOW_ORIGIN",
                "PORT",
                "TABLE_NAME",
            ]);
        });
    });

    it("comes up, takes everyday edits without an outage, and is destroyed without a trace", async () => {
        const { stack } = stackOf();
        const result = await runScenario({
            scenario: edits,
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
        assert.deepEqual([result.problems, result.steps.flatMap(({ outages }) => outages)], [[], []]);
        assertPassed(result);
    });
});

const image = (digit: string) => `210987654321.dkr.ecr.us-east-1.amazonaws.com/quotes@sha256:${digit.repeat(64)}`;

const edits: Scenario = {
    name: "function-edits",
    statement: "Everyday edits of an API on Lambda replace nothing that serves.",
    async run(rehearsal) {
        const quotes = ["gatehouse:apis", "quotes"];
        await rehearsal.up("everything");
        const changes: [string, string[], unknown][] = [
            ["an image instead of a build", quotes, { image: image("1"), port: 8080, runsOn: "lambda" }],
            ["another image", [...quotes, "image"], image("2")],
            ["more memory", [...quotes, "memory"], "512Mi"],
            ["another architecture", [...quotes, "architecture"], "arm64"],
            ["a variable", [...quotes, "environment"], { LEVEL: "debug" }],
            ["a table", [...quotes, "table"], { partitionKey: "id" }],
            ["instances that are kept ready", [...quotes, "provisionedConcurrency"], 2],
            ["a new stage", ["gatehouse:stages", "preview"], { throttle: { requestsPerSecond: 10, burst: 10 } }],
            ["a stage less", ["gatehouse:stages", "preview"], undefined],
        ];
        for (const [title, path, value] of changes) {
            await rehearsal.set(path, value);
            const { operations, replaced } = await rehearsal.up(title);
            rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
            const lost = replaced.filter(({ type }) => /lambda|stage:Stage|restApi/.test(type));
            rehearsal.expect(
                lost.length === 0,
                `"${title}" replaced ${lost.map(({ type, name }) => `${type} ${name}`)}`,
            );
        }
        const again = await rehearsal.up("nothing changed");
        rehearsal.expect(again.operations.length === 0, "an up without a change did something");
    },
};
