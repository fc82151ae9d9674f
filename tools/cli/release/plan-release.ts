import type { ReleaseSettings } from "../../../stacks/settings/gateway/release";
import { UsageError } from "../terminal/usage-error";
import type { DeployedReleases } from "./deployed-releases";

/** A change of the release of a stage. */
export type ReleaseAction =
    | {
          readonly kind: "canary";
          readonly percent: number;
          /** Stage whose snapshot the canary serves. Default: the newest body. */
          readonly from?: string | undefined;
      }
    | {
          readonly kind: "promote";
          /** Stage whose snapshot the stage takes over. Default: its own canary. */
          readonly from?: string | undefined;
      }
    | { readonly kind: "abort" }
    | {
          readonly kind: "rollback";
          /** Default: the snapshot that the stage served last. */
          readonly snapshot?: string | undefined;
      };

/** The release of a stage as its settings have it, and as the last `up` left it. */
export interface ReleaseRequest {
    readonly stage: string;
    readonly action: ReleaseAction;
    /** The stage's release now; undefined if it follows the newest body. */
    readonly current: ReleaseSettings | undefined;
    readonly state: DeployedReleases;
}

/** The next release of a stage. */
export interface ReleasePlan {
    readonly release: ReleaseSettings;
    /** The snapshots to compare: what the requests in question get now, and then; undefined is the newest body. */
    readonly difference?: { readonly from: string | undefined; readonly to: string | undefined };
    /** The change that the next `pulumi up` makes, as a clause. */
    readonly effect: string;
}

/** Snapshots that a release keeps for rollbacks. */
export const keptHistory = 5;

/**
 * Plans the next release of a stage.
 * @throws {UsageError} if the action does not fit the release, or the state is behind the settings.
 */
export function planRelease(request: ReleaseRequest): ReleasePlan {
    const { action } = request;
    switch (action.kind) {
        case "canary":
            return canary(request, action.percent, action.from);
        case "promote":
            return action.from === undefined ? promoteCanary(request) : promoteFrom(request, action.from);
        case "abort":
            return abort(request);
        case "rollback":
            return rollback(request, action.snapshot);
    }
}

function canary(request: ReleaseRequest, percent: number, from: string | undefined): ReleasePlan {
    const { stage, current } = request;
    const pinned = current ?? { snapshot: servedBy(request, stage).snapshot, history: [] };
    const source = from === undefined ? undefined : settled(request, from);
    const { variables = {}, ownCache = false } = current?.canary ?? {};
    const snapshot = source ?? (from === undefined ? current?.canary?.snapshot : undefined);
    if (snapshot === pinned.snapshot) throw problem(stage, `snapshot "${snapshot}"`, "a canary of another snapshot");
    return {
        release: { ...pinned, canary: { percent, variables, ownCache, ...(snapshot !== undefined && { snapshot }) } },
        difference: { from: pinned.snapshot, to: snapshot },
        effect: `${percent} % of the requests of stage "${stage}" go to ${snapshot === undefined ? "a deployment of the newest body" : `snapshot ${snapshot}`}, the others stay at snapshot ${pinned.snapshot}.`,
    };
}

function promoteCanary(request: ReleaseRequest): ReleasePlan {
    const { stage, current } = request;
    if (current?.canary === undefined)
        throw problem(
            stage,
            "no canary",
            "a stage with a canary, or --from with the stage whose snapshot it takes over",
        );
    const { canary: deployed } = servedBy(request, stage);
    if (deployed === undefined)
        throw problem(stage, "a canary that is not deployed", "a `pulumi up` of the canary before it is promoted");
    const { snapshot = deployed.snapshot } = current.canary;
    if (snapshot !== deployed.snapshot)
        throw problem(
            stage,
            `a canary at snapshot "${snapshot}", while "${deployed.snapshot}" is deployed`,
            "a `pulumi up` of the canary before it is promoted",
        );
    return moved(request, current, deployed.snapshot, "what the canary serves");
}

function promoteFrom(request: ReleaseRequest, from: string): ReleasePlan {
    const { stage, current } = request;
    if (from === stage) throw problem(stage, "that stage in --from", "another stage");
    withoutCanary(request);
    const pinned = current ?? { snapshot: servedBy(request, stage).snapshot, history: [] };
    return moved(request, pinned, settled(request, from), `what stage "${from}" serves`);
}

function abort({ stage, current }: ReleaseRequest): ReleasePlan {
    if (current?.canary === undefined) throw problem(stage, "no canary", "a stage with a canary");
    const { canary: _, ...release } = current;
    return {
        release,
        effect: `every request of stage "${stage}" goes to snapshot ${release.snapshot}; the canary's deployment is deleted unless another stage serves it.`,
    };
}

function rollback(request: ReleaseRequest, snapshot: string | undefined): ReleasePlan {
    const { stage, current, state } = request;
    if (current === undefined)
        throw problem(
            stage,
            "a stage that follows the newest body",
            "one that has been released, so that it has former snapshots",
        );
    withoutCanary(request);
    const { history } = current;
    const want = `one of ${history.map((name) => `"${name}"`).join(", ")}`;
    const target = snapshot ?? history[0];
    if (target === undefined) throw problem(stage, "a stage without former snapshots", "one that has been promoted");
    if (!history.includes(target)) throw problem(stage, `snapshot "${target}"`, want);
    if (!state.deployed.has(target))
        throw problem(
            stage,
            `snapshot "${target}", which has no deployment in the state`,
            "a deployment that still exists",
        );
    return moved(request, current, target, "served before");
}

function moved({ stage }: ReleaseRequest, current: ReleaseSettings, snapshot: string, what: string): ReleasePlan {
    if (current.snapshot === snapshot)
        throw problem(stage, `snapshot "${snapshot}"`, "another snapshot than the stage's own");
    const history = [current.snapshot, ...current.history.filter((name) => name !== snapshot)].slice(0, keptHistory);
    return {
        release: { snapshot, history },
        difference: { from: current.snapshot, to: snapshot },
        effect: `every request of stage "${stage}" goes to snapshot ${snapshot} (${what}); snapshot ${current.snapshot} is kept for a rollback.`,
    };
}

// API Gateway does not associate a stage with another deployment than the canary's before the canary ends
// (docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html).
function withoutCanary({ stage, current }: ReleaseRequest): void {
    if (current?.canary !== undefined)
        throw problem(stage, "a stage with a canary", "one without: promote or abort the canary first");
}

// The snapshot of a stage that has one and no canary.
function settled(request: ReleaseRequest, stage: string): string {
    const { snapshot, canary: other } = servedBy(request, stage);
    if (other !== undefined) throw problem(stage, "a stage with a canary", "one that serves a single snapshot");
    return snapshot;
}

function servedBy({ state }: ReleaseRequest, stage: string) {
    const served = Object.hasOwn(state.stages, stage) ? state.stages[stage] : undefined;
    const want = `one of ${Object.keys(state.stages).join(", ")}`;
    if (served === undefined) throw problem(stage, "a stage that is not deployed", want);
    for (const name of [served.snapshot, served.canary?.snapshot]) {
        if (name === undefined || state.texts.has(name)) continue;
        throw problem(
            stage,
            `snapshot "${name}", whose text is not in the state`,
            "the state after a `pulumi up` that succeeded",
        );
    }
    return served;
}

function problem(stage: string, got: string, want: string): UsageError {
    return new UsageError([`stage "${stage}": got ${got}, want ${want}`]);
}
