import assert from "node:assert/strict";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import { runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import type { StateResource } from "../../../../tools/cloud-simulator/engine/offline-stack";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const minutes = (count: number) => 60 * count;

describe("the options that the program gives its resources", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    let resources: readonly StateResource[] = [];
    before(async () => {
        const { problems } = await runScenario({
            scenario: {
                name: "options",
                statement: "The state holds the options.",
                async play(rehearsal) {
                    await rehearsal.up("everything");
                    resources = await rehearsal.stack.resources();
                },
            },
            stack: readStack("dev"),
            program: async (folder) => program(folder),
            progress: silent,
        });
        assert.deepEqual(problems, []);
    });

    it("let a Service wait for its load balancer, and at its end for a VPC link", () => {
        const timeouts = { create: minutes(20), update: minutes(20), delete: minutes(30) };
        const services = resources.filter(({ type }) => type === "kubernetes:core/v1:Service");
        assert.equal(services.length, 2);
        for (const { customTimeouts } of services) assert.deepEqual(customTimeouts, timeouts);
    });

    it("set no time where the provider has constants of its own", () => {
        const own = resources.filter(({ type }) => /^aws:apigateway\/(vpcLink|stage):/.test(type));
        assert.equal(own.length, 3);
        for (const { urn, customTimeouts = {} } of own) {
            assert.deepEqual(
                Object.values(customTimeouts).filter((seconds) => seconds > 0),
                [],
                urn,
            );
        }
    });

    it("leave the region its role for logs, all of it, and nothing else", () => {
        const stays = resources.filter(({ retainOnDelete }) => retainOnDelete === true).map(({ type }) => type);
        assert.deepEqual(stays.sort(), [
            "aws:apigateway/account:Account",
            "aws:iam/role:Role",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        ]);
    });
});
