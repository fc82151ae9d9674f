import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { readStack } from "../../tools/cli/project/project";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../tools/cli/rehearsal/scenario";
import { itFindsMistakes, previewWithReport } from "./previewed-stack";
import { assertPassed, silent } from "./rehearsed-stack";

const stack = readStack({ name: "authorizers", file: "stacks/examples/Pulumi.authorizers.yaml" });

describe("a stack whose gateway checks more than keys, on the real engine", function () {
    this.timeout(20 * 60_000);

    it("holds in strict at the first preview, with a key and an authorizer in one requirement", async () => {
        const { result, report } = await previewWithReport(stack);
        assert.deepEqual([result.errors, result.exitCode], [[], 0]);
        assert.deepEqual(
            result.rules.flatMap(({ undecided, findings }) => [...undecided, ...findings]),
            [],
        );
        assert.ok(
            report.cost.notEstimated.every((what) => !what.startsWith("aws:")),
            report.cost.notEstimated.join("; "),
        );
    });

    itFindsMistakes(stack, [
        {
            rule: "R4",
            title: "a key and a token as alternatives",
            type: "aws:apigateway/restApi:RestApi",
            change: ({ body }) => ({
                body: withOperation(body, "/accounts/statement", "get", (operation) => ({
                    ...operation,
                    security: [{ api_key: [] }, { bearer: [] }],
                })),
            }),
            words: /the alternative "bearer" of its security requires no key/,
        },
        {
            rule: "R2",
            title: "a token that is not in the cache key",
            type: "aws:apigateway/restApi:RestApi",
            change: ({ body }) => ({
                body: withOperation(body, "/accounts/statement", "get", (operation) => ({
                    ...operation,
                    "x-amazon-apigateway-integration": {
                        ...Object(operation["x-amazon-apigateway-integration"]),
                        cacheKeyParameters: [],
                    },
                })),
            }),
            words: /the cache key of GET \/accounts\/statement lacks .*method\.request\.header\.Authorization/,
        },
    ]);

    it("comes up, redeploys for each change of who may call, replaces no user pool, and is destroyed", async () => {
        const result = await runScenario({
            scenario: edits,
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });
        assert.deepEqual(result.problems, []);
        assertPassed(result);
    });
});

function withOperation(
    body: unknown,
    path: string,
    method: string,
    change: (operation: Record<string, unknown>) => object,
): string {
    const document = JSON.parse(String(body));
    document.paths[path][method] = change(document.paths[path][method]);
    return JSON.stringify(document);
}

const edits: Scenario = {
    name: "authorizer-edits",
    statement: "Edits of authorizers deploy a snapshot, and replace nothing that keeps users.",
    async run(rehearsal) {
        const authorizers = ["gatehouse:authorizers"];
        await rehearsal.up("everything");
        const changes: [string, string[], unknown][] = [
            ["another time to keep results", [...authorizers, "bearer", "ttlSeconds"], 0],
            [
                "another identity source",
                [...authorizers, "tenant", "identitySources"],
                ["header.X-Tenant", "querystring.t"],
            ],
            ["another address", ["gatehouse:gateway", "resourcePolicy"], { deny: { cidrBlocks: ["198.51.100.0/24"] } }],
            ["a policy that admits all", ["gatehouse:gateway", "resourcePolicy"], {}],
            ["a longer password", ["gatehouse:userPool", "passwordLength"], 16],
            ["an application more", ["gatehouse:userPool", "appClients", "mobile"], { grant: "signIn" }],
        ];
        for (const [title, path, value] of changes) {
            await rehearsal.set(path, value);
            const { operations, replaced } = await rehearsal.up(title);
            rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
            rehearsal.expect(
                replaced.length === 0,
                `"${title}" replaced ${replaced.map(({ type, name }) => `${type} ${name}`)}`,
            );
            const deployments = operations.filter(({ type }) => type === "aws:apigateway/deployment:Deployment");
            const created = deployments.filter(({ op }) => op === "create").length;
            const isAboutCallers = path[0] !== "gatehouse:userPool";
            rehearsal.expect(created === (isAboutCallers ? 1 : 0), `"${title}" deployed ${created} snapshots`);
        }
        const again = await rehearsal.up("nothing changed");
        rehearsal.expect(again.operations.length === 0, "an up without a change did something");
    },
};
