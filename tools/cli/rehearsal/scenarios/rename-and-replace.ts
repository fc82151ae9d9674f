import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { apisOf, copyDocument, removeHttpLimits, type StackApi, withoutServer } from "../stack-apis";

const protectedWords = /is protected|marked for protection/;

/** The edits that could take a stack down. */
export const renameAndReplace: Scenario = {
    name: "rename-and-replace",
    statement:
        "Under deletion protection an edit that would replace the network or the API, or replace or delete a table or a repository, is rejected before any change; other edits succeed without an outage.",
    doesNotApply: withoutServer,
    async run(rehearsal) {
        await removeHttpLimits(rehearsal);
        const stored = await apiWithTable(rehearsal);
        await rehearsal.set(["gatehouse:deletionProtection"], true);
        await rehearsal.up("everything, protected");

        if (rehearsal.setting("gatehouse:network") !== undefined) {
            const restoreCidr = await rehearsal.set(["gatehouse:network", "cidrBlock"], "10.99.0.0/16");
            await rehearsal.expectRejection(
                "preview",
                "another CIDR",
                /subnets cannot be replaced|marked for protection/,
            );
            await restoreCidr();
        }

        const restoreKey = await rehearsal.set(["gatehouse:apis", stored, "table", "sortKey"], "createdAt");
        await rehearsal.expectRejection("preview", "another key of a table", protectedWords);
        await restoreKey();

        await rehearsal.set(["gatehouse:apis", stored, "port"], 5076);
        const port = await rehearsal.up("another port");
        // Rules of security groups are created before the old ones are deleted.
        const served = port.replaced.filter(({ type }) => !/securityGroup|taskDefinition/.test(type));
        rehearsal.expect(served.length === 0, `another port replaced ${served.map(({ name }) => name).join(", ")}`);

        await moveToNamespace(rehearsal);
        await rename(rehearsal, stored);
    },
};

async function apiWithTable(rehearsal: Rehearsal): Promise<string> {
    const apis = apisOf(rehearsal);
    const found = apis.find(({ settings }) => settings.table !== undefined);
    if (found !== undefined) return found.name;
    const [{ name }] = apis as [StackApi];
    await rehearsal.set(["gatehouse:apis", name, "table"], { partitionKey: "kind", sortKey: "id" });
    return name;
}

// A namespace is of Kubernetes: every API there gets another load balancer.
async function moveToNamespace(rehearsal: Rehearsal): Promise<void> {
    if (apisOf(rehearsal).every(({ kind }) => kind !== "kubernetes")) return;
    await rehearsal.set(["gatehouse:namespace"], "published");
    const namespace = await rehearsal.up("another namespace");
    const links = namespace.replaced.filter(({ type }) => type.endsWith("vpcLink:VpcLink"));
    rehearsal.expect(links.length > 0, "another namespace replaced no VPC link");
}

async function rename(rehearsal: Rehearsal, stored: string): Promise<void> {
    const { [stored]: own, ...others } = rehearsal.setting("gatehouse:apis") as Record<string, unknown>;
    const original = apisOf(rehearsal).find(({ name }) => name === stored);
    // Without another path, calls of an HTTP API could get 503 until the tasks of the new name serve: its rule may come first.
    if (original !== undefined) copyDocument(rehearsal, "images", original);
    const renamed = { ...others, images: own };
    // Renaming the API replaces its table, and so loses the table's items.
    const restoreBackend = rehearsal.project.renameBackend(stored, "images");
    const restoreName = await rehearsal.set(["gatehouse:apis"], renamed);
    const restorePlans = await renameInPlans(rehearsal, stored, "images");
    await rehearsal.expectRejection("preview", "another name of an API with a table", protectedWords);
    await restorePlans();
    await restoreName();
    restoreBackend();
    // Renaming an API replaces the repository of its image, and so loses the images that a rollback needs.
    const built = apisOf(rehearsal).find(({ name, settings }) => name !== stored && settings.build !== undefined);
    if (built !== undefined) {
        const { [built.name]: settings, ...rest } = rehearsal.setting("gatehouse:apis") as Record<string, unknown>;
        rehearsal.project.addDocument("volumes", built.name);
        const restoreOther = rehearsal.project.renameBackend(built.name, "volumes");
        const restore = await rehearsal.set(["gatehouse:apis"], { ...rest, volumes: settings });
        const restoreInPlans = await renameInPlans(rehearsal, built.name, "volumes");
        await rehearsal.expectRejection("preview", "another name of an API with a repository", protectedWords);
        await restoreInPlans();
        await restore();
        restoreOther();
    }

    await rehearsal.set(["gatehouse:deletionProtection"], false);
    await rehearsal.up("no protection");
    rehearsal.project.renameBackend(stored, "images");
    await rehearsal.set(["gatehouse:apis"], renamed);
    await renameInPlans(rehearsal, stored, "images");
    await rehearsal.up("another name of an API");
}

// A plan names the APIs that it covers, unless it covers all.
async function renameInPlans(rehearsal: Rehearsal, from: string, to: string): Promise<() => Promise<void>> {
    const plans = (rehearsal.setting("gatehouse:plans") ?? {}) as Record<string, { readonly apis?: readonly string[] }>;
    const renamed = Object.entries(plans).map(([name, plan]) => [
        name,
        { ...plan, ...(plan.apis && { apis: plan.apis.map((api) => (api === from ? to : api)) }) },
    ]);
    if (renamed.length === 0) return async () => {};
    return rehearsal.set(["gatehouse:plans"], Object.fromEntries(renamed));
}
