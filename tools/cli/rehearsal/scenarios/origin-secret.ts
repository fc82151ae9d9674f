import { text } from "../../../cloud-simulator/state/property-values";
import { EdgeTraffic } from "../edge-traffic";
import { liveResources } from "../live-gateway";
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
        const exposed = secretOf(rehearsal, first);
        let sent = 0;
        for (const next of [first + 1, first + 2]) {
            await rehearsal.set(version, next);
            sent += await rotate(rehearsal, `secret ${next}`);
        }
        rehearsal.expect(sent > 0, "no request ran during the updates");
        rehearsal.notes.push(`${sent} requests ran during the updates`);
        expectForgotten(rehearsal, exposed, secretOf(rehearsal, first + 2));
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

function secretOf({ cloud }: Rehearsal, number: number): string {
    const found = cloud.store
        .ofType("random:index/randomPassword:RandomPassword")
        .find(({ urn }) => urn.endsWith(`::origin-secret-${number}`));
    return text(found?.outputs.result);
}

function expectForgotten(rehearsal: Rehearsal, exposed: string, current: string): void {
    const acls = liveResources(rehearsal.cloud).filter(({ type }) => type === "aws:wafv2/webAcl:WebAcl");
    const accepts = (secret: string) => secret !== "" && JSON.stringify(acls).includes(secret);
    rehearsal.expect(accepts(current), "no web ACL accepts the secret in use");
    rehearsal.expect(exposed !== "" && !accepts(exposed), "the first secret is accepted after two rotations");
}
