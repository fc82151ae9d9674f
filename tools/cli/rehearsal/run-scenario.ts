import { setMaxListeners } from "node:events";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { isObject } from "../../../openapi/raw-value";
import { authorizerFiles } from "../../../stacks/settings/authorizers/authorizers";
import { withOfflineStack } from "../../cloud-simulator/engine/offline-stack";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";
import { isExisting } from "../../cloud-simulator/resources/existing-resources";
import type { StackExport } from "../../cloud-simulator/state/stack-export";
import { existingCloud } from "../project/existing-cloud";
import { programEnvironment } from "../project/program-environment";
import { projectFolder, projectName, type Stack } from "../project/project";
import { withRealValues } from "../project/real-values";
import type { Progress } from "../terminal/progress";
import { ProjectCopy } from "./project-copy";
import { Rehearsal, ScenarioStopped } from "./rehearsal";
import type { ScenarioResult } from "./rehearsal-result";
import type { Scenario } from "./scenario";
import { withSetting } from "./settings-edit";
import { StepLog } from "./step-log";

/** How a scenario is run. */
export interface RunScenarioArgs {
    readonly scenario: Scenario;
    readonly stack: Stack;
    /** Runs the program of a stack whose documents are in a folder. */
    readonly program: (folder: string) => ReturnType<PulumiFn>;
    readonly exhaustive?: boolean;
    /** See `ScenarioOptions`. Default: 1. */
    readonly editsPerUpdate?: number;
    /** State that the stack starts from; default: none. */
    readonly state?: StackExport;
    readonly progress: Progress;
    readonly signal?: AbortSignal;
}

/** Runs a scenario on a new stack, destroys the stack and returns the result. */
export async function runScenario({
    scenario,
    stack,
    program,
    exhaustive = false,
    editsPerUpdate = 1,
    state,
    progress,
    signal,
}: RunScenarioArgs): Promise<ScenarioResult> {
    const started = performance.now();
    const reason = scenario.doesNotApply?.(stack.settings);
    if (reason !== undefined) return withoutSteps(scenario, stack, reason);
    // Each run of the engine adds a listener.
    if (signal) setMaxListeners(0, signal);
    const { apis, pages = {} } = stack.settings;
    const project = new ProjectCopy(projectFolder, [...Object.keys(apis), ...Object.keys(pages)]);
    for (const [, file] of authorizerFiles(stack.settings)) project.addFunction(file);
    if (stack.settings.site) project.addSite(stack.settings.site);
    // No kept snapshot can be created, so a new stack follows the newest body.
    const config = state === undefined ? withoutReleases(stack.config) : stack.config;
    let log = new StepLog();
    try {
        return await withOfflineStack(
            {
                projectName,
                stackName: stack.name,
                config: withRealValues(config),
                secretPaths: stack.placeholders,
                existing: existingCloud(stack.config),
                ...(state && { state }),
                program: () => program(project.folder),
                programEnvironment,
                onEvent: (event) => log.add(event),
                onProgress: progress.say,
                savesEachStep: scenario.savesEachStep ?? false,
                continueOnError: scenario.continueOnError ?? false,
                ...(signal && { signal }),
            },
            async (offline) => {
                const beginLog = () => {
                    log = new StepLog();
                    return log;
                };
                const rehearsal = new Rehearsal({
                    stack: offline,
                    config,
                    project,
                    beginLog,
                    progress,
                    continueOnError: scenario.continueOnError ?? false,
                    hasInitialState: state !== undefined,
                });
                const expectLeftAlone = leaveAlone(rehearsal);
                await untilStopped(rehearsal, () => scenario.run(rehearsal, { exhaustive, editsPerUpdate }));
                await untilStopped(rehearsal, () => destroy(rehearsal));
                expectLeftAlone();
                const { retained } = rehearsal;
                const left = rehearsal.cloud.store.all().map(({ type, id }) => `${type} ${id}`);
                return {
                    scenario: scenario.name,
                    stack: stack.name,
                    steps: rehearsal.steps,
                    problems: rehearsal.problems,
                    notes: rehearsal.notes,
                    leftInState: await offline.resourceCount(),
                    leftInCloud: left.filter((resource) => !retained.has(resource)),
                    retained: left.filter((resource) => retained.has(resource)),
                    seconds: (performance.now() - started) / 1000,
                };
            },
        );
    } finally {
        project.remove();
    }
}

function withoutReleases(config: StackConfig): StackConfig {
    const { "gatehouse:stages": stages } = config;
    return Object.keys(isObject(stages) ? stages : {}).reduce(
        (rest, stage) => withSetting(rest, ["gatehouse:stages", stage, "release"], undefined),
        config,
    );
}

function withoutSteps({ name }: Scenario, stack: Stack, doesNotApply: string): ScenarioResult {
    const nothing = { steps: [], problems: [], notes: [], leftInState: 0, leftInCloud: [], retained: [], seconds: 0 };
    return { scenario: name, stack: stack.name, doesNotApply, ...nothing };
}

/** Whether every expectation of a scenario was met and nothing remained; one that does not apply has none. */
export function hasPassed({ problems, leftInState, leftInCloud }: ScenarioResult): boolean {
    return problems.length === 0 && leftInState === 0 && leftInCloud.length === 0;
}

async function untilStopped(rehearsal: Rehearsal, act: () => Promise<void>): Promise<void> {
    try {
        await act();
    } catch (error) {
        if (!(error instanceof ScenarioStopped)) throw error;
        rehearsal.problems.push(error.message);
    }
}

// Also checks that a protected stack cannot be destroyed before its protection is off.
async function destroy(rehearsal: Rehearsal): Promise<void> {
    if ((await rehearsal.stack.resourceCount()) === 0) return;
    if (rehearsal.setting("gatehouse:deletionProtection") === true) {
        await rehearsal.expectRejection(
            "previewDestroy",
            "while deletion protection is on",
            /is protected|marked for protection/,
        );
        await rehearsal.set(["gatehouse:deletionProtection"], false);
        await rehearsal.up("deletion protection off");
    }
    const step = await rehearsal.run("destroy", "everything");
    rehearsal.expect(step.succeeded, `destroy failed: ${step.rejections.slice(0, 3).join("; ")}`);
}

// They belong to no state, remain in the clouds, and none of them changes. Returns a function that records a problem for each
// one that was deleted or changed.
function leaveAlone({ retained, problems, cloud: { store } }: Rehearsal): () => void {
    const existing = store.all().filter(isExisting);
    for (const { type, id } of existing) retained.add(`${type} ${id}`);
    return () => {
        for (const resource of existing) {
            const now = store.find(resource.type, resource.id);
            if (now === resource) continue;
            const what = now ? "changed" : "deleted";
            problems.push(`${what} ${resource.type} "${resource.id}", which the stack did not create`);
        }
    };
}
