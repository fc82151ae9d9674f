import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../../../../stacks/program";
import { readStack } from "../../../../tools/cli/project/project";
import type { Rehearsal } from "../../../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../../../tools/cli/rehearsal/run-scenario";
import { renameAndReplace } from "../../../../tools/cli/rehearsal/scenarios/rename-and-replace";
import { TemporaryFolders } from "../../cloud-simulator/engine/temporary-folder";

const silent = { say: () => {}, tick: () => {}, end: () => {} };

describe("the switch of a stage to a new load balancer", function () {
    this.timeout(20 * 60_000);

    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    for (const nodes of ["auto", "managed"]) {
        it(`would interrupt an API on ${nodes} nodes if it did not wait for the targets`, async () => {
            const { problems } = await run(async (rehearsal) => {
                await rehearsal.set(["gatehouse:cluster", "nodes"], nodes);
                await rehearsal.up("everything");
                await rehearsal.set(["gatehouse:namespace"], "published");
                await withAwsCli('*"wait target-in-service"*) exit 0 ;;', () => rehearsal.up("another namespace"));
            });
            const words = (api: string) =>
                `"another namespace": stage "Test": variable "${api}Link" began to name a VPC link whose load balancer had no healthy target`;
            assert.deepEqual([...problems].sort(), [words("books"), words("pictures")]);
        });
    }

    it("does not happen while no target is healthy, and happens in the next up", async () => {
        const health = { State: "unhealthy", Reason: "Target.FailedHealthChecks" };
        const response = JSON.stringify({ TargetHealthDescriptions: [{ TargetHealth: health }] });
        const unhealthy = `*"wait target-in-service"*) echo "Waiter TargetInService failed: Max attempts exceeded" >&2; exit 255 ;;
            *describe-target-health*) echo '${response}' ;;`;
        const { problems } = await run(async (rehearsal) => {
            await rehearsal.up("everything");
            const links = () =>
                rehearsal.cloud.store.ofType("aws:apigateway/stage:Stage").map(({ inputs }) => inputs.variables);
            const before = links();
            await rehearsal.set(["gatehouse:namespace"], "published");
            await withAwsCli(unhealthy, () =>
                rehearsal.expectRejection(
                    "up",
                    "another namespace",
                    /must have a healthy target before a VPC link to it is created: .* its targets are unhealthy \(Target\.FailedHealthChecks\)/,
                ),
            );
            assert.deepEqual(rehearsal.steps.at(-1)?.outages, []);
            assert.deepEqual(links(), before);
            await rehearsal.up("again");
            assert.notDeepEqual(links(), before);
        });
        assert.deepEqual(problems, []);
    });

    function run(play: (rehearsal: Rehearsal) => Promise<void>) {
        const scenario = { ...renameAndReplace, run: play };
        const runProgram = async (folder: string) => program(folder);
        return runScenario({ scenario, stack: readStack("dev"), program: runProgram, progress: silent });
    }

    // Puts an `aws` before the stub that has other responses to some commands; the program runs in this process.
    async function withAwsCli<T>(cases: string, use: () => Promise<T>): Promise<T> {
        const { PATH = "" } = process.env;
        const folder = join(folders.make(), "bin");
        mkdirSync(folder);
        const script = `#!/bin/sh\ncase "$*" in\n${cases}\n*) PATH='${PATH}' exec aws "$@" ;;\nesac\n`;
        writeFileSync(join(folder, "aws"), script);
        chmodSync(join(folder, "aws"), 0o755);
        process.env.PATH = `${folder}:${PATH}`;
        try {
            return await use();
        } finally {
            process.env.PATH = PATH;
        }
    }
});
