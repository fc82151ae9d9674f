import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPolicies } from "../../policy/pack/crossguard";
import { type Declared, Pack } from "./engine";
import { inPreset } from "./in-preset";

/** Gives each test of a suite an empty home of the CLI, in which the pack keeps its previews. */
export function withEngineHome(): void {
    const outside = process.env.PULUMI_HOME;
    let home: string;
    beforeEach(() => {
        home = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
        process.env.PULUMI_HOME = home;
    });
    afterEach(() => {
        if (outside === undefined) delete process.env.PULUMI_HOME;
        else process.env.PULUMI_HOME = outside;
        rmSync(home, { recursive: true });
    });
}

/** The pack in the preset `standard`, as the engine starts it: one process for the preview, another one for the update. */
export const packIn = (isUpdate: boolean): Pack =>
    new Pack(inPreset("standard", buildPolicies(undefined, undefined, { id: "1-1", isUpdate })));

/** An update: its preview, and the resources as they are created, in this order. */
export interface Update {
    readonly previewed: readonly Declared[];
    readonly created: readonly Declared[];
}

/** The findings of an update, each as `mandatory r1-private-paths shop`; the last part is the resource that was not created. */
export async function found({ previewed, created }: Update): Promise<{ warned: string[]; stopped: string[] }> {
    const warned = await packIn(false).preview(previewed);
    const update = packIn(true);
    const stopped: string[] = [];
    for (const resource of created) {
        const diagnostics = await update.create(resource, [...previewed, ...created]);
        stopped.push(...diagnostics.map(({ level, policy }) => `${level} ${policy} ${resource.name}`));
    }
    return {
        warned: warned.map(({ level, policy, urn }) => `${level} ${policy} ${urn.slice(urn.lastIndexOf(":") + 1)}`),
        stopped: [...new Set(stopped)],
    };
}
