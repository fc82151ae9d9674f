import assert from "node:assert/strict";
import type { ReleaseSettings } from "../../../../stacks/settings/gateway/release";
import type { DeployedReleases } from "../../../../tools/cli/release/deployed-releases";
import { planRelease, type ReleaseAction } from "../../../../tools/cli/release/plan-release";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

const [one, two, three, four] = ["1", "2", "3", "4"].map((digit) => digit.repeat(12)) as [
    string,
    string,
    string,
    string,
];
const text = { body: "{}", settings: "{}" };
const state: DeployedReleases = {
    stages: {
        live: { snapshot: one },
        candidate: { snapshot: two },
        shared: { snapshot: one, canary: { percent: 10, snapshot: two } },
        behind: { snapshot: four },
    },
    deployed: new Set([one, two, three]),
    texts: new Map([one, two, three].map((name) => [name, text])),
    place: undefined,
};
const variables = {};
const canaryOf = (percent: number, snapshot?: string) => ({
    percent,
    variables,
    ownCache: false,
    ...(snapshot !== undefined && { snapshot }),
});
const plan = (stage: string, action: ReleaseAction, current?: ReleaseSettings) =>
    planRelease({ stage, action, current, state }).release;

describe("The plan of a release", () => {
    it("pins a stage that follows the newest body to what it serves, and the canary takes the newest", () => {
        assert.deepEqual(plan("live", { kind: "canary", percent: 10 }), {
            snapshot: one,
            history: [],
            canary: canaryOf(10),
        });
    });

    it("changes the share of a canary, and nothing else of it", () => {
        const canary = { percent: 10, snapshot: two, variables: { quotesAlias: "next" }, ownCache: true };
        const current = { snapshot: one, history: [three], canary };
        const changed = { ...current, canary: { ...canary, percent: 50 } };
        assert.deepEqual(plan("live", { kind: "canary", percent: 50 }, current), changed);
    });

    it("gives the canary what another stage serves", () => {
        const { canary } = plan("live", { kind: "canary", percent: 5, from: "candidate" });
        assert.deepEqual(canary, canaryOf(5, two));
    });

    it("promotes the very snapshot that the deployed canary serves, whatever the newest one is now", () => {
        const current = { snapshot: one, history: [three], canary: canaryOf(10) };
        assert.deepEqual(plan("shared", { kind: "promote" }, current), { snapshot: two, history: [one, three] });
    });

    it("promotes what another stage serves, also for a stage that follows the newest body", () => {
        const promoted = { snapshot: two, history: [one] };
        assert.deepEqual(plan("live", { kind: "promote", from: "candidate" }), promoted);
        assert.deepEqual(
            plan("live", { kind: "promote", from: "candidate" }, { snapshot: one, history: [] }),
            promoted,
        );
    });

    it("aborts a canary, and stays at its snapshot", () => {
        const current = { snapshot: one, history: [three], canary: canaryOf(10) };
        assert.deepEqual(plan("shared", { kind: "abort" }, current), { snapshot: one, history: [three] });
    });

    it("rolls back to the last snapshot, or to a named one, from which a stage can go forward again", () => {
        const current = { snapshot: one, history: [two, three] };
        assert.deepEqual(plan("live", { kind: "rollback" }, current), { snapshot: two, history: [one, three] });
        const named = plan("live", { kind: "rollback", snapshot: three }, current);
        assert.deepEqual(named, { snapshot: three, history: [one, two] });
    });

    it("keeps five former snapshots", () => {
        const history = ["a", "b", "c", "d", "e"].map((digit) => digit.repeat(12));
        const { history: kept } = plan("live", { kind: "promote", from: "candidate" }, { snapshot: one, history });
        assert.deepEqual(kept, [one, ...history.slice(0, 4)]);
    });

    const pinned = { snapshot: one, history: [two, four] };
    const withCanary = { ...pinned, canary: canaryOf(10) };
    const rejected: readonly [
        title: string,
        stage: string,
        action: ReleaseAction,
        ReleaseSettings | undefined,
        RegExp,
    ][] = [
        [
            "a stage that is not deployed",
            "gone",
            { kind: "canary", percent: 1 },
            undefined,
            /want one of live, candidate/,
        ],
        ["a state after a failed up", "behind", { kind: "canary", percent: 1 }, undefined, /text is not in the state/],
        [
            "a canary of the same snapshot",
            "live",
            { kind: "canary", percent: 1, from: "live" },
            pinned,
            /another snapshot/,
        ],
        [
            "a canary from a stage with one",
            "live",
            { kind: "canary", percent: 1, from: "shared" },
            pinned,
            /single snapshot/,
        ],
        ["a promotion without a canary", "live", { kind: "promote" }, pinned, /got no canary/],
        [
            "a promotion before the canary is deployed",
            "live",
            { kind: "promote" },
            withCanary,
            /canary that is not deployed/,
        ],
        [
            "a promotion before another snapshot of the canary is deployed",
            "shared",
            { kind: "promote" },
            { ...pinned, canary: canaryOf(10, three) },
            /got a canary at snapshot "3+", while "2+" is deployed/,
        ],
        [
            "a promotion from another stage beside a canary",
            "live",
            { kind: "promote", from: "candidate" },
            withCanary,
            /abort/,
        ],
        ["a promotion from itself", "live", { kind: "promote", from: "live" }, pinned, /want another stage/],
        [
            "a promotion of the same snapshot",
            "live",
            { kind: "promote", from: "candidate" },
            { snapshot: two, history: [] },
            /own/,
        ],
        ["an abort without a canary", "live", { kind: "abort" }, pinned, /got no canary/],
        ["a rollback of a stage that follows", "live", { kind: "rollback" }, undefined, /follows the newest body/],
        ["a rollback without a history", "live", { kind: "rollback" }, { snapshot: one, history: [] }, /promoted/],
        [
            "a rollback to another snapshot",
            "live",
            { kind: "rollback", snapshot: three },
            pinned,
            /want one of "2+", "4+"/,
        ],
        ["a rollback to a lost deployment", "live", { kind: "rollback", snapshot: four }, pinned, /no deployment/],
        ["a rollback beside a canary", "live", { kind: "rollback" }, withCanary, /promote or abort the canary first/],
    ];
    for (const [title, stage, action, current, words] of rejected)
        it(`rejects ${title}`, () => {
            assert.throws(
                () => plan(stage, action, current),
                (error) => error instanceof UsageError && words.test(error.message),
            );
        });
});
