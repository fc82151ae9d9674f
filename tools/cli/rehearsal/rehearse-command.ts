import type { StackExport } from "../../cloud-simulator/state/stack-export";
import { readStack, type Stack } from "../project/project";
import { stackSource } from "../project/stack-source";
import { readStateFile } from "../project/state-file";
import { coloursFor } from "../terminal/colours";
import { exitCodes } from "../terminal/exit-codes";
import { type Progress, progress } from "../terminal/progress";
import { UsageError } from "../terminal/usage-error";
import { runInChildProcess } from "./child-process";
import { type RehearseFlags, rehearseFlags } from "./flags";
import type { ScenarioResult } from "./rehearsal-result";
import { asTable, asText } from "./render-rehearsal";
import { hasPassed, runScenario } from "./run-scenario";
import type { Scenario } from "./scenario";
import { scenarios } from "./scenarios/scenarios";

/**
 * `npm run rehearse`: runs scenarios and prints their results.
 * @returns the exit code.
 * @throws {UsageError} where flags, stack file or documents are invalid.
 */
export async function rehearseCommand(argv: readonly string[], signal: AbortSignal): Promise<number> {
    const names = scenarios.map(({ name }) => name);
    const command = rehearseFlags(names);
    const flags = command.parse(argv);
    if (flags === undefined) {
        const list = scenarios.map(({ name, statement }) => `  ${name}: ${statement}`);
        process.stdout.write(`${command.help}\nScenarios:\n${list.join("\n")}\n`);
        return exitCodes.holds;
    }
    const runs = selectRuns(flags).map(({ scenario, source }): Run => {
        const stack = readStack(source);
        return {
            scenario,
            stack,
            ...(flags.state !== undefined && { state: readStateFile(flags.state, source.name) }),
        };
    });
    const status = progress(process.stderr);
    for (const notice of new Set(runs.flatMap(({ stack }) => stack.notices))) status.say(notice);
    const perform = async (run: Run): Promise<ScenarioResult> => {
        status.say(`${run.scenario.name} on ${run.stack.name}`);
        const start = flags.all ? runSeparately : runHere;
        const result = await start(run, flags, signal, status).finally(status.end);
        if (!flags.json) process.stdout.write(asText(result, coloursFor(process.stdout, process.env)));
        return result;
    };
    const parallel = runs.filter(({ scenario }) => !scenario.alone);
    const sequential = runs.filter(({ scenario }) => scenario.alone);
    const results = [
        ...(await inParallel(parallel, flags.all ? 2 : 1, perform)),
        ...(await inParallel(sequential, 1, perform)),
    ];
    if (flags.json) process.stdout.write(`${JSON.stringify(results)}\n`);
    else if (results.length > 1) process.stdout.write(`\n${asTable(results)}\n`);
    return results.every(hasPassed) ? exitCodes.holds : exitCodes.broken;
}

interface Run {
    readonly scenario: Scenario;
    readonly stack: Stack;
    readonly state?: StackExport;
}

async function runHere(
    { scenario, stack, state }: Run,
    { exhaustive }: RehearseFlags,
    signal: AbortSignal,
    status: Progress,
) {
    const { program } = require("../../../stacks/program") as typeof import("../../../stacks/program");
    return runScenario({
        scenario,
        stack,
        program: async (folder) => program(folder),
        exhaustive,
        ...(state && { state }),
        progress: status,
        signal,
    });
}

async function runSeparately({ scenario, stack }: Run, { exhaustive, state }: RehearseFlags, signal: AbortSignal) {
    return runInChildProcess({ scenario: scenario.name, stack, exhaustive, state }, signal);
}

function selectRuns({ all, scenario: chosen, stack, "config-file": file, state }: RehearseFlags) {
    const selected = scenarios.filter(
        ({ name }) => all || chosen.includes(name) || (chosen.length === 0 && name === "lifecycle"),
    );
    const unsuitable = selected.filter(({ createsEverything }) => createsEverything).map(({ name }) => name);
    if (state !== undefined && unsuitable.length > 0) {
        const list = unsuitable.map((name) => `"${name}"`).join(", ");
        throw new UsageError([`"--state": got it with ${list}, want scenarios that need not create everything`]);
    }
    return selected.flatMap((scenario) => {
        const isGiven = stack !== undefined || file !== undefined;
        const names = isGiven || !all || scenario.stack ? [stack] : ["dev", "prod"];
        return names.map((name) => ({ scenario, source: stackSource(name, file, scenario.stack) }));
    });
}

/**
 * Applies an asynchronous function to each item, with at most `limit` calls at a time.
 * @returns the results in the order of the items.
 * @throws the first error, once the calls under way have ended; no further call is started after it.
 */
export async function inParallel<Item, Result>(
    items: readonly Item[],
    limit: number,
    act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
    const results: Result[] = [];
    const failures: unknown[] = [];
    const remaining = [...items.entries()];
    const worker = async () => {
        for (let next = remaining.shift(); next && failures.length === 0; next = remaining.shift()) {
            const [index, item] = next;
            try {
                results[index] = await act(item);
            } catch (error) {
                failures.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: limit }, worker));
    if (failures.length > 0) throw failures[0];
    return results;
}
