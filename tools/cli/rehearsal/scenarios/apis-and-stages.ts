import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { firstApi, firstNameIn, sampleApi, withoutServer } from "../stack-apis";

const protectedWords = /is protected|marked for protection/;

/** APIs and stages are renamed and removed. */
export const apisAndStages: Scenario = {
    name: "apis-and-stages",
    statement:
        "APIs without a table and stages are renamed and removed without an outage of the others; under deletion protection the removal of a table is rejected before any change.",
    doesNotApply: withoutServer,
    async run(rehearsal) {
        const { name: original, kind } = firstApi(rehearsal);
        const image = sampleApi(rehearsal, kind, "shop");
        for (const name of ["orders", "purchases", "stored"]) rehearsal.project.addDocument(name, original);
        await rehearsal.set(["gatehouse:deletionProtection"], true);
        await rehearsal.set(["gatehouse:apis", "orders"], image);
        await rehearsal.set(["gatehouse:apis", "stored"], { ...image, table: { partitionKey: "id" } });
        await rehearsal.up("everything, protected");

        for (const [title, value] of [
            ["a table removed", image],
            ["an API with a table removed", undefined],
        ] as const) {
            const restore = await rehearsal.set(["gatehouse:apis", "stored"], value);
            await rehearsal.expectRejection("preview", title, protectedWords);
            await restore();
        }

        await rehearsal.set(["gatehouse:apis", "orders"], undefined);
        await rehearsal.set(["gatehouse:apis", "purchases"], image);
        const renamed = await rehearsal.up("an API renamed");
        deploysOnly(rehearsal, renamed);
        await rehearsal.set(["gatehouse:apis", "purchases"], undefined);
        deploysOnly(rehearsal, await rehearsal.up("an API removed"));

        const stage = firstNameIn(rehearsal, "gatehouse:stages");
        const { [stage]: behaviour, ...others } = rehearsal.setting("gatehouse:stages") as Record<string, unknown>;
        await rehearsal.set(["gatehouse:stages"], { ...others, renamed: behaviour });
        await rehearsal.set(["gatehouse:plans"], withRenamedStage(rehearsal.setting("gatehouse:plans"), stage));
        await renamePaths(rehearsal, stage);
        const { replaced } = await rehearsal.up("a stage renamed");
        rehearsal.expect(replaced.length === 0, "a renamed stage replaced something");

        await rehearsal.set(["gatehouse:deletionProtection"], false);
        await rehearsal.up("protection off");
        await rehearsal.set(["gatehouse:apis", "stored"], image);
        await rehearsal.up("a table removed");
    },
};

// A plan names the stages that it covers, unless it covers all.
function withRenamedStage(plans: unknown, stage: string): object {
    const renamed = ({ stages, ...plan }: { readonly stages?: readonly string[] }) => ({
        ...plan,
        ...(stages && { stages: stages.map((name) => (name === stage ? "renamed" : name)) }),
    });
    return Object.fromEntries(
        Object.entries(plans as Record<string, object>).map(([name, plan]) => [name, renamed(plan)]),
    );
}

// A domain name and a distribution have a path for a stage, and a site may say whose APIs it calls.
async function renamePaths(rehearsal: Rehearsal, stage: string): Promise<void> {
    for (const section of ["gatehouse:domain", "gatehouse:edge"]) {
        const { [stage]: path, ...others } = (rehearsal.setting(section, "basePaths") ?? {}) as Record<string, unknown>;
        if (path !== undefined) await rehearsal.set([section, "basePaths"], { ...others, renamed: path });
    }
    if (rehearsal.setting("gatehouse:site", "stage") === stage)
        await rehearsal.set(["gatehouse:site", "stage"], "renamed");
}

// A deployment is a snapshot, so that a changed API has another one.
function deploysOnly(rehearsal: Rehearsal, { title, replaced }: Awaited<ReturnType<Rehearsal["up"]>>): void {
    for (const { type, name } of replaced.filter(({ type }) => !type.endsWith("deployment:Deployment")))
        rehearsal.problems.push(`"${title}" replaced ${type} "${name}"`);
}
