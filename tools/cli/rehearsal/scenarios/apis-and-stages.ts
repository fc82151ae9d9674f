import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { copyDocument, firstApi, firstNameIn, hasRestApi, sampleApi, withoutServer } from "../stack-apis";

const protectedWords = /is protected|marked for protection/;

/** APIs and stages are renamed and removed. */
export const apisAndStages: Scenario = {
    name: "apis-and-stages",
    statement:
        "APIs without a table and stages are renamed and removed without an outage of the others; under deletion protection the removal of a table is rejected before any change.",
    doesNotApply: withoutServer,
    async run(rehearsal) {
        const original = firstApi(rehearsal);
        const image = sampleApi(rehearsal, original, "shop");
        for (const name of ["orders", "purchases", "stored"]) copyDocument(rehearsal, name, original);
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

        if (rehearsal.setting("gatehouse:httpApi") !== undefined) await limitOperation(rehearsal);
        if (hasRestApi(rehearsal)) await renameStage(rehearsal);

        await rehearsal.set(["gatehouse:deletionProtection"], false);
        await rehearsal.up("protection off");
        await rehearsal.set(["gatehouse:apis", "stored"], image);
        await rehearsal.up("a table removed");
    },
};

// AWS rejects a stage with the limit of a route that does not exist (terraform-aws-modules/terraform-aws-apigateway-v2#80).
async function limitOperation(rehearsal: Rehearsal): Promise<void> {
    copyDocument(rehearsal, "limited", firstApi(rehearsal, "http"));
    rehearsal.project.editDocument("limited", ({ paths }) => {
        paths["/rehearsed"] = { get: { responses: { "200": { description: "OK" } } } };
    });
    await rehearsal.set(["gatehouse:apis", "limited"], sampleApi(rehearsal, firstApi(rehearsal, "http"), "limited"));
    const limits = ["gatehouse:httpApi", "throttles", "limited GET /rehearsed"];
    await rehearsal.set(limits, { requestsPerSecond: 5, burst: 5 });
    await updatesStage(rehearsal, "an API with a limit of an operation added", "after", "create");
    await rehearsal.set(limits, undefined);
    await rehearsal.set(["gatehouse:apis", "limited"], undefined);
    await updatesStage(rehearsal, "an API with a limit of an operation removed", "before", "delete");
}

async function updatesStage(
    rehearsal: Rehearsal,
    title: string,
    when: "before" | "after",
    op: "create" | "delete",
): Promise<void> {
    const step = await rehearsal.up(title);
    deploysOnly(rehearsal, step);
    const order = step.operations.map(({ op: own, type }) => `${own} ${type}`);
    const [stage, first, last] = [
        order.indexOf("update aws:apigatewayv2/stage:Stage"),
        order.indexOf(`${op} aws:apigatewayv2/route:Route`),
        order.lastIndexOf(`${op} aws:apigatewayv2/route:Route`),
    ];
    const isInOrder = stage >= 0 && first >= 0 && (when === "after" ? last < stage : stage < first);
    rehearsal.expect(isInOrder, `"${title}": want the stage updated ${when} every ${op} of a route`);
}

async function renameStage(rehearsal: Rehearsal): Promise<void> {
    const stage = firstNameIn(rehearsal, "gatehouse:stages");
    const { [stage]: behaviour, ...others } = rehearsal.setting("gatehouse:stages") as Record<string, unknown>;
    await rehearsal.set(["gatehouse:stages"], { ...others, renamed: behaviour });
    await rehearsal.set(["gatehouse:plans"], withRenamedStage(rehearsal.setting("gatehouse:plans"), stage));
    await renamePaths(rehearsal, stage);
    const { replaced } = await rehearsal.up("a stage renamed");
    rehearsal.expect(replaced.length === 0, "a renamed stage replaced something");
}

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
