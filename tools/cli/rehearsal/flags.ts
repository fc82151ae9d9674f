import { stackOption } from "../project/stack-option";
import { configFileOption } from "../project/stack-source";
import { stateOption } from "../project/state-file";
import { Command, type Values } from "../terminal/command";
import { flag, list } from "../terminal/option";

const options = {
    stack: stackOption("the stack, as in Pulumi.NAME.yaml (default: dev, or the scenario's own)"),
    "config-file": configFileOption,
    scenario: list({
        placeholder: "NAME",
        description: "a scenario (default: lifecycle); may be given several times",
        parse: (name) => name,
    }),
    state: stateOption,
    all: flag("every scenario, on dev and prod, two at a time"),
    exhaustive: flag("let each resource fail in its own run, instead of all independent ones in one"),
    json: flag("print one JSON document instead of text"),
};

/** Flags of the rehearse command. */
export type RehearseFlags = Values<typeof options>;

/** Command line of `npm run rehearse`, which accepts the scenarios of these names. */
export function rehearseFlags(scenarioNames: readonly string[]): Command<typeof options> {
    return new Command({
        name: "rehearse",
        summary: "Runs the life cycle of a stack on the real Pulumi engine with clouds that reject what AWS rejects.",
        options: {
            ...options,
            scenario: list({
                placeholder: "NAME",
                description: options.scenario.description,
                form: `one of ${scenarioNames.join(", ")}`,
                parse: (name) => (scenarioNames.includes(name) ? name : undefined),
            }),
        },
        notes: `Exit codes: 0 every scenario passed, 1 a scenario failed, 2 invalid command line, settings or documents,
3 the engine failed.`,
    });
}
