import type { BodyDifference } from "../../../openapi/compare-bodies";
import type { Settings } from "../../../stacks/settings/schema";
import type { DeployedReleases } from "./deployed-releases";

/** The lines that tell how the operations of two bodies differ, the newest body being undefined. */
export function renderDifference(difference: BodyDifference, from: string | undefined, to: string | undefined): string {
    const name = (snapshot: string | undefined) =>
        snapshot === undefined ? "the newest body" : `snapshot ${snapshot}`;
    const lines = [
        ...difference.operations.map(({ operation, change, parts }) =>
            change === "changed"
                ? `  changed  ${operation}: ${parts.join(", ")}`
                : `  ${change.padEnd(7)}  ${operation}`,
        ),
        ...difference.general.map((key) => `  changed  every operation: ${key}`),
    ];
    const heading = `Operations of ${name(to)}, compared with ${name(from)}:`;
    return `${[heading, ...(lines.length === 0 ? ["  no difference"] : lines)].join("\n")}\n`;
}

/** The lines that tell what each stage serves, and what the next `up` changes. */
export function renderStatus(
    { stages }: Pick<Settings, "stages">,
    state: DeployedReleases,
    unused: readonly string[],
): string {
    const lines = Object.entries(stages).flatMap(([stage, { release }]) => {
        const deployed = state.stages[stage];
        const serves =
            deployed === undefined
                ? "not deployed"
                : `snapshot ${deployed.snapshot}${deployed.canary ? `, canary ${deployed.canary.percent} % at snapshot ${deployed.canary.snapshot}` : ""}`;
        const { canary } = release ?? {};
        const follows = release === undefined ? "follows the newest body" : `pinned to snapshot ${release.snapshot}`;
        const part = canary ? `, canary ${canary.percent} % at ${canary.snapshot ?? "the newest body"}` : "";
        const isBehind =
            deployed !== undefined &&
            release !== undefined &&
            (deployed.snapshot !== release.snapshot || deployed.canary?.percent !== canary?.percent);
        return [
            `${stage}: serves ${serves}`,
            `  settings: ${follows}${part}${isBehind ? "; the next `pulumi up` changes it" : ""}`,
            ...(release?.history.length ? [`  rollback to: ${release.history.join(", ")}`] : []),
        ];
    });
    const files = unused.map((file) => `unused: "${file}", which no release refers to; the next release removes it`);
    return `${[...lines, ...files].join("\n")}\n`;
}
