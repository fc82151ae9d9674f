import type { Context, RootHookObject } from "mocha";
import { needsEngine } from "./tier-of";

/** A path of the Pulumi CLI for unit tests that does not exist: a test that starts the engine fails with this message. */
export const noEngine = "/unit-tests-have-no-engine/rename-the-file-to-*.engine.test.ts";

let before: string | undefined;

/** Hooks around each file of a parallel run, or around all files of a serial run. */
export const mochaHooks: RootHookObject = {
    beforeAll(this: Context) {
        before = process.env.GATEHOUSE_PULUMI;
        if (!filesOf(this).some(needsEngine)) process.env.GATEHOUSE_PULUMI = noEngine;
    },
    afterAll() {
        if (before === undefined) delete process.env.GATEHOUSE_PULUMI;
        else process.env.GATEHOUSE_PULUMI = before;
    },
};

function filesOf({ test }: Context): string[] {
    return (test?.parent?.suites ?? []).map(({ file }) => file ?? "");
}
