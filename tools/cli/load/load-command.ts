import { projectFolder, readStack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { stackSource } from "../project/stack-source";
import { bringUp, requireRestApi } from "../serve/bring-up";
import { progress } from "../terminal/progress";
import { exampleStack, loadFlags, parseLoadFlags } from "./flags";
import { runLoad, visibilitySeconds } from "./load-run";
import { withoutPipeline } from "./pipeline";
import { asJson, asText } from "./render-load";

/**
 * `npm run load`: uploads photos through the gateway of a stack on localhost, kills processes meanwhile, and prints what has become of each.
 * @param folder folder that holds the stack files and `app`.
 * @returns the exit code: 1 if a photo is lost or there twice.
 * @throws {UsageError} where flags or the stack are invalid, or the stack has no photo pipeline.
 */
export async function loadCommand(
    argv: readonly string[],
    signal: AbortSignal,
    folder = projectFolder,
    write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
    const flags = parseLoadFlags(argv);
    if (flags === undefined) {
        write(`${loadFlags.help}Stacks: ${stackNames(folder).join(", ")}\n`);
        return 0;
    }
    const file = flags["config-file"] ?? (flags.stack === undefined ? exampleStack : undefined);
    const stack = readStack(stackSource(flags.stack, file), folder);
    // An API of an HTTP API has none.
    if (!Object.values(stack.settings.apis).some(({ photoPipeline }) => photoPipeline)) throw withoutPipeline();
    const live = progress(process.stderr);
    const note = (line: string) => process.stderr.write(`${line}\n`);
    note(
        `Queues hide a message for ${visibilitySeconds} s during this run, so that those of killed processes come back soon.`,
    );
    try {
        const servable = await bringUp(stack, folder, live, signal);
        const result = await runLoad({ ...servable, api: requireRestApi(servable) }, flags, {
            folder,
            log: note,
            onProgress: (line) => live.tick(line),
            signal,
        });
        const exitCode = result.wrong.length === 0 ? 0 : 1;
        live.end();
        write(flags.json ? `${asJson(flags, result, exitCode)}\n` : asText(flags, result));
        return exitCode;
    } finally {
        live.end();
    }
}
