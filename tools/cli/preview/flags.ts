import { Command, type Values } from "../terminal/command";
import { exitCodesHelp } from "../terminal/exit-codes";
import { flag, text, withDefault } from "../terminal/option";

const options = {
    stack: withDefault(text("NAME", "the stack, as in Pulumi.NAME.yaml"), "dev"),
    json: flag("print one JSON document instead of text"),
    diff: flag("print the engine's own view, with every property"),
};

/** Flags of the preview command. */
export type PreviewFlags = Values<typeof options>;

/** Command line of `npm run preview`. */
export const previewFlags = new Command({
    name: "preview",
    summary: "Previews a stack on the real Pulumi engine with simulated clouds, and checks it against the rules.",
    options,
    notes: exitCodesHelp,
});
