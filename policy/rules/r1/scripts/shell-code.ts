import { hidesScript } from "./hidden-script";
import { withoutData } from "./shell-data";

// What looks for a hidden script takes time in the square of the text's length.
const maxText = 32 * 1024;

const commentLine = /^[^\S\n]*#.*$/gm;
// Behind a command a comment counts as one only if it holds nothing that could end a quotation or begin a substitution.
const lineEnd = /(?<=[^\\\s][^\S\n])#[^\S\n][^\n"'`$\\]*$/gm;

/**
 * What a shell runs of a script: without its comments, and without what it only says. A script that is put together as it
 * runs may take its own comments for commands, and keeps them. What it writes into a document is code as well where its files are not its own (`keepsFiles`).
 */
export function shellCode(script: string, keepsFiles: boolean): string {
    const isPlain = script.length <= maxText && !hidesScript(script);
    return withoutData(isPlain ? script.replace(commentLine, "").replace(lineEnd, "") : script, keepsFiles);
}
