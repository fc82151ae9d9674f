import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { snapshotFile } from "../../../openapi/snapshot";
import { snapshotPath } from "../../../stacks/releases";
import type { ReleaseSettings } from "../../../stacks/settings/gateway/release";
import { deployedOperations } from "../../cloud-simulator/rejections/gateway/deployed-body";
import type { CallHooks } from "../../cloud-simulator/state/call-hooks";
import { text } from "../../cloud-simulator/state/property-values";
import { deployedReleases } from "../release/deployed-releases";
import { planRelease, type ReleaseAction } from "../release/plan-release";
import { writtenRelease } from "../release/stack-releases";
import type { Rehearsal } from "./rehearsal";
import type { Step } from "./rehearsal-result";
import { firstApi, firstNameIn } from "./stack-apis";
import { StageTraffic } from "./stage-traffic";

/** Operation that an edit of the first API's document adds. */
export type Version = `/version-${number}`;

/** Releases of the first stage of a stack, with requests to it while `up` runs. */
export class StageRelease {
    /** Name of the stage. */
    readonly stage: string;
    /** The release that the settings have now. */
    current: ReleaseSettings | undefined;
    private requests = 0;

    constructor(private readonly rehearsal: Rehearsal) {
        this.stage = firstNameIn(rehearsal, "gatehouse:stages");
    }

    /** Adds an operation to the document of the first API. */
    edit(version: Version): void {
        this.rehearsal.project.editDocument(firstApi(this.rehearsal, "rest").name, ({ paths }) => {
            paths[version] = { get: { responses: { "204": { description: "Nothing." } } } };
        });
    }

    /** Changes the release of the stage in the settings, as `npm run release` does. */
    async plan(action: ReleaseAction): Promise<void> {
        const { rehearsal, stage, current } = this;
        const state = deployedReleases(await rehearsal.stack.resources());
        const { release } = planRelease({ stage, action, current, state });
        const [{ urn = "" } = {}] = rehearsal.cloud.store.all();
        const [, , stackName = ""] = urn.split(":");
        for (const name of namesIn(release)) {
            const snapshot = state.texts.get(name);
            if (snapshot === undefined) continue;
            const path = join(rehearsal.project.folder, snapshotPath(stackName, name));
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, snapshotFile(snapshot));
        }
        this.current = release;
        await rehearsal.set(["gatehouse:stages", stage, "release"], writtenRelease(release));
    }

    /** Runs `up` with requests after each call; none of them may fail, nothing may be replaced, and no outage may occur. */
    async up(title: string, hooks: CallHooks = {}): Promise<Step> {
        const { rehearsal, stage } = this;
        const traffic = new StageTraffic(rehearsal.cloud, stage);
        const step = await rehearsal.run("up", title, {
            before: (call) => hooks.before?.(call),
            after: (call) => traffic.look(call),
        });
        for (const problem of [...(await traffic.problems()), ...step.outages])
            rehearsal.expect(false, `"${title}": ${problem}`);
        rehearsal.expect(
            step.replaced.length === 0,
            `"${title}" replaced ${step.replaced.map(({ name }) => name).join(", ")}`,
        );
        this.requests += traffic.sent;
        return step;
    }

    /** As `up`, which must succeed. */
    async mustUp(title: string): Promise<void> {
        const { succeeded, rejections } = await this.up(title);
        this.rehearsal.expect(succeeded, `"${title}" failed: ${rejections[0] ?? ""}`);
    }

    /** Records a problem unless the stage serves the version, and not the ones after it. */
    expectServed(title: string, version: Version | undefined, notYet: Version): void {
        const { rehearsal, stage } = this;
        const own = rehearsal.cloud.store
            .ofType("aws:apigateway/stage:Stage")
            .find(({ inputs }) => text(inputs.stageName) === stage);
        const paths = deployedOperations(rehearsal.cloud, own?.outputs.deployment).map(({ path }) => path);
        const serves = (path: Version) => paths.some((each) => each.endsWith(path));
        rehearsal.expect(
            version === undefined || serves(version),
            `${title}: stage "${stage}" does not serve ${version}`,
        );
        rehearsal.expect(!serves(notYet), `${title}: stage "${stage}" serves ${notYet}`);
    }

    /** Sends 10,000 requests, and records a problem if the canary's share differs by more than 3 % from a percentage. */
    async expectShare(percent: number): Promise<void> {
        const { rehearsal, stage } = this;
        const traffic = new StageTraffic(rehearsal.cloud, stage);
        const count = 10_000;
        const share = await traffic.canaryShare(count);
        for (const problem of await traffic.problems()) rehearsal.expect(false, problem);
        const isNear = Math.abs(share - percent) <= percent * 0.03;
        rehearsal.expect(isNear, `the canary served ${share} % of ${count} requests, want ${percent} % within 3 %`);
        rehearsal.notes.push(
            `the canary of stage "${stage}" served ${share.toFixed(2)} % of ${count} requests, set to ${percent} %`,
        );
    }

    /** Adds the number of requests that ran during the updates to the notes. */
    conclude(): void {
        const { rehearsal, requests } = this;
        rehearsal.expect(requests > 0, "no request ran during the updates");
        rehearsal.notes.push(`${requests} requests ran during the updates`);
    }
}

function namesIn(release: ReleaseSettings): string[] {
    return [release.snapshot, ...release.history, ...(release.canary?.snapshot ? [release.canary.snapshot] : [])];
}
