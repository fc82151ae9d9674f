import type { CallHooks, CloudCall } from "../../../cloud-simulator/state/call-hooks";
import type { Scenario } from "../scenario";
import { withoutRestServer } from "../stack-apis";
import { StageRelease } from "../stage-release";

/** Calls of a release fail midway, and the next run continues. */
export const releaseFailures: Scenario = {
    name: "release-failures",
    statement:
        "A release whose deployment or stage AWS fails to create or change is completed by the next `up`, while requests run through the stage: none fails.",
    doesNotApply: withoutRestServer,
    async run(rehearsal) {
        await rehearsal.up("every stage at the newest body");
        const live = new StageRelease(rehearsal);

        live.edit("/version-1");
        await live.plan({ kind: "canary", percent: 50 });
        const failures = [
            [
                "no deployment",
                ({ verb, type }: CloudCall) => verb === "create" && type.endsWith("/deployment:Deployment"),
            ],
            [
                "no change of the stage",
                ({ verb, type }: CloudCall) => verb === "update" && type.endsWith("/stage:Stage"),
            ],
        ] as const;
        for (const [title, fails] of failures) {
            const failed = await live.up(`a canary, ${title}`, failingOnce(fails));
            rehearsal.expect(!failed.succeeded, `"${title}" succeeded, want a failure`);
            live.expectServed(title, undefined, "/version-1");
        }
        await live.mustUp("the canary, without a failure");
        await live.expectShare(50);

        await live.plan({ kind: "promote" });
        const failed = await live.up("a promotion, no change of the stage", failingOnce(failures[1][1]));
        rehearsal.expect(!failed.succeeded, "a failing promotion succeeded");
        await live.mustUp("the promotion, without a failure");
        live.expectServed("the promotion", "/version-1", "/version-2");
        live.conclude();
    },
};

function failingOnce(fails: (call: CloudCall) => boolean): CallHooks {
    let hasFailed = false;
    return {
        before: (call) => {
            if (hasFailed || !fails(call)) return;
            hasFailed = true;
            throw new Error("InternalFailure: the rehearsal ended this call");
        },
    };
}
