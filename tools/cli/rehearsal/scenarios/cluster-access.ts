import { usesKind } from "../../../../stacks/settings/compute-kinds";
import { mapOf, text } from "../../../cloud-simulator/state/property-values";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";
import { noKubernetes } from "../stack-apis";

const account = "arn:aws:iam::270727272727:role";
const entries = ["gatehouse:cluster", "accessEntries"];

/** People come, change teams and leave. */
export const clusterAccess: Scenario = {
    name: "cluster-access",
    statement:
        "Access to the cluster is granted, changed, renamed, moved to another principal and taken away, also under deletion protection.",
    doesNotApply: ({ apis }) => (usesKind("kubernetes", apis) ? undefined : noKubernetes),
    async run(rehearsal) {
        await rehearsal.set(["gatehouse:deletionProtection"], true);
        await rehearsal.set(entries, {
            platform: { principalArn: `${account}/platform`, access: "admin" },
            support: { principalArn: `${account}/support`, access: "view" },
        });
        await rehearsal.up("everything, protected");
        const edits: readonly [title: string, entries: Readonly<Record<string, [role: string, access: string]>>][] = [
            ["a higher level", { platform: ["platform", "admin"], support: ["support", "edit"] }],
            ["a lower level", { platform: ["platform", "view"], support: ["support", "edit"] }],
            ["another principal", { platform: ["platform", "view"], support: ["helpdesk", "edit"] }],
            ["another name", { platform: ["platform", "view"], helpers: ["helpdesk", "edit"] }],
            ["principals that swap their names", { helpers: ["platform", "view"], platform: ["helpdesk", "edit"] }],
            ["nobody but one", { platform: ["helpdesk", "edit"] }],
            ["nobody", {}],
        ];
        for (const [title, wanted] of edits) {
            const values = Object.entries(wanted).map(([name, [role, access]]) => [
                name,
                { principalArn: `${account}/${role}`, access },
            ]);
            await rehearsal.set(entries, Object.fromEntries(values));
            await rehearsal.up(title);
            expectAccess(rehearsal, title, Object.values(wanted));
        }

        rehearsal.cloud.missingPrincipals = new Set([`${account}/nobody`]);
        const restore = await rehearsal.set(entries, {
            nobody: { principalArn: `${account}/nobody`, access: "view" },
        });
        await rehearsal.expectRejection("up", "a principal that does not exist", /principalArn is invalid/);
        await restore();
        await rehearsal.up("without it");
    },
};

const policies: Readonly<Record<string, string>> = {
    AmazonEKSClusterAdminPolicy: "admin",
    AmazonEKSEditPolicy: "edit",
    AmazonEKSViewPolicy: "view",
};

function expectAccess({ cloud, problems }: Rehearsal, title: string, wanted: readonly [string, string][]): void {
    const found = cloud.store
        .ofType("aws:eks/accessPolicyAssociation:AccessPolicyAssociation")
        .map(({ inputs }) => mapOf(inputs))
        .map(({ principalArn, policyArn }) => [last(text(principalArn)), policies[last(text(policyArn))]].join(" "));
    const expected = wanted.map((pair) => pair.join(" "));
    if (found.sort().join() !== expected.sort().join())
        problems.push(`"${title}": got ${found.join(", ") || "nobody"}, want ${expected.join(", ") || "nobody"}`);
}

function last(arn: string): string {
    return arn.split("/").at(-1) ?? "";
}
