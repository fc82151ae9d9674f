import type { ScenarioResult } from "../../../../tools/cli/rehearsal/rehearsal-result";

/**
 * Plays a scenario, and once more if its program and its engine lost each other (tools/cloud-simulator/engine/complete-run.ts), which is
 * no fault of the scenario.
 */
export async function played(play: () => Promise<ScenarioResult>): Promise<ScenarioResult> {
    const result = await play();
    return result.problems.some((problem) => problem.includes("lost its connection to the engine")) ? play() : result;
}
