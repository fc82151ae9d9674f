import { exitCodes } from "../exit-codes";
import { readStack } from "../project/project";
import { coloursFor } from "../terminal/colours";
import { progress } from "../terminal/progress";
import { type RehearseFlags, readRehearseFlags, rehearseHelp } from "./flags";
import type { ScenarioResult } from "./rehearsal-result";
import { asTable, asText } from "./render-rehearsal";
import { isGreen, runScenario } from "./run-scenario";
import type { Scenario } from "./scenario";
import { scenarios } from "./scenarios";

/**
 * `npm run rehearse`: plays scenarios and prints what came of them.
 * @returns the exit code.
 * @throws {UsageError} where flags, stack file or documents cannot be understood.
 */
export async function rehearseCommand(argv: readonly string[], signal: AbortSignal): Promise<number> {
    const names = scenarios.map(({ name }) => name);
    const flags = readRehearseFlags(argv, names);
    if (flags.help) {
        const list = scenarios.map(({ name, statement }) => `  ${name}: ${statement}`);
        process.stdout.write(`${rehearseHelp}\nScenarios:\n${list.join("\n")}\n`);
        return exitCodes.holds;
    }
    const parts = castOf(flags).map(({ scenario, stackName }) => ({ scenario, stack: readStack(stackName) }));
    const { program } = require("../../stacks/program") as typeof import("../../stacks/program");
    const results: ScenarioResult[] = [];
    for (const { scenario, stack } of parts) {
        const status = progress(process.stderr);
        status.say(`${scenario.name} on ${stack.name}`);
        const result = await runScenario({
            scenario,
            stack,
            program: async (folder) => program(folder),
            exhaustive: flags.exhaustive,
            progress: status,
            signal,
        }).finally(status.end);
        results.push(result);
        if (!flags.json) process.stdout.write(asText(result, coloursFor(process.stdout, process.env)));
    }
    if (flags.json) process.stdout.write(`${JSON.stringify(results)}\n`);
    else if (results.length > 1) process.stdout.write(`\n${asTable(results)}\n`);
    return results.every(isGreen) ? exitCodes.holds : exitCodes.broken;
}

interface Part {
    readonly scenario: Scenario;
    readonly stackName: string;
}

function castOf({ all, scenario: chosen, stack }: RehearseFlags): Part[] {
    const wanted = scenarios.filter(
        ({ name }) => all || chosen.includes(name) || (chosen.length === 0 && name === "lifecycle"),
    );
    return wanted.flatMap((scenario) => {
        const stacks =
            stack !== undefined ? [stack] : scenario.stack ? [scenario.stack] : all ? ["dev", "prod"] : ["dev"];
        return stacks.map((stackName) => ({ scenario, stackName }));
    });
}
