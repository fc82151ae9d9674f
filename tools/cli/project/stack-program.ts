import type { PulumiFn } from "@pulumi/pulumi/automation";

/** The program of the project's stacks. Loading it takes a while: `load` can do so while an engine starts. */
export interface StackProgram {
    readonly program: PulumiFn;
    readonly load: () => void;
}

/**
 * The program of the project's stacks.
 * @param folder folder that holds `app`.
 */
export function stackProgram(folder: string): StackProgram {
    const load = () => require("../../../stacks/program") as typeof import("../../../stacks/program");
    return {
        program: async () => load().program(folder),
        load: () => {
            try {
                load();
            } catch {
                // The engine reports the same error when it runs the program.
            }
        },
    };
}
