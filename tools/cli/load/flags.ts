import { stackOption } from "../project/stack-option";
import { configFileOption } from "../project/stack-source";
import { Command, type Values } from "../terminal/command";
import { flag, type Option, value, withDefault } from "../terminal/option";

/** The stack that is loaded unless a flag names another one. */
export const exampleStack = "stacks/examples/Pulumi.photos.yaml";

const share = "1 % of the photos, at least 1";

const options = {
    stack: stackOption("the stack, as in Pulumi.NAME.yaml, in place of the example"),
    "config-file": { ...configFileOption, description: `${configFileOption.description} (default: ${exampleStack})` },
    photos: withDefault(count("how many photos are uploaded", 1, 100_000), 2000),
    concurrency: withDefault(count("how many uploads run at once", 1, 500), 50),
    poisoned: count(`how many of the photos cannot become thumbnails (default: ${share})`, 0, 100_000),
    kills: count(`how many processes are killed while they work (default: ${share})`, 0, 1000),
    workers: withDefault(count("processes of each function", 1, 64), 2),
    seed: withDefault(count("where the poisoned photos are and when processes are killed depends on it", 0, 4e9), 1),
    json: flag("print one JSON document instead of a table"),
};

/** Flags of the load command, each with a value. */
export type LoadFlags = Values<typeof options> & { readonly poisoned: number; readonly kills: number };

/** Command line of `npm run load`. */
export const loadFlags = new Command({
    name: "load",
    summary: `Uploads photos through the gateway of a stack on localhost, kills processes meanwhile, and counts what becomes of each photo.`,
    options,
    notes: `Exit codes: 0 no photo is lost and none is there twice, 1 a sum is wrong, 2 the command cannot be understood, 3 the stack did not
come up, 130 Ctrl-C.`,
    check: ({ photos, poisoned = 0 }) =>
        poisoned > photos ? [`"--poisoned": got ${poisoned}, want at most the number of photos, ${photos}`] : [],
});

/** Reads the flags of the load command; undefined if they ask for its help. Poisoned photos and kills follow from the number of photos. */
export function parseLoadFlags(argv: readonly string[]): LoadFlags | undefined {
    const given = loadFlags.parse(argv);
    if (given === undefined) return undefined;
    const usual = Math.max(1, Math.round(given.photos / 100));
    return { ...given, poisoned: given.poisoned ?? usual, kills: given.kills ?? usual };
}

function count(description: string, min: number, max: number): Option<number | undefined> {
    return value({
        placeholder: "N",
        description,
        form: `an integer from ${min} to ${max}`,
        parse: (given) =>
            /^\d{1,10}$/.test(given) && Number(given) >= min && Number(given) <= max ? Number(given) : undefined,
    });
}
