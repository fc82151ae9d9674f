import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import { waiversVariable } from "../../../policy/contract/settings";
import type { Preset } from "../../../policy/contract/tiers";
import { readReport, reportVariable } from "../../../policy/pack/report";
import { CliNotFoundError } from "../../cloud-simulator/engine/find-cli";
import { previewOffline } from "../../cloud-simulator/engine/offline-run";
import type { StackExport } from "../../cloud-simulator/state/stack-export";
import { existingCloud } from "../project/existing-cloud";
import { projectFolder, projectName, type Stack } from "../project/project";
import type { Progress } from "../terminal/progress";
import { conclude } from "./conclude";
import { EventLog } from "./event-log";
import type { PreviewResult } from "./preview-result";

/** Options of a preview. */
export interface PreviewOptions {
    readonly stack: Stack;
    /** The stack's program. */
    readonly program: PulumiFn;
    /** State that the stack starts from; default: none, so that everything is created. */
    readonly state?: StackExport;
    /** Loads what the program needs; called while the engine starts. */
    readonly load?: () => void;
    /** Policy packs to enforce. Default: ours. */
    readonly policyPacks?: readonly string[];
    /** Preset of our pack. Default: `strict`. */
    readonly preset?: Preset;
    /** Show the properties of each resource in the engine's output. */
    readonly diff?: boolean;
    /** Takes the engine's own output. */
    readonly onOutput?: (text: string) => void;
    /** Takes each event of the engine. */
    readonly onEvent?: (event: EngineEvent) => void;
    /** Shows the progress. */
    readonly progress?: Progress;
    /** Ends the run and everything that it started. */
    readonly signal?: AbortSignal;
}

/** Folder of the policy pack. */
export const policyPack = join(projectFolder, "policy");

/** Configuration file of our pack for a preset. */
export const presetFile = (preset: Preset): string => join(policyPack, `${preset}.json`);

/** Previews a stack on the real engine with simulated clouds and checks it against the rules. */
export async function runPreview(options: PreviewOptions): Promise<PreviewResult> {
    const started = performance.now();
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-report-"));
    try {
        const log = new EventLog();
        const reportFile = join(folder, "report.json");
        const { succeeded, error } = await preview(options, log, reportFile).catch(withoutEngine);
        const report = readReport(reportFile);
        const failure = succeeded ? undefined : (error ?? "The engine failed without an error message.");
        const conclusion = conclude(options.stack.name, log, report, failure);
        return { ...conclusion, seconds: Math.round(performance.now() - started) / 1000 };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function preview(options: PreviewOptions, log: EventLog, reportFile: string) {
    const { stack, program, policyPacks, preset = "strict", progress } = options;
    const waivers = process.env[waiversVariable];
    return previewOffline({
        projectName,
        stackName: stack.name,
        config: stack.config,
        secretPaths: stack.placeholders,
        existing: existingCloud(stack.config),
        program,
        ...(policyPacks ? { policyPacks } : { policyPacks: [policyPack], policyPackConfigs: [presetFile(preset)] }),
        // The pack runs in another folder, where a relative path would be wrong.
        environment: { [reportVariable]: reportFile, ...(waivers && { [waiversVariable]: resolve(waivers) }) },
        onEvent: (event) => {
            log.add(event);
            options.onEvent?.(event);
            const count = log.resources.length;
            if (event.resourcePreEvent)
                progress?.tick(`previewing ${stack.name}: ${count} ${count === 1 ? "resource" : "resources"}`);
        },
        ...(options.state && { state: options.state }),
        ...(options.load && { onEngineStart: options.load }),
        ...(options.diff !== undefined && { diff: options.diff }),
        ...(options.onOutput && { onOutput: options.onOutput }),
        ...(progress && { onProgress: progress.say }),
        ...(options.signal && { signal: options.signal }),
    });
}

// Its message says how to fix it; a stack trace would hide that.
function withoutEngine(error: unknown): { succeeded: boolean; error: string } {
    if (error instanceof CliNotFoundError) return { succeeded: false, error: error.message };
    throw error;
}
