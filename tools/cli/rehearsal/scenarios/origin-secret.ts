import { isObject } from "../../../../openapi/raw-value";
import { EdgeTraffic } from "../edge-traffic";
import type { Rehearsal } from "../rehearsal";
import type { Scenario } from "../scenario";

const version = ["gatehouse:edge", "originSecretVersion"];

/** The secret between CloudFront and the stages is rotated. */
export const originSecret: Scenario = {
    name: "origin-secret",
    statement:
        "The secret that CloudFront sends to the stages is rotated twice while requests run through the distribution: none fails, whichever of its locations has which configuration, and nothing that serves is replaced.",
    doesNotApply: ({ edge }) =>
        edge?.lock === "secret" ? undefined : "the stack has no distribution whose stages demand a secret",
    async run(rehearsal) {
        await rehearsal.up("everything");
        const first = Number(rehearsal.setting(...version) ?? 1);
        let sent = 0;
        for (const next of [first + 1, first + 2]) {
            await rehearsal.set(version, next);
            sent += await rotate(rehearsal, `secret ${next}`);
        }
        rehearsal.expect(sent > 0, "no request ran during the updates");
        rehearsal.notes.push(`${sent} requests ran during the updates`);
        expectForgotten(rehearsal, first);
        const again = await rehearsal.up("nothing changed");
        rehearsal.expect(again.operations.length === 0, "an up without a change did something");
    },
};

/** Runs `up` with requests to the distribution after each call; returns their number. */
async function rotate(rehearsal: Rehearsal, title: string): Promise<number> {
    const traffic = new EdgeTraffic(rehearsal);
    const step = await rehearsal.run("up", title, { after: (call) => traffic.look(call) });
    rehearsal.expect(step.succeeded, `"${title}" failed: ${step.rejections[0] ?? ""}`);
    for (const problem of [...(await traffic.problems()), ...step.outages])
        rehearsal.expect(false, `"${title}": ${problem}`);
    const replaced = step.replaced.map(({ name }) => name);
    rehearsal.expect(replaced.length === 0, `"${title}" replaced ${replaced.join(", ")}`);
    rehearsal.expect(step.operations.length > 0, `"${title}" changed nothing`);
    return traffic.sent;
}

function expectForgotten({ cloud, problems }: Rehearsal, old: number): void {
    const names = cloud.store
        .ofType("random:index/randomPassword:RandomPassword")
        .map(({ urn }) => urn.split("::").at(-1));
    if (names.includes(`origin-secret-${old}`)) problems.push(`secret ${old} still exists after two rotations`);
    const acls = cloud.store.ofType("aws:wafv2/webAcl:WebAcl");
    if (!acls.some(({ inputs }) => isObject(inputs))) problems.push("no web ACL demands the secret");
}
